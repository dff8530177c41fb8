"""Which edition of a case the log holds, and which deadlines this machine ever knew of."""

import json
import sqlite3
from collections.abc import Collection
from datetime import date, datetime

from returnctl.core.appointments import Edition


def editions(conn: sqlite3.Connection, case_ids: Collection[str]) -> dict[str, Edition]:
    """Return how many entries cases have, undone ones too, and when the newest was recorded."""
    found = conn.execute(
        "SELECT case_id, count(*), max(recorded_at) FROM log "
        "WHERE case_id IN (SELECT value FROM json_each(?)) GROUP BY case_id",
        (json.dumps(list(case_ids)),),
    )
    return {id_: Edition(number, datetime.fromisoformat(at)) for id_, number, at in found}


def known_since(conn: sqlite3.Connection, day: date) -> dict[str, set[str]]:
    """Return the deadlines that were ever here with that day or a later one, by case."""
    found: dict[str, set[str]] = {}
    rows = conn.execute("SELECT order_id, deadline_id FROM births WHERE day >= ?",
                        (day.isoformat(),))  # fmt: skip
    for case_id, deadline_id in rows:
        found.setdefault(case_id, set()).add(deadline_id)
    return found
