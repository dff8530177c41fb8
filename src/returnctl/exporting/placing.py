"""Renewing a file of ours in its place: never over something else. `filing` does the writing."""

from pathlib import Path
from typing import Final

from returnctl.core.errors import Refused
from returnctl.exporting.filing import write_bytes

_ELSEWHERE: Final = "Name a file in a folder of yours."


def place(path: Path, content: bytes, *, ours: bytes) -> None:
    """Write a file, in place of an earlier one of ours; a new one is readable by its owner only.

    `ours` stands in every file of this kind: a file without it is somebody else's.

    Raises:
        Refused: the file is not ours, or there is no place for it; nothing has changed then.
        ReturnctlError: the folder cannot be written, or the disk is full.
    """
    target = path.resolve()
    try:
        mode = _mode_of(target, ours)
    except OSError as error:
        raise Refused(f"{path} cannot be written: {error.strerror}.", hint=_ELSEWHERE) from None
    write_bytes(target, content, force=True, mode=mode)


def _mode_of(target: Path, ours: bytes) -> int:
    """Return the mode to write with: whom the user let read the file, may read it on."""
    if not target.exists():
        return 0o600
    if target.is_dir():
        raise Refused(f"{target} is a folder.", hint="Name a file in it.")
    if not target.is_file() or (target.stat().st_size and ours not in target.read_bytes()):
        msg = f"{target} is there already, and returnctl did not make it."
        raise Refused(msg, hint="Name another file.")
    return target.stat().st_mode & 0o777
