"""Connections to the database file, with every setting that keeps the records safe.

Rollback journal with `synchronous=EXTRA`: what was acknowledged survives a power cut. No WAL: all
SQLite before 3.51.3 can corrupt such a file when two programs write. The file is never created
here, and never opened by anything but SQLite: closing it by hand would drop this process's locks.
"""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from returnctl.store.migrations import APPLICATION_ID, SCHEMA_VERSION
from returnctl.store.refusals import closed_folder, foreign, missing, newer, refusals

PATIENCE_SECONDS: Final = 30.0

_ALWAYS: Final = (
    "PRAGMA trusted_schema = OFF",
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",
    "PRAGMA synchronous = EXTRA",
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",
)
# An import keeps its pages here until it commits, so that readers wait for no more than that.
_WRITING: Final = ("PRAGMA cache_size = -65536", "PRAGMA cache_spill = OFF")


@contextmanager
def connected(path: Path, *, mode: str, patience: float) -> Iterator[sqlite3.Connection]:
    """Open the file in a URI mode (`rw` or `ro`; `rwc` for a file of our own making)."""
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    conn = sqlite3.connect(uri, uri=True, timeout=patience, isolation_level=None)
    with closing(conn):
        try:
            for pragma in _ALWAYS:
                conn.execute(pragma)
        except UnicodeDecodeError as error:
            # What SQLite says of a damaged table quotes its bytes, and Python cannot read that.
            msg = "Could not decode to UTF-8"
            raise sqlite3.DatabaseError(msg) from error
        yield conn


@contextmanager
def reading(path: Path, *, patience: float) -> Iterator[sqlite3.Connection]:
    """Open for reading: one snapshot, no writes. Unavailable if there is nothing of ours."""
    if not is_there(path):
        raise missing(path)
    # A journal left by a crash must be rolled back to read right, which takes `rw`.
    mode = "rw" if os.access(path.parent, os.W_OK) else "ro"
    with refusals(path), connected(path, mode=mode, patience=patience) as conn:
        check(conn, path)
        conn.execute("PRAGMA query_only = ON")
        conn.execute("BEGIN")
        yield conn


@contextmanager
def writing(path: Path, *, patience: float) -> Iterator[sqlite3.Connection]:
    """Open for writing, outside a transaction."""
    with refusals(path), connected(path, mode="rw", patience=patience) as conn:
        check(conn, path)
        if conn.execute("PRAGMA journal_mode").fetchone()[0] != "delete":
            conn.execute("PRAGMA journal_mode = DELETE")
        for pragma in _WRITING:
            conn.execute(pragma)
        yield conn


def begin(conn: sqlite3.Connection, *, patience: float) -> None:
    """Begin a transaction that writes; others are waited for, `patience` seconds at most.

    SQLite's own waiting asks less and less often, so that among many that write at once those who
    came last are served first, and some never. Here who has waited long asks more often.
    """
    began = time.monotonic()
    conn.execute("PRAGMA busy_timeout = 0")
    try:
        while not _begun(conn, last=(waited := time.monotonic() - began) >= patience):
            time.sleep(pause(waited))
    finally:
        conn.execute(f"PRAGMA busy_timeout = {round(patience * 1000)}")


def _begun(conn: sqlite3.Connection, *, last: bool) -> bool:
    try:
        conn.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if last or error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise
        return False
    return True


def pause(waited: float) -> float:
    """Return how many seconds to sleep until asking again, for who waited that many.

    They are unequal, so that processes do not march in step.
    """
    from random import uniform  # only who waits needs it

    return uniform(0.5, 1.5) * max(0.004, 0.02 / (1 + waited))  # noqa: S311 - no secret


def is_there(path: Path) -> bool:
    """Say whether something is at the path; Unavailable if it is no file, or cannot be seen."""
    try:
        if path.is_dir():
            raise foreign(path, "a folder")
        if path.exists() and not path.is_file():
            raise foreign(path, "no ordinary file")
        if path.is_symlink() and not path.exists():
            raise foreign(path, "a link that leads nowhere")
        return path.exists()
    except OSError as error:
        raise closed_folder(path, error) from error


def check(conn: sqlite3.Connection, path: Path) -> None:
    """Refuse a file that is empty, somebody else's, or from a later release; nothing is written."""
    if conn.execute("PRAGMA page_count").fetchone()[0] == 0:
        raise foreign(path, "empty")
    if conn.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise foreign(path, "another program's database")
    found = version_of(conn)
    if found > SCHEMA_VERSION:
        raise newer(path, found=found, known=SCHEMA_VERSION)


def version_of(conn: sqlite3.Connection) -> int:
    """Return the schema version of the file."""
    return int(conn.execute("PRAGMA user_version").fetchone()[0])
