"""Undo, redo and rebuild: projections are a function of the log and of nothing else."""

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from returnctl.core.entries import Draft
from returnctl.store.store import Store
from tests.store.histories import HISTORIES, STEPS, Step, play
from tests.store.records import (
    NOON,
    Clock,
    a_store,
    add,
    all_projections,
    event,
    projections,
    record,
    undo,
)

HOUR = timedelta(hours=1)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_store(tmp_path / "r.db", clock=Clock(step=HOUR))


def test_undo_brings_back_what_was_there_and_redo_repeats_it(store: Store) -> None:
    case_id = add(store)
    record(store, "mark", case_id, event(case_id, "delivered"))
    before = projections(store.path)
    marked = record(store, "mark", case_id, event(case_id, "delivered", "2026-11-10"))
    after = projections(store.path)
    assert after != before

    undone = undo(store, marked)
    assert projections(store.path) == before
    redone = undo(store, undone, name="redo")
    assert projections(store.path) == after
    undo(store, redone)
    assert projections(store.path) == before


def test_undoing_an_order_takes_it_away_but_keeps_its_ref(store: Store) -> None:
    case_id = add(store)
    with store.read() as reader:
        ref, added = reader.ref(case_id), reader.commands()[0].id
    before = projections(store.path)
    undone = undo(store, added)

    with store.read() as reader:
        assert reader.case(case_id) is None
        assert reader.find(ref) == []
        assert reader.find_gone(ref) == case_id
        assert reader.find_order("aliexpress", "8190123456789012") is None
        assert reader.ref(case_id) == ref
    assert not any(projections(store.path).values())

    undo(store, undone, name="redo")
    assert projections(store.path) == before


def test_a_removed_order_is_gone_from_the_projections(store: Store) -> None:
    case_id = add(store, event("?", "delivered"))
    record(store, "rm", case_id, Draft("removed", case_id))

    with store.read() as reader:
        assert reader.case(case_id) is None
        assert len(reader.entries(case_id)) == 3
    assert projections(store.path)["orders"] == []


def test_a_command_on_two_cases_is_undone_in_both(store: Store) -> None:
    one, two = add(store), add(store, number="2")
    before = projections(store.path)
    with store.write("mark") as writer:
        for case_id in (one, two):
            writer.record(case_id, [event(case_id, "delivered")])
        marked = writer.command_id

    undo(store, marked)

    assert projections(store.path) == before


@settings(max_examples=25)
@given(history=HISTORIES, last=STEPS)
def test_any_command_is_undone_and_redone(history: list[Step], last: Step) -> None:
    clock = Clock(step=HOUR)
    with TemporaryDirectory() as folder:
        store = a_store(Path(folder) / "r.db", clock=clock)
        play(store, [Step("add", 0, 0), *history])
        before = projections(store.path)
        play(store, [last])
        after = projections(store.path)
        with store.read() as reader:
            newest = reader.commands(limit=1)[0].id

        undone = undo(store, newest)
        assert projections(store.path) == before
        undo(store, undone, name="redo")
        assert projections(store.path) == after


@settings(max_examples=40)
@given(history=HISTORIES)
def test_a_rebuild_gives_the_rows_that_were_there(history: list[Step]) -> None:
    with TemporaryDirectory() as folder:
        store = a_store(Path(folder) / "r.db")
        play(store, [Step("add", 0, 0), *history])
        before = all_projections(store.path)

        done = store.rebuild()

        assert all_projections(store.path) == before
        assert done.orders == len(before["orders"])
        assert done.deadlines == len(before["deadlines"])
        assert done.misfits == len(before["misfits"])


@settings(max_examples=10)
@given(history=HISTORIES, days=st.integers(-4000, 4000))
def test_the_clock_and_the_machine_leave_no_mark_on_projections(
    history: list[Step], days: int
) -> None:
    """The same log on another machine, years later, gives the same rows."""
    with TemporaryDirectory() as folder:
        here = a_store(Path(folder) / "here.db")
        play(here, [Step("add", 0, 0), *history])
        later = Clock(NOON.replace(year=NOON.year + days // 365))
        there = a_store(Path(folder) / "there.db", device="desktop", clock=later)
        with here.read() as reader, there.write("import") as writer:
            writer.merge(*reader.export_log())

        assert all_projections(there.path) == all_projections(here.path)
