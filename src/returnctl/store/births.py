"""Since when this machine knows each deadline: what no log can tell it, and reminders must know.

A rung of reminders that was past when its deadline came to be here is not announced late. A
deadline whose day moves is another one; one that comes back is as old as it was.
"""

import sqlite3
from collections.abc import Iterable

_NOTE = """INSERT OR IGNORE INTO births (deadline_id, day, order_id, born_at)
SELECT id, iif(actor = 'you', act_by, due_on), order_id, :now FROM deadlines
WHERE met_on IS NULL AND watch = 1 AND iif(actor = 'you', act_by, due_on) IS NOT NULL"""


def note(conn: sqlite3.Connection, case_ids: Iterable[str], now: str) -> None:
    """Note the unmet deadlines of some cases, those that are new; `now` is a UTC instant."""
    for case_id in case_ids:
        conn.execute(f"{_NOTE} AND order_id = :case_id", {"now": now, "case_id": case_id})


def note_all(conn: sqlite3.Connection, now: str) -> None:
    """Note every unmet deadline that is new."""
    conn.execute(_NOTE, {"now": now})


def forget(conn: sqlite3.Connection, case_id: str) -> None:
    """Forget an erased case, and what was announced of it."""
    conn.execute("DELETE FROM births WHERE order_id = ?", (case_id,))
    conn.execute("DELETE FROM reminders WHERE order_id = ?", (case_id,))
