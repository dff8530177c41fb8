"""From a case to its rows in every projection, and of all cases at once."""

import gc
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, Final

from returnctl.core.case import Case
from returnctl.core.entries import Entry
from returnctl.core.fold import fold
from returnctl.core.listing import deadline_rows, is_watched, status_rows
from returnctl.core.statuses import is_closed, is_troubled
from returnctl.core.structs import Struct, replace
from returnctl.store import births, caserefs, log, searching, tables
from returnctl.store.codes import codes_of
from returnctl.store.columns import shape_of
from returnctl.store.derive import Derive
from returnctl.store.folding import is_noted, recorded_ref, undone_commands
from returnctl.store.tables import Fault, Refund

# A case with rows in any table has some in one of these.
_HAS_ROWS: Final = (
    "SELECT EXISTS (SELECT 1 FROM orders WHERE id = :case_id) "
    "OR EXISTS (SELECT 1 FROM misfits WHERE case_id = :case_id) "
    "OR EXISTS (SELECT 1 FROM undone WHERE case_id = :case_id)"
)
# Parts of a case with a table each, of one name.
_PARTS: Final = ("items", "returns", "parcels", "checkpoints", "events", "evidence", "messages")
# Rows by the table that they go into.
_Rows = dict[str, list[list[Any]]]
# How many cases are in memory while all tables are made anew.
_AT_ONCE: Final = 500
_SIDES: Final = {"refund_issued": "promised", "money_in": "received"}


class Rebuilt(Struct, frozen=True):
    """How much was made anew."""

    cases: int
    orders: int
    deadlines: int
    misfits: int


def project(conn: sqlite3.Connection, case_ids: Iterable[str], derive: Derive) -> None:
    """Make the rows of some cases anew, and of those whose ref changes by it."""
    entries = {case_id: log.entries_of(conn, case_id) for case_id in case_ids}
    refs = {case_id: recorded_ref(case_id, found) for case_id, found in entries.items() if found}
    renamed = caserefs.settle(conn, refs)
    for case_id, found in entries.items():
        if not found:
            renamed |= caserefs.forget(conn, case_id)
            births.forget(conn, case_id)
    for case_id in renamed - entries.keys():
        entries[case_id] = log.entries_of(conn, case_id)
    rows: _Rows = {}
    for case_id, found in sorted(entries.items()):
        _clear(conn, case_id)
        if found:
            _fill(conn, rows, case_id, found, derive)
    for name, kept in rows.items():
        conn.executemany(_insertion(name), kept)


def rebuild(conn: sqlite3.Connection, derive: Derive) -> Rebuilt:
    """Drop all projections and make them anew from the log, inside the caller's transaction."""
    for statement in (*tables.drops(), *tables.ddl()):
        conn.execute(statement)
    case_ids = log.case_ids(conn)
    with _uncollected():
        for start in range(0, len(case_ids), _AT_ONCE):
            project(conn, case_ids[start : start + _AT_ONCE], derive)
    conn.execute(
        "INSERT INTO about (name, value) VALUES ('fold_version', ?) "
        "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (tables.fold_version(),),
    )
    counts = conn.execute(
        "SELECT (SELECT count(*) FROM orders), (SELECT count(*) FROM deadlines), "
        "(SELECT count(*) FROM misfits)"
    ).fetchone()
    return Rebuilt(len(case_ids), *counts)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let the collector of cycles rest: cases have none, and it would take a fifth of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _clear(conn: sqlite3.Connection, case_id: str) -> None:
    if not conn.execute(_HAS_ROWS, {"case_id": case_id}).fetchone()[0]:
        return  # an import makes thousands of cases: nothing of them is here yet
    for table in reversed(tables.TABLES):
        statement = f"DELETE FROM {table.name} WHERE {table.case_column} = ?"  # noqa: S608 - ours
        conn.execute(statement, (case_id,))
    conn.execute("DELETE FROM undone WHERE case_id = ?", (case_id,))
    searching.forget(conn, case_id)


def _fill(
    conn: sqlite3.Connection, rows: _Rows, case_id: str, entries: Sequence[Entry], derive: Derive
) -> None:
    """Add the rows of a case to those that are to be inserted together."""
    case = fold(case_id, entries)
    if is_noted(case_id, entries):
        _fill_case(conn, rows, case, derive)
    faults = [Fault(entry_id=each.entry_id, sentence=each.sentence) for each in case.misfits]
    _keep(rows, "misfits", faults, case_id)
    undone = [(command, case_id) for command in sorted(undone_commands(entries))]
    conn.executemany("INSERT INTO undone (command_id, case_id) VALUES (?, ?)", undone)


def _fill_case(conn: sqlite3.Connection, rows: _Rows, case: Case, derive: Derive) -> None:
    ref = caserefs.ref_of(conn, case.id) or ""
    _keep(rows, "orders", [replace(case.order, ref=ref)], case.id, case.source, case.updated_at)
    for name in _PARTS:
        _keep(rows, name, getattr(case, name), case.id)
    _keep(rows, "refunds", _refunds(case), case.id)
    _keep(rows, "refs", codes_of(case, ref), case.id)
    _keep(rows, "status", status_rows(case, ref))
    searching.add(conn, case)
    if not is_closed(case) and (is_watched(case) or is_troubled(case)):
        found = derive(case, lambda book_hash: log.book_text(conn, book_hash))
        _keep(rows, "deadlines", deadline_rows(case, found, ref))


def _refunds(case: Case) -> list[Refund]:
    return [
        Refund(id=event.id, target=event.target, side=_SIDES[event.kind], day=event.on,
               amount=event.amount, worth=event.worth, tender=event.tender)
        for event in case.events
        if event.kind in _SIDES
    ]  # fmt: skip


def _keep(rows: _Rows, name: str, values: Sequence[Any], *lead: str) -> None:
    if values:
        keep = shape_of(tables.BY_NAME[name].rows).keep
        rows.setdefault(name, []).extend([*lead, *keep(value)] for value in values)


@cache
def _insertion(name: str) -> str:
    """Return the statement that adds a row to a table."""
    columns = tables.BY_NAME[name].columns
    marks = ", ".join("?" * len(columns))
    return f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 - ours
