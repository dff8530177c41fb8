"""What is due is read from an index: the archive costs nothing."""

import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest
from msgspec.structs import replace

from returnctl.core.case import Case
from returnctl.core.deadline import Deadline
from returnctl.store.lists import due_condition
from returnctl.store.store import Store
from tests.store.records import (
    TODAY,
    Book,
    a_store,
    add,
    add_within,
    deadline,
)

SOON = TODAY + timedelta(days=14)


@pytest.mark.parametrize("theirs", [False, True])
@pytest.mark.parametrize("purchases", [False, True])
def test_what_is_due_comes_from_an_index(store: Store, theirs: bool, purchases: bool) -> None:
    """The cost is that of the windows which still run: nothing that is over is visited."""
    add(store)
    condition = due_condition(theirs=theirs, purchases=purchases)
    with closing(sqlite3.connect(store.path)) as conn:
        plan = conn.execute(
            f"EXPLAIN QUERY PLAN SELECT * FROM deadlines WHERE {condition}",  # noqa: S608
            {"today": "2026-11-21", "until": "2026-12-05"},
        ).fetchall()
    assert [row[3] for row in plan] == [
        "SEARCH deadlines USING INDEX deadlines_unmet (shown_until>?)"
    ]


def test_an_archive_of_lapsed_windows_costs_nothing(store: Store) -> None:
    """2,000 purchases whose windows are over: the steps SQLite takes do not grow with them."""
    with store.write("import") as writer:
        add_within(writer, number="0")
    few = steps_of_due(store)
    many = a_store(store.path, derive=lapsed)
    with many.write("import") as writer:
        for number in range(2000):
            add_within(writer, number=str(number + 1))

    with store.read() as reader:
        assert len(reader.every_deadline()) == 2000
        assert reader.due(today=TODAY, until=SOON) == []
    assert steps_of_due(store) <= few + 10


def lapsed(case: Case, _book: Book) -> tuple[Deadline, ...]:
    start = TODAY - timedelta(days=365)
    found = deadline(case.id, "shop.dispute", start, 30)
    return (replace(found, watch=True),)


def steps_of_due(store: Store) -> int:
    steps = 0

    def tick() -> int:
        nonlocal steps
        steps += 1
        return 0

    with store.read() as reader:
        reader._conn.set_progress_handler(tick, 1)
        reader.due(today=TODAY, until=SOON)
    return steps
