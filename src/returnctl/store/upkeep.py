"""Keeping the file in step with this release: its schema, then the projections.

A write begins with a look at two numbers. Only if one of them is behind does anything here happen:
one immediate transaction of its own, after a backup where records are at stake.
"""

import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from returnctl.core.structs import Struct
from returnctl.store import births
from returnctl.store.columns import instant_text
from returnctl.store.connection import begin, check, connected, version_of
from returnctl.store.derive import Derive
from returnctl.store.migrations import SCHEMA_VERSION, migrate
from returnctl.store.projecting import Rebuilt, rebuild
from returnctl.store.tables import fold_version


class Upkeep(Struct, frozen=True):
    """What keeping one file in step takes."""

    path: Path
    derive: Derive
    clock: Callable[[], datetime]
    patience: float

    def begin(self, conn: sqlite3.Connection) -> None:
        """Begin an immediate transaction on a file that is in step."""
        begin(conn, patience=self.patience)
        while not is_current(conn):
            # Another program may have changed the file since it was opened.
            check(conn, self.path)
            self._catch_up(conn)
            conn.execute("COMMIT")
            begin(conn, patience=self.patience)

    def set_up(self, draft: Path) -> None:
        """Fill an empty file of our own making."""
        with connected(draft, mode="rw", patience=self.patience) as conn:
            conn.execute("BEGIN IMMEDIATE")
            migrate(conn)
            rebuild(conn, self.derive)
            conn.execute("COMMIT")

    def set_up_from(self, draft: Path, other: sqlite3.Connection) -> None:
        """Fill an empty file of our own making with what another database holds."""
        with connected(draft, mode="rw", patience=self.patience) as conn:
            conn.execute("BEGIN IMMEDIATE")
            migrate(conn)
            self.take(conn, other)
            conn.execute("COMMIT")

    def take(self, conn: sqlite3.Connection, other: sqlite3.Connection) -> None:
        """Make the records those of another database, inside the caller's transaction.

        Raises:
            Unavailable: what was written is not what was read.
        """
        from returnctl.store.backups.restoring import replace_rows

        replace_rows(conn, other)
        self.rebuild(conn)

    def _catch_up(self, conn: sqlite3.Connection) -> None:
        found = version_of(conn)
        if found < SCHEMA_VERSION:
            from returnctl.store.backups.folder import BackupFolder
            from returnctl.store.backups.making import make
            from returnctl.store.evidence.folder import EvidenceFolder

            make(
                self.path, BackupFolder(self.path), EvidenceFolder(self.path),
                label=f"schema-{found}", now=self.clock(), patience=self.patience,
            )  # fmt: skip
            migrate(conn)
        self.rebuild(conn)

    def rebuild(self, conn: sqlite3.Connection) -> Rebuilt:
        """Make all projections anew, inside the caller's transaction."""
        done = rebuild(conn, self.derive)
        births.note_all(conn, instant_text(self.clock()))
        return done


def is_current(conn: sqlite3.Connection) -> bool:
    """Say whether sources and projections are of this release."""
    if version_of(conn) != SCHEMA_VERSION:
        return False
    row = conn.execute("SELECT value FROM about WHERE name = 'fold_version'").fetchone()
    return row is not None and row[0] == fold_version()
