"""Which tracking services this machine asked about which numbers: a table of its own, not the log.

It says when a service last answered, so that nobody is asked too often and the age of what is shown
is known, and which numbers are registered with it, because a registration can cost.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable
from datetime import datetime

from returnctl.core.structs import Struct
from returnctl.store.columns import instant_text


class Asked(Struct, frozen=True):
    """A number at a service: its last answer (None: it never gave one), and whether it is known."""

    number: str
    provider: str
    answered_at: datetime | None = None
    registered: bool = False


def asked(conn: sqlite3.Connection, numbers: Collection[str]) -> list[Asked]:
    """Return what is known of numbers, by service; nothing in a file of an older release."""
    if not _is_there(conn):
        return []
    found = conn.execute(
        "SELECT number, provider, answered_at, registered FROM asked "
        "WHERE number IN (SELECT value FROM json_each(?)) ORDER BY number, provider",
        (json.dumps(list(numbers)),),
    )
    return [
        Asked(number, provider, datetime.fromisoformat(at) if at else None, bool(registered))
        for number, provider, at, registered in found
    ]


def _is_there(conn: sqlite3.Connection) -> bool:
    statement = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'asked'"
    return conn.execute(statement).fetchone() is not None


def note(conn: sqlite3.Connection, rows: Iterable[Asked]) -> None:
    """Remember answers and registrations; neither is ever taken back by a later row."""
    conn.executemany(
        "INSERT INTO asked (number, provider, answered_at, registered) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (number, provider) DO UPDATE SET "
        "answered_at = coalesce(excluded.answered_at, answered_at), "
        "registered = max(registered, excluded.registered)",
        [
            (row.number, row.provider, row.answered_at and instant_text(row.answered_at),
             row.registered)
            for row in rows
        ],
    )  # fmt: skip


def forget(conn: sqlite3.Connection, case_id: str) -> None:
    """Forget the numbers of a case that no other case has."""
    conn.execute(
        "DELETE FROM asked WHERE number IN (SELECT number FROM parcels WHERE case_id = ?1) "
        "AND number NOT IN (SELECT number FROM parcels WHERE case_id <> ?1)",
        (case_id,),
    )
