"""The lists of every day: what is due, what is open, which purchases are watched.

Each is answered from an index: the cost is that of the answer, not of the archive.
"""

import sqlite3
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

from returnctl.core.rows import DeadlineRow, StatusRow
from returnctl.core.structs import Struct
from returnctl.store.columns import Shape, shape_of

# What the index of what is due is made for.
UNMET: Final = "met_on IS NULL AND watch = 1"
# Not snoozed.
_LOUD: Final = "(quiet_until IS NULL OR quiet_until <= :today)"
# Windows of a purchase that still run; `you` as the rights of a purchase are all yours.
_WINDOWS: Final = f"{UNMET} AND shown_until >= :today AND actor = 'you' AND purchase = 1"
_BY_URGENCY: Final = "act_by IS NULL, act_by, due_on, id"


class Purchases(Struct, frozen=True):
    """The watched purchases with a window that still runs: how many, how many close, the first."""

    count: int
    closing: int
    first: DeadlineRow | None


class Purchase(Struct, frozen=True):
    """A watched purchase and the first of its windows that still run."""

    status: StatusRow
    first: DeadlineRow | None


def due(
    conn: sqlite3.Connection,
    *,
    today: date,
    until: date,
    theirs: bool,
    purchases: bool,
    quiet: bool = False,
) -> list[DeadlineRow]:
    """Return unmet deadlines that default views tell of, most urgent first.

    Yours with `act_by` up to `until`, overdue ones too; the others' that ran out before `today`,
    and with `theirs` those that still run; without `purchases` none of a mere purchase; with
    `quiet` those too that are snoozed.
    """
    condition = due_condition(theirs=theirs, purchases=purchases)
    return _deadlines(conn, condition if quiet else f"{condition} AND {_LOUD}",
                      {"today": today.isoformat(), "until": until.isoformat()})  # fmt: skip


def due_condition(*, theirs: bool, purchases: bool) -> str:
    """Return the condition of what is due, over the columns of one index."""
    others = "actor <> 'you'" if theirs else "actor <> 'you' AND due_on < :today"
    whose = f"(actor = 'you' AND act_by <= :until OR {others})"
    condition = f"{UNMET} AND shown_until >= :today AND {whose}"
    return condition if purchases else f"{condition} AND purchase = 0"


def deadlines_of(conn: sqlite3.Connection, case_id: str) -> list[DeadlineRow]:
    """Return the deadlines of an open case, met ones too."""
    return _deadlines(conn, "order_id = :case_id", {"case_id": case_id})


def pending_of(
    conn: sqlite3.Connection, case_id: str, *, today: date, untold: bool = False
) -> list[DeadlineRow]:
    """Return those deadlines of an open case that can still be its next: unmet, and still told.

    With `untold` also what others owe and nobody is reminded of, where it is over by tomorrow: a
    day of the rule's zone can end before that of the user has come.
    """
    others = "watch = 0 AND actor <> 'you' AND due_on <= :tomorrow"
    condition = (
        "order_id = :case_id AND met_on IS NULL AND (shown_until IS NULL OR shown_until >= :today) "
        f"AND (watch = 1{f' OR {others}' if untold else ''})"
    )
    values = {"today": today.isoformat(), "tomorrow": (today + timedelta(days=1)).isoformat()}
    return _deadlines(conn, condition, {"case_id": case_id, **values})


def every_deadline(conn: sqlite3.Connection) -> list[DeadlineRow]:
    """Return the deadlines of all open cases, met ones too."""
    return _deadlines(conn, "1", {})


def _deadlines(
    conn: sqlite3.Connection, condition: str, values: dict[str, Any], more: str = ""
) -> list[DeadlineRow]:
    shape = shape_of(DeadlineRow)
    statement = (
        f"SELECT {_columns('deadlines', shape)} FROM deadlines "  # noqa: S608 - our own words only
        f"WHERE {condition} ORDER BY {_BY_URGENCY} {more}"
    )
    return [shape.read(row) for row in conn.execute(statement, values)]


def statuses(conn: sqlite3.Connection, *, kinds: Sequence[str], closed: bool) -> list[StatusRow]:
    """Return a row per order or return of these kinds, oldest first; closed ones if asked for."""
    marks = ", ".join("?" * len(kinds))
    condition = f"kind IN ({marks})" + ("" if closed else " AND closed = 0")
    return _statuses(conn, condition, tuple(kinds))


def statuses_of(conn: sqlite3.Connection, case_id: str) -> list[StatusRow]:
    """Return the rows of one case, closed ones too."""
    return _statuses(conn, "order_id = ?", (case_id,))


def _statuses(conn: sqlite3.Connection, condition: str, values: Sequence[Any]) -> list[StatusRow]:
    shape = shape_of(StatusRow)
    statement = f"SELECT {_columns('status', shape)} FROM status WHERE {condition} ORDER BY id"  # noqa: S608
    return [shape.read(row) for row in conn.execute(statement, values)]


def purchases(conn: sqlite3.Connection, *, today: date, until: date) -> Purchases:
    """Count the watched purchases with a running window, and those with one that closes soon."""
    values = {"today": today.isoformat(), "until": until.isoformat()}
    counts = "count(DISTINCT order_id), count(DISTINCT iif(act_by <= :until, order_id, NULL))"
    statement = f"SELECT {counts} FROM deadlines WHERE {_WINDOWS}"  # noqa: S608 - our words only
    count, closing = conn.execute(statement, values).fetchone()
    first = _deadlines(conn, _WINDOWS, values, "LIMIT 1")
    return Purchases(count, closing, first[0] if first else None)


def listed_purchases(conn: sqlite3.Connection, *, today: date) -> list[Purchase]:
    """Return every open watched purchase, each with the first of its windows that still run."""
    first: dict[str, DeadlineRow] = {}
    for row in _deadlines(conn, _WINDOWS, {"today": today.isoformat()}):
        first.setdefault(row.order_id, row)
    rows = _statuses(conn, "kind = 'purchase' AND closed = 0 AND watched = 1", ())
    return [Purchase(row, first.get(row.order_id)) for row in rows]


def _columns(table: str, shape: Shape) -> str:
    # With its table a misspelt name is an error; without, SQLite can take it for a text.
    return ", ".join(f"{table}.{column}" for column in shape.columns)
