"""All records at once, for what takes them to another machine: one snapshot, row by row."""

import sqlite3
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from returnctl.core.entries import LogRow
from returnctl.store import backup, caserows, log
from returnctl.store.evidence import named


class Whole:
    """What a `Reader` sees, as a whole."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn

    def rows(self, case_ids: Collection[str] | None = None) -> Iterator[LogRow]:
        """Yield the log of all cases, or of some, a row at a time; see `store.log.rows`."""
        return log.rows(self._conn, case_ids)

    def cases(self, case_ids: Collection[str] | None = None) -> Iterator[dict[str, Any]]:
        """Yield what the tables say of each case; see `store.caserows`."""
        return caserows.case_rows(self._conn, case_ids)

    def snapshot(self, path: Path) -> None:
        """Copy the whole database into a new file, by SQLite's own backup."""
        backup.snapshot(self._conn, path)

    def evidence(self) -> frozenset[str]:
        """Return the hashes of all evidence that must be kept, undone ones too."""
        return named.named(self._conn)

    def purged(self) -> frozenset[str]:
        """Return the cases that were erased for good."""
        return log.purged(self._conn)

    def command_ids(self) -> frozenset[str]:
        """Return the id of every command."""
        return log.command_ids(self._conn)

    def count(self) -> int:
        """Count the cases that are there."""
        return int(self._conn.execute("SELECT count(*) FROM orders").fetchone()[0])
