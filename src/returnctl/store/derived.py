"""Whether every table that is made from the log is what the log gives."""

import sqlite3
from collections import Counter
from contextlib import closing
from typing import Final

from returnctl.store.derive import Derive
from returnctl.store.projecting import rebuild
from returnctl.store.tables import TABLES

_TABLES: Final = (*(table.name for table in TABLES), "case_refs", "undone")
# Their ids are given anew each time.
_STATEMENTS: Final = {
    **{name: f"SELECT * FROM {name}" for name in _TABLES},  # noqa: S608 - ours
    "search_texts": "SELECT case_id, body FROM search_texts",
}


def differing(conn: sqlite3.Connection, derive: Derive) -> dict[str, int]:
    """Return the tables that differ, each with how many rows; nothing is written to the disk."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as anew:
        conn.backup(anew)
        rebuild(anew, derive)
        found = {name: _odd_rows(conn, anew, name) for name in _STATEMENTS}
    return {name: rows for name, rows in found.items() if rows}


def _odd_rows(conn: sqlite3.Connection, anew: sqlite3.Connection, name: str) -> int:
    here, there = (Counter(each.execute(_STATEMENTS[name])) for each in (conn, anew))
    return max((here - there).total(), (there - here).total())
