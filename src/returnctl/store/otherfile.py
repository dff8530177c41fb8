"""Another machine's database as a log to merge: opened for reading, and believed in nothing."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from returnctl.core.logrows import LogRow, cut, newer, read_row, row_data, section_of
from returnctl.store import log
from returnctl.store.migrations import APPLICATION_ID, SCHEMA_VERSION

# The first steps made these, and no later one changed them.
_SOURCES: Final = {
    "log": (
        "id", "case_id", "command_id", "kind", "target", "source", "device", "recorded_at", "data",
        "version",
    ),
    "commands": ("id", "name", "device", "recorded_at"),
    "rulebooks": ("hash", "kind", "name", "body"),
    "purges": ("case_id", "at"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class OtherFile:
    """The log in a database file that nobody writes to; `name` is what people call it."""

    path: Path
    name: str

    def rows(self) -> Iterator[LogRow]:
        """Yield its rows, each of them checked.

        Raises:
            Refused: it is damaged, no database of returnctl's, or a later release wrote it.
        """
        try:
            with self._opened() as conn:
                for row in log.rows(conn):
                    yield read_row(section_of(row), row_data(row), file=self.name)
        except (sqlite3.Error, ValueError, RecursionError) as error:
            raise cut(self.name, "its database cannot be read") from error

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        # Immutable: no journal beside it is looked for, and none is made.
        uri = f"{self.path.absolute().as_uri()}?mode=ro&immutable=1"
        conn = sqlite3.connect(uri, uri=True, isolation_level=None)
        try:
            conn.execute("PRAGMA trusted_schema = OFF")
            conn.execute("PRAGMA cell_size_check = ON")
            conn.execute("PRAGMA query_only = ON")
            self._check(conn)
            yield conn
        finally:
            conn.close()

    def _check(self, conn: sqlite3.Connection) -> None:
        if conn.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise cut(self.name, "its database is another program's")
        if conn.execute("PRAGMA user_version").fetchone()[0] > SCHEMA_VERSION:
            raise newer(self.name)
        # A view or a computed column of that name could do anything.
        for table, columns in _SOURCES.items():
            kind = conn.execute(
                "SELECT type FROM sqlite_schema WHERE name = ?", (table,)
            ).fetchone()
            found = conn.execute("SELECT name, hidden FROM pragma_table_xinfo(?)", (table,))
            if kind != ("table",) or found.fetchall() != [(column, 0) for column in columns]:
                raise cut(self.name, f"its database has no table {table} of returnctl's")
        if conn.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise cut(self.name, "its database is not whole")
