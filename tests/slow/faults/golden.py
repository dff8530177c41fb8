"""Records as an older release left them: its own steps made the schema, its tables hold the rows.

A later schema adds its line to nothing here: whatever step there is, there is a release before it.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from returnctl.store import migrations, projecting
from returnctl.store.migrations import APPLICATION_ID, SCHEMA_VERSION

OLD = range(1, SCHEMA_VERSION)
_KEPT = ("commands", "rulebooks", "purges", "log", "births", "reminders", "asked")


def make_older(db: Path, version: int) -> None:
    """Put in the place of a database the same records in an older schema."""
    newer = db.rename(db.with_name("newer.db"))
    with closing(sqlite3.connect(db, isolation_level=None)) as conn:
        conn.execute("ATTACH ? AS newer", (str(newer),))
        conn.execute("BEGIN")
        _set_up(conn, version)
        for table in _KEPT:
            if conn.execute("SELECT 1 FROM main.sqlite_master WHERE name = ?", (table,)).fetchone():
                conn.execute(f"INSERT INTO main.{table} SELECT * FROM newer.{table}")  # noqa: S608
        projecting.rebuild(conn, lambda *_: ())
        conn.execute("UPDATE about SET value = '0.old' WHERE name = 'fold_version'")
        conn.execute("COMMIT")
    newer.unlink()
    db.chmod(0o600)


def _set_up(conn: sqlite3.Connection, version: int) -> None:
    steps = migrations.steps()
    later = steps._migrations[version].name
    steps.apply(Database(conn, execute_plugins=False), stop_before=later)
    conn.execute(f"PRAGMA main.application_id = {APPLICATION_ID}")
    conn.execute(f"PRAGMA main.user_version = {version}")


def version_of(db: Path) -> int:
    """Return the schema of a file."""
    with closing(sqlite3.connect(db)) as conn:
        return int(conn.execute("PRAGMA user_version").fetchone()[0])


def is_whole(db: Path) -> bool:
    """Whether a file that says it has the newest schema has every table of it."""
    if version_of(db) != SCHEMA_VERSION:
        return True
    with closing(sqlite3.connect(db)) as conn:
        return set(_KEPT) <= {name for (name,) in conn.execute("SELECT name FROM sqlite_master")}
