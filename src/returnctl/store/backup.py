"""A copy of the database beside it, made by SQLite itself: whole, checked, for your eyes only."""

import os
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from returnctl.core.errors import Unavailable
from returnctl.store.connection import connected
from returnctl.store.creation import sync_folder
from returnctl.store.refusals import closed_folder


def keep_copy(path: Path, *, label: str, now: datetime, patience: float) -> Path:
    """Write a checked copy of the database and return its path; Unavailable if that fails.

    Another connection of this process may hold the lock for writing, so that nothing changes
    between the copy and what comes after it.
    """
    copy = path.with_name(f"{path.name}.{label}.{now:%Y%m%dT%H%M%S%f}.backup")
    try:
        # SQLite would make the file readable for all.
        os.close(os.open(copy, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        raise closed_folder(copy, error) from error
    try:
        with connected(path, mode="rw", patience=patience) as conn:
            conn.execute("VACUUM INTO ?", (str(copy),))
        _check(copy)
        _sync(copy)
    except BaseException:
        copy.unlink(missing_ok=True)
        raise
    return copy


def _check(copy: Path) -> None:
    with closing(sqlite3.connect(f"{copy.absolute().as_uri()}?mode=ro", uri=True)) as conn:
        verdict = conn.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if verdict != "ok":
        raise Unavailable(f"The backup {copy} is damaged: {verdict}.", hint="Nothing was changed.")


def _sync(copy: Path) -> None:
    descriptor = os.open(copy, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    sync_folder(copy.parent)


def snapshot(source: sqlite3.Connection, path: Path) -> None:
    """Copy the database of a connection, as its snapshot shows it, into a new file.

    Raises:
        Unavailable: the copy is damaged.
    """
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with closing(sqlite3.connect(path)) as copy:
        source.backup(copy)
    _check(path)
