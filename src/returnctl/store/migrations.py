"""The schema of the sources, step by step. A step that was released is never edited again.

Projections have no steps: they are dropped and made anew (`store.tables`). The caller has begun the
transaction, and commits or rolls back all steps as one.
"""

import sqlite3
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sqlite_utils import Database, Migrations

# "rtrn": tells our files from everybody else's.
APPLICATION_ID: Final = 0x7274726E
# The number of steps below; kept by hand so that a normal run need not load them.
SCHEMA_VERSION: Final = 3

_M001: Final = (
    """
    CREATE TABLE about (
        name TEXT NOT NULL PRIMARY KEY,
        value TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE commands (
        id TEXT NOT NULL PRIMARY KEY,
        name TEXT NOT NULL,
        device TEXT NOT NULL,
        recorded_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE log (
        id TEXT NOT NULL,
        case_id TEXT NOT NULL,
        command_id TEXT NOT NULL REFERENCES commands (id),
        kind TEXT NOT NULL,
        target TEXT NOT NULL,
        source TEXT NOT NULL,
        device TEXT NOT NULL,
        recorded_at TEXT NOT NULL,
        data TEXT NOT NULL,
        version INTEGER NOT NULL,
        PRIMARY KEY (case_id, id)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE UNIQUE INDEX log_id ON log (id)",
    "CREATE INDEX log_command ON log (command_id)",
    """
    CREATE TABLE rulebooks (
        hash TEXT NOT NULL PRIMARY KEY,
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        body TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE purges (
        case_id TEXT NOT NULL PRIMARY KEY,
        at TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE purging (
        case_id TEXT NOT NULL PRIMARY KEY
    ) STRICT
    """,
    """
    CREATE TRIGGER log_refuses_update BEFORE UPDATE ON log
    BEGIN
        SELECT RAISE(ABORT, 'the log is only ever added to');
    END
    """,
    """
    CREATE TRIGGER log_refuses_delete BEFORE DELETE ON log
    WHEN old.case_id NOT IN (SELECT case_id FROM purging)
    BEGIN
        SELECT RAISE(ABORT, 'the log is only ever added to');
    END
    """,
)

# What this machine announced, and since when it knows each deadline and day: nothing of the log.
_M002: Final = (
    """
    CREATE TABLE births (
        deadline_id TEXT NOT NULL,
        day TEXT NOT NULL,
        order_id TEXT NOT NULL,
        born_at TEXT NOT NULL,
        PRIMARY KEY (deadline_id, day)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX births_order ON births (order_id)",
    """
    CREATE TABLE reminders (
        deadline_id TEXT NOT NULL,
        act_by TEXT NOT NULL,
        rung INTEGER NOT NULL,
        channel TEXT NOT NULL,
        order_id TEXT NOT NULL,
        sent_at TEXT NOT NULL,
        PRIMARY KEY (deadline_id, act_by, rung, channel)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX reminders_order ON reminders (order_id)",
)

# When this machine last had a service's answer about a number, and which it registered there.
_M003: Final = (
    """
    CREATE TABLE asked (
        number TEXT NOT NULL,
        provider TEXT NOT NULL,
        answered_at TEXT,
        registered INTEGER NOT NULL,
        PRIMARY KEY (number, provider)
    ) STRICT, WITHOUT ROWID
    """,
)


def steps() -> "Migrations":
    """Return every step, first to last."""
    # sqlite_utils takes 80 ms to load: only a run that sets up or migrates pays for it.
    from textwrap import dedent

    from sqlite_utils import Migrations

    found = Migrations("returnctl")

    @found()
    def m001_sources(db: "Database") -> None:
        for statement in _M001:
            db.execute(dedent(statement).strip())

    @found()
    def m002_reminders(db: "Database") -> None:
        for statement in _M002:
            db.execute(dedent(statement).strip())

    @found()
    def m003_asked(db: "Database") -> None:
        for statement in _M003:
            db.execute(dedent(statement).strip())

    return found


def migrate(conn: sqlite3.Connection) -> None:
    """Bring the sources to this release's schema, inside the caller's transaction."""
    from sqlite_utils import Database

    # Plugins of other people's making have no business in this file.
    steps().apply(Database(conn, execute_plugins=False))
    conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    conn.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
