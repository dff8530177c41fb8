"""A crontab as bytes: our block put in and taken out, and everything else left as it is.

The block is two comments around one line. What cron does to a line, as cron(8) and crontab(5) tell:
`%` ends the command unless a backslash stands before it; a `MAILTO` holds for the lines below it,
and an empty one throws their output away.
"""

import re
import shlex
from collections.abc import Mapping, Sequence
from typing import Final

from returnctl.core.errors import Refused

BEGIN: Final = b"# >>> returnctl: returnctl cron remove takes this block out >>>"
END: Final = b"# <<< returnctl <<<"
_BLOCK: Final = re.compile(
    rb"^# >>> returnctl\b[^\n]*\n(?P<line>[^\n]*)\n# <<< returnctl\b[^\n]*(?:\n|\Z)", re.MULTILINE
)
_MARK: Final = re.compile(rb"^# (?:>>>|<<<) returnctl\b", re.MULTILINE)
_MAILTO: Final = re.compile(
    rb"""^[ \t]*["']?MAILTO["']?[ \t]*=[ \t]*([^\n]*?)[ \t]*$""", re.MULTILINE
)
# Vixie cron, which most systems have, takes no longer one.
_LONGEST: Final = 990


def crontab_line(
    when: str, command: Sequence[str], environ: Mapping[str, str], file: str | None = None
) -> str:
    """Return the line that runs a command, needing nothing of the shell it was made in.

    Raises:
        Refused: cron cannot run it.
    """
    line = f"{when} {_escaped(shell_command(command, environ, file))}"
    if len(line.encode()) > _LONGEST:
        raise Refused("the line is too long for cron.", hint="Give a shorter --db or --to.")
    return line


def shell_command(
    command: Sequence[str], environ: Mapping[str, str], file: str | None = None
) -> str:
    """Return a command for /bin/sh with its environment, and the file its output is added to."""
    words = [f"{name}={shlex.quote(value)}" for name, value in environ.items()]
    words += map(shlex.quote, command)
    return " ".join([*words, *([f">> {shlex.quote(file)} 2>&1"] if file else [])])


def _escaped(text: str) -> str:
    # A backslash is taken away before some characters and not before others, cron by cron.
    if not text.isprintable() or "\\" in text:
        msg = "cron cannot run a path with a backslash or a line break in it."
        raise Refused(msg, hint="Move the file, or use returnctl cron install --systemd.")
    return text.replace("%", "\\%")


def installed_line(crontab: bytes) -> str | None:
    """Return our line; None where there is none.

    Raises:
        Refused: half of the block is gone, so that nobody can tell where it ends.
    """
    found = _BLOCK.search(crontab)
    if found is None and _MARK.search(crontab) is None:
        return None
    if found is None or len(_MARK.findall(crontab)) != 2:
        msg = "the returnctl block of your crontab is not whole."
        raise Refused(msg, hint="Take it out by hand with crontab -e, and run this again.")
    return found["line"].decode(errors="surrogateescape")


def with_line(crontab: bytes, line: str) -> bytes:
    """Return the crontab with our line: in the place of the one there, else at the end."""
    block = b"%s\n%s\n%s\n" % (BEGIN, line.encode(errors="surrogateescape"), END)
    if installed_line(crontab) is not None:
        return _BLOCK.sub(lambda _: block, crontab)
    gap = b"\n" if crontab and not crontab.endswith(b"\n") else b""
    return crontab + gap + block


def without_line(crontab: bytes) -> bytes:
    """Return the crontab without our block."""
    return crontab if installed_line(crontab) is None else _BLOCK.sub(b"", crontab)


def mail_address(crontab: bytes, user: str) -> str:
    """Return to whom cron mails what our line says; nothing where it throws that away."""
    block = _BLOCK.search(crontab)
    above = crontab[: block.start()] if block else crontab
    told = _MAILTO.findall(above)
    return told[-1].decode(errors="replace").strip("\"'") if told else user
