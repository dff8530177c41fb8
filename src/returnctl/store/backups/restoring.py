"""Putting a backup back: its rows become the records, in one transaction of the database itself.

No file is put over another: programs that wait for the database go on with what was put back, and a
crash leaves the old or the new, never a database beside the journal of another. Only a file that is
no database any more is moved aside, with its journals. Rows are copied column by column into tables
of our own making: nothing else that is in the file gets in.
"""

import os
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from returnctl.core.errors import Unavailable
from returnctl.store.backups.fingerprint import SOURCES, fingerprint
from returnctl.store.connection import check, connected
from returnctl.store.creation import draft_beside, make_folder, sync_folder
from returnctl.store.evidence.checking import state_of
from returnctl.store.evidence.folder import EvidenceFolder
from returnctl.store.evidence.source import opened
from returnctl.store.refusals import refusals

# What this machine noted stays, and what the backup knew comes beside it.
_MACHINE: Final = ("births", "reminders", "asked")
_JOURNALS: Final = ("-journal", "-wal", "-shm")
_ROWS: Final = 1000


def replace_rows(conn: sqlite3.Connection, other: sqlite3.Connection) -> None:
    """Make the sources those of another database, inside the caller's transaction.

    Raises:
        Unavailable: what was written is not what was read.
    """
    conn.execute("INSERT INTO purging (case_id) SELECT DISTINCT case_id FROM log")
    for table in ("log", "purging", "purges", "rulebooks", "commands"):
        conn.execute(f"DELETE FROM {table}")  # noqa: S608 - ours
    for table, statement in SOURCES.items():
        _copy(conn, table, other.execute(statement))
    for table in _MACHINE:
        if columns := [str(row[1]) for row in other.execute(f"PRAGMA table_info({table})")]:
            known = {str(row[1]) for row in conn.execute(f"PRAGMA table_info({table})")}
            names = ", ".join(each for each in columns if each in known)
            _copy(conn, table, other.execute(f"SELECT {names} FROM {table}"))  # noqa: S608 - ours
    if fingerprint(conn) != fingerprint(other):
        raise Unavailable("The backup was not read as it is.", hint="Nothing was changed.")


def _copy(conn: sqlite3.Connection, table: str, rows: sqlite3.Cursor) -> None:
    columns = [name for name, *_ in rows.description]
    marks = ", ".join("?" * len(columns))
    statement = f"INSERT OR IGNORE INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608
    while found := rows.fetchmany(_ROWS):
        conn.executemany(statement, found)


def is_sound(path: Path, *, patience: float) -> bool:
    """Say whether the database can take rows; False where it is damaged.

    Raises:
        Unavailable: it is somebody else's, a later release's, or cannot be opened.
    """
    try:
        with connected(path, mode="rw", patience=patience) as conn:
            if conn.execute("PRAGMA page_count").fetchone()[0] == 0:
                return False
            check(conn, path)
            return bool(conn.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok")
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            return False
        with refusals(path):
            raise


def replace_file(path: Path, now: datetime, fill: Callable[[Path], None]) -> Path:
    """Put a new database in the place of a damaged one, and return where that is kept."""
    make_folder(path.parent)
    aside = _free(path, now)
    draft = draft_beside(path)
    try:
        fill(draft)
        # A journal must never be found beside a database that it does not belong to.
        for ending in _JOURNALS:
            with suppress(FileNotFoundError):
                path.with_name(path.name + ending).rename(aside.with_name(aside.name + ending))
        sync_folder(path.parent)
        try:
            os.link(path, aside)
        except OSError:  # some file systems have no links
            path.rename(aside)
        draft.replace(path)
        sync_folder(path.parent)
    finally:
        draft.unlink(missing_ok=True)
    aside.chmod(0o600)
    return aside


def _free(path: Path, now: datetime) -> Path:
    name = f"{path.name}.damaged-{now:%Y%m%d-%H%M%S}"
    found, number = path.with_name(name), 1
    while found.exists():
        number += 1
        found = path.with_name(f"{name}-{number}")
    return found


def bring_evidence(pool: EvidenceFolder, folder: EvidenceFolder, hashes: frozenset[str]) -> int:
    """Put back what is missing or altered; return how many files neither folder has whole."""
    lost = 0
    for sha256 in sorted(hashes):
        if state_of(folder, sha256) == "ok":
            continue
        source = pool.path_of(sha256)
        if source is None or state_of(pool, sha256) != "ok":
            lost += 1
            continue
        with opened(source) as file:
            folder.keep_chunks(file.chunks(), sha256)
    return lost
