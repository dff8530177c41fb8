"""A timer of the user's own systemd: two files in a folder, and `systemctl` to start it."""

from pathlib import Path
from typing import Final

from returnctl.core.errors import ReturnctlError
from returnctl.core.timers import NAME, Units, is_ours
from returnctl.scheduling.running import NoProgram, run, said

_NOT_HERE: Final = "This machine has no systemd: returnctl cron install, without --systemd."
_TIMER: Final = f"{NAME}.timer"


def unit_files(folder: Path) -> tuple[Path, Path]:
    """Return where service and timer lie."""
    return folder / f"{NAME}.service", folder / _TIMER


def read_units(folder: Path) -> Units | None:
    """Return what is there of ours; None where nothing is.

    Raises:
        ReturnctlError: there are files of that name that somebody else made.
    """
    paths = unit_files(folder)
    if not any(path.exists() for path in paths):
        return None
    service, timer = (path.read_text("utf-8") if path.exists() else "" for path in paths)
    for path, text in zip(paths, (service, timer), strict=True):
        if text and not is_ours(text):
            raise ReturnctlError(f"{path} is not of returnctl's making.", hint="Rename it first.")
    return Units(service, timer)


def write_units(folder: Path, found: Units) -> None:
    """Put both files in place and start the timer.

    Raises:
        NoProgram: there is no systemd here.
        ReturnctlError: the timer does not start; the files are taken away again.
    """
    _control("--version")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, text in zip(unit_files(folder), found, strict=True):
            path.write_text(text, "utf-8")
    except OSError as error:
        msg = f"{folder} cannot be written: {error.strerror}."
        raise ReturnctlError(msg, hint="By hand: returnctl cron show --systemd") from None
    try:
        _control("daemon-reload")
        _control("enable", "--now", _TIMER)
    except ReturnctlError:
        _delete(folder)
        raise


def remove_units(folder: Path) -> None:
    """Stop the timer and take both files away."""
    _control("disable", "--now", _TIMER)
    _delete(folder)
    _control("daemon-reload")


def _delete(folder: Path) -> None:
    for path in unit_files(folder):
        path.unlink(missing_ok=True)


def _control(*words: str) -> None:
    try:
        done = run(["systemctl", "--user", *words])
    except NoProgram as error:
        raise NoProgram(error.message, hint=_NOT_HERE) from None
    if done.returncode:
        raise ReturnctlError(f"systemctl --user {words[0]} failed: {said(done)}.", hint=_NOT_HERE)
