"""From a case to its rows in every projection, and of all cases at once."""

import gc
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, Final

from returnctl.core.case import Case
from returnctl.core.entries import Entry
from returnctl.core.fold import fold
from returnctl.core.listing import deadline_rows, has_clocks, status_rows
from returnctl.core.structs import Struct, field, replace
from returnctl.store import binding, births, caserefs, log, searching, tables
from returnctl.store.codes import codes_of
from returnctl.store.columns import shape_of
from returnctl.store.derive import Derive
from returnctl.store.folding import is_noted, recorded_ref, undone_commands
from returnctl.store.tables import Fault, Refund

# A case with rows in any table has some in one of these.
_HAVE_ROWS: Final = " UNION ".join(
    f"SELECT {column} FROM {table} WHERE {column} IN (SELECT value FROM json_each(:cases))"  # noqa: S608 - our own words only
    for table, column in (("orders", "id"), ("misfits", "case_id"), ("undone", "case_id"))
)
# Parts of a case with a table each, of one name.
_PARTS: Final = ("items", "returns", "parcels", "checkpoints", "events", "evidence", "messages")
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
    entries, renamed = _settled(conn, case_ids)
    entries |= {case_id: log.entries_of(conn, case_id) for case_id in renamed}
    _clear(conn, entries)
    _fill(conn, entries, derive)


def rebuild(conn: sqlite3.Connection, derive: Derive) -> Rebuilt:
    """Drop all projections and make them anew from the log, inside the caller's transaction."""
    indexes = tables.indexes()
    for statement in (*tables.drops(), *tables.ddl()):
        if statement not in indexes:
            conn.execute(statement)
    case_ids, renamed = log.case_ids(conn), set[str]()
    with _uncollected():
        for start in range(0, len(case_ids), _AT_ONCE):
            entries, others = _settled(conn, case_ids[start : start + _AT_ONCE])
            _fill(conn, entries, derive)
            renamed |= others
    # An index of rows that are there is made in a quarter of the time that it takes to let it grow.
    for statement in indexes:
        conn.execute(statement)
    project(conn, renamed, derive)
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


class _Rows(Struct):
    """Rows that are to be inserted together: by their table, and what is of no struct."""

    of_tables: dict[str, list[list[Any]]] = field(default_factory=dict)
    undone: list[tuple[str, str]] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)

    def keep(self, name: str, values: Sequence[Any], *lead: str) -> None:
        """Add values to what goes into a table; `lead` are the columns before theirs."""
        if values:
            keep = shape_of(tables.BY_NAME[name].rows).keep
            rows = self.of_tables.setdefault(name, [])
            kept = map(keep, values)
            rows.extend([[*lead, *row] for row in kept] if lead else kept)

    def insert(self, conn: sqlite3.Connection) -> None:
        """Put all of them into the database."""
        binding.settle_types()
        for name, rows in self.of_tables.items():
            conn.executemany(_insertion(name), rows)
        conn.executemany("INSERT INTO undone (command_id, case_id) VALUES (?, ?)", self.undone)
        searching.add(conn, self.words)


def _settled(
    conn: sqlite3.Connection, case_ids: Iterable[str]
) -> tuple[dict[str, list[Entry]], set[str]]:
    """Give refs to cases; return their entries, and which other cases have another ref by it."""
    entries = {case_id: log.entries_of(conn, case_id) for case_id in case_ids}
    recorded = {case_id: recorded_ref(case_id, of) for case_id, of in entries.items() if of}
    renamed = caserefs.settle(conn, recorded)
    for case_id, found in entries.items():
        if not found:
            renamed |= caserefs.forget(conn, case_id)
            births.forget(conn, case_id)
    return entries, renamed - entries.keys()


def _clear(conn: sqlite3.Connection, case_ids: Iterable[str]) -> None:
    """Take away the rows of those cases that have any: an import makes thousands without."""
    found = conn.execute(_HAVE_ROWS, {"cases": json.dumps(list(case_ids))})
    for (case_id,) in found.fetchall():
        for table in reversed(tables.TABLES):
            statement = f"DELETE FROM {table.name} WHERE {table.case_column} = ?"  # noqa: S608 - ours
            conn.execute(statement, (case_id,))
        conn.execute("DELETE FROM undone WHERE case_id = ?", (case_id,))
        searching.forget(conn, case_id)


def _fill(conn: sqlite3.Connection, entries: Mapping[str, list[Entry]], derive: Derive) -> None:
    """Insert the rows of cases that have none."""
    refs, new = caserefs.refs_of(conn, entries), _Rows()
    told = {case_id: of for case_id, of in sorted(entries.items()) if of}
    # One kind of work at a time: a tenth quicker than one case at a time.
    cases = [fold(case_id, of) for case_id, of in told.items()]
    for case in cases:
        _add_log(new, case, told[case.id])
    noted = [case for case in cases if is_noted(case.id, told[case.id])]
    for case in noted:
        _add_case(new, case, refs[case.id])
    for case in noted:
        new.keep("status", status_rows(case, refs[case.id]))
    running = [case for case in noted if has_clocks(case)]
    found = [derive(case, lambda hash_: log.book_text(conn, hash_)) for case in running]
    for case, deadlines in zip(running, found, strict=True):
        new.keep("deadlines", deadline_rows(case, deadlines, refs[case.id]))
    new.insert(conn)


def _add_log(new: _Rows, case: Case, entries: Sequence[Entry]) -> None:
    """Add what is kept for the log itself: entries that do not fit, and commands undone."""
    faults = [Fault(entry_id=each.entry_id, sentence=each.sentence) for each in case.misfits]
    new.keep("misfits", faults, case.id)
    new.undone += [(command, case.id) for command in sorted(undone_commands(entries))]


def _add_case(new: _Rows, case: Case, ref: str) -> None:
    """Add what the entries say themselves."""
    new.keep("orders", [replace(case.order, ref=ref)], case.id, case.source, case.updated_at)
    for name in _PARTS:
        new.keep(name, getattr(case, name), case.id)
    new.keep("refunds", _refunds(case), case.id)
    new.keep("refs", codes_of(case, ref), case.id)
    new.words[case.id] = searching.words_of(case)


def _refunds(case: Case) -> list[Refund]:
    return [
        Refund(id=event.id, target=event.target, side=_SIDES[event.kind], day=event.on,
               amount=event.amount, worth=event.worth, tender=event.tender)
        for event in case.events
        if event.kind in _SIDES
    ]  # fmt: skip


@cache
def _insertion(name: str) -> str:
    """Return the statement that adds a row to a table."""
    columns = tables.BY_NAME[name].columns
    marks = ", ".join("?" * len(columns))
    return f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 - ours
