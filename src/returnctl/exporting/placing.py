"""Putting a file in place: whole or not at all, and never over something else."""

import os
from pathlib import Path

from returnctl.core.errors import Refused


def place(path: Path, content: bytes, *, ours: bytes) -> None:
    """Write a file, in place of an earlier one of ours; a new one is readable by its owner only.

    `ours` stands in every file of this kind: a file without it is somebody else's.

    Raises:
        Refused: the file is not ours, or cannot be written; then nothing has changed.
    """
    target = path.resolve()
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        mode = _mode_of(target, ours)
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            temporary.chmod(mode)
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        msg = f"{path} cannot be written: {error.strerror}."
        raise Refused(msg, hint="Name a file in a folder of yours.") from None


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
