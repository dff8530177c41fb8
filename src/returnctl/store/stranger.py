"""A database file that may be anybody's: opened for reading alone, and believed in nothing."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from returnctl.store.migrations import APPLICATION_ID

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


@contextmanager
def opened_copy(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a file that nobody writes to; no journal beside it is looked for, and none is made."""
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    conn = sqlite3.connect(uri, uri=True, isolation_level=None)
    try:
        conn.execute("PRAGMA trusted_schema = OFF")
        conn.execute("PRAGMA cell_size_check = ON")
        conn.execute("PRAGMA query_only = ON")
        yield conn
    finally:
        conn.close()


def fault_of(conn: sqlite3.Connection) -> str:
    """Say why it is no whole database of returnctl's; nothing where it is one.

    Its schema may be a later release's.
    """
    if conn.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        return "its database is another program's"
    # A view or a computed column of that name could do anything.
    for table, columns in _SOURCES.items():
        kind = conn.execute("SELECT type FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
        found = conn.execute("SELECT name, hidden FROM pragma_table_xinfo(?)", (table,))
        if kind != ("table",) or found.fetchall() != [(column, 0) for column in columns]:
            return f"its database has no table {table} of returnctl's"
    if conn.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
        return "its database is not whole"
    if conn.execute("PRAGMA foreign_key_check(log)").fetchone() is not None:
        return "its database has rows that lead nowhere"
    return ""
