"""What may surround the program, from cron's bare environment to a terminal of one column.

Of each: what is set or, as None, taken away; the encoding in which its output comes; and whether
its folder is gone, its input closed, or its user one whom nobody knows.
"""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from tests.cli.running import AS_OF, command

SECONDS: Final = 240
_NOBODY: Final = ("unshare", "--user", "--map-user=54321")


@dataclass(frozen=True)
class World:
    """One surrounding."""

    env: Mapping[str, str | None] = field(default_factory=dict)
    encoding: str = "utf-8"
    closed: bool = False
    gone: bool = False
    nobody: bool = False
    # Letters that are typed do not come in as such: they are refused, and never recorded as others.
    letterless: bool = False
    # Nothing is known of the shopper: an order is noted with other facts.
    bare: bool = False
    # Nobody knows its time zone: what needs to know the day is refused.
    no_zone: bool = False


# What a person has who tries the program at home.
USUAL: Final = World({"LANG": "C.UTF-8", "TERM": "xterm"})
_NO_UTF_8: Final = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
_BERLIN: Final = ("RETURNCTL_COUNTRY", "RETURNCTL_TIMEZONE", "RETURNCTL_CURRENCY")

WORLDS: Final[Mapping[str, World]] = {
    "env -i": World(dict.fromkeys(("PATH", "HOME", *_BERLIN)), closed=True, bare=True),
    "no home, and nobody knows the user": World({"HOME": None}, nobody=True),
    "LANG=C": World({"LC_ALL": "C", "LANG": "C"}),
    "POSIX without UTF-8": World(
        {"LC_ALL": "POSIX", **_NO_UTF_8}, "ascii", closed=True, letterless=True
    ),
    "ASCII": World({"PYTHONIOENCODING": "ascii"}, "ascii"),
    "Latin-1": World({"PYTHONIOENCODING": "latin-1", "LANG": "de_DE.ISO-8859-1"}, "latin-1"),
    "Windows-1252": World({"PYTHONIOENCODING": "cp1252", "LANGUAGE": "ar"}, "cp1252"),
    "UTF-16": World({"PYTHONIOENCODING": "utf-16"}, "utf-16", closed=True),
    "PYTHONUTF8=0": World({"PYTHONUTF8": "0", "LANG": "C.UTF-8"}),
    "a dumb terminal of one column": World({"TERM": "dumb", "COLUMNS": "1", "LINES": "0"}),
    "colours, columns and pager that cannot be": World(
        {"NO_COLOR": "", "FORCE_COLOR": "x", "COLUMNS": "-7", "TERM": "\x1b", "PAGER": "/no/pager"}
    ),
    "a zone far away": World({"TZ": "Pacific/Kiritimati", "COLUMNS": "9" * 40}),
    "a zone that is none": World({"TZ": "Bogus", "RETURNCTL_TIMEZONE": None}, no_zone=True),
    "no folder for temporary files": World({"TMPDIR": "/nonexistent/tmp", "NO_COLOR": "1"}),
    "a folder that was deleted": World(gone=True, closed=True),
}  # fmt: skip


@cache
def has_nobody() -> bool:
    """Say whether a user whom nobody knows can be made here."""
    try:
        return subprocess.run([*_NOBODY, "true"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def environment(base: Mapping[str, str], world: World) -> dict[str, str]:
    merged = {**base, **world.env}
    return {name: value for name, value in merged.items() if value is not None}


def run(
    args: Sequence[str], base: Mapping[str, str], world: World, place: Path
) -> tuple[int, bytes, bytes]:
    """Run a command with nobody at the keyboard; one that asks would wait for ever, or read."""
    words = shlex.join(command("--as-of", AS_OF, *args))
    folder = "mkdir gone && cd gone && rmdir ../gone && " if world.gone else ""
    redirect = "0<&-" if world.closed else "</dev/null"
    done = subprocess.run(
        [*(_NOBODY if world.nobody else ()), "/bin/sh", "-c", f"{folder}exec {words} {redirect}"],
        env=environment(base, world), cwd=place, capture_output=True, timeout=SECONDS, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr
