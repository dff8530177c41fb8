"""A copy of a database made by SQLite itself: whole, checked, for your eyes only."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from returnctl.core.errors import Unavailable
from returnctl.store.creation import sync_folder


def snapshot(source: sqlite3.Connection, path: Path) -> None:
    """Copy the database of a connection, as its snapshot shows it, into a new file.

    Raises:
        Unavailable: the copy is damaged.
    """
    # SQLite would make the file readable for all.
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with closing(sqlite3.connect(path)) as copy:
        source.backup(copy)
    _check(path)


def _check(copy: Path) -> None:
    with closing(sqlite3.connect(f"{copy.absolute().as_uri()}?mode=ro", uri=True)) as conn:
        verdict = conn.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if verdict != "ok":
        hint = "Nothing was changed. returnctl doctor tells what it is, returnctl restore helps."
        raise Unavailable(f"The copy {copy} is damaged, as what was copied: {verdict}.", hint=hint)


def sync(copy: Path) -> None:
    """Have the disk keep a file and its name."""
    descriptor = os.open(copy, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    sync_folder(copy.parent)
