"""The user's crontab, through the program `crontab`: nothing else may write that file."""

import re
from typing import Final

from returnctl.core.errors import ReturnctlError
from returnctl.scheduling.running import NoProgram, run, said

# How the crontab programs of Debian, Fedora, BSD, macOS and BusyBox say that there is none yet.
_NONE_YET: Final = re.compile(rb"no crontab for|can't open .*No such file", re.IGNORECASE)
_NOT_HERE: Final = (
    "Install cron (Debian, Ubuntu: apt install cron), or use returnctl cron install --systemd."
)


def read_crontab() -> bytes:
    """Return the user's crontab; empty where there is none.

    Raises:
        NoProgram: there is no cron here.
        ReturnctlError: it cannot be read, so that it must not be written either.
    """
    try:
        done = run(["crontab", "-l"])
    except NoProgram as error:
        raise NoProgram(error.message, hint=_NOT_HERE) from None
    if done.returncode == 0:
        return done.stdout
    if _NONE_YET.search(done.stderr):
        return b""
    msg = f"the crontab cannot be read: {said(done)}."
    raise ReturnctlError(msg, hint="Look with crontab -l.")


def write_crontab(content: bytes) -> None:
    """Put a crontab in place of the user's; an empty one is taken away.

    Raises:
        ReturnctlError: cron did not take it as it is; the one before is still there.
    """
    done = run(["crontab", "-"], content) if content else run(["crontab", "-r"])
    if done.returncode:
        raise ReturnctlError(f"cron did not take the crontab: {said(done)}.", hint=_BY_HAND)
    if read_crontab() != content:
        raise ReturnctlError("the crontab is not as it was written.", hint=_BY_HAND)


_BY_HAND: Final = "Look with crontab -l. By hand: returnctl cron show, then crontab -e."
