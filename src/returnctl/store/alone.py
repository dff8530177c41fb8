"""A lock of the operating system on a file beside the database: one `remind` at a time.

The lock goes with its process, however that ends. The file itself stays, and holds nothing.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from returnctl.store.refusals import closed_folder

_PAUSE_SECONDS: Final = 0.02


@contextmanager
def alone(database: Path, name: str, *, patience: float) -> Iterator[bool]:
    """Hold the lock for the block; False where another process kept it for `patience` seconds.

    Raises:
        Unavailable: the folder of the database cannot hold the file.
    """
    path = database.with_name(f"{database.name}.{name}.lock")
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise closed_folder(path, error) from error
    try:
        yield _wait(handle, time.monotonic() + patience)
    finally:
        os.close(handle)


def _wait(handle: int, until: float) -> bool:
    while not _take(handle):
        if time.monotonic() >= until:
            return False
        time.sleep(_PAUSE_SECONDS)
    return True


def _take(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
