"""The log: only ever added to, whole commands or none, ids that always rise."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest

from returnctl.core.entries import Draft, Kind
from returnctl.store.store import Store
from tests.store.records import (
    NOON,
    Clock,
    a_store,
    add,
    add_within,
    event,
    projections,
    record,
)


@pytest.mark.parametrize(
    "statement", ["UPDATE log SET data = '{}'", "DELETE FROM log", "UPDATE log SET id = 'x'"]
)
def test_the_log_refuses_to_forget(store: Store, statement: str) -> None:
    add(store)
    with (
        closing(sqlite3.connect(store.path)) as conn,
        pytest.raises(sqlite3.IntegrityError, match="only ever added to"),
    ):
        conn.execute(statement)


def test_a_case_may_be_erased_only_while_it_is_listed(store: Store) -> None:
    erased, kept = add(store), add(store, number="2")
    with closing(sqlite3.connect(store.path)) as conn:
        conn.execute("INSERT INTO purging VALUES (?)", (erased,))
        conn.execute("DELETE FROM log WHERE case_id = ?", (erased,))
        with pytest.raises(sqlite3.IntegrityError):
            conn.execute("DELETE FROM log WHERE case_id = ?", (kept,))


def test_entries_come_back_as_they_were_recorded(store: Store) -> None:
    data = {"event": "delivered", "on": "2026-11-08", "note": 'ä "\u202e\n\U0001f600', "items": []}
    case_id = add(store)
    with store.write("mark") as writer:
        entries = writer.record(case_id, [Draft("event", case_id, data)], source="import")
        command_id = writer.command_id

    with store.read() as reader:
        assert reader.command_entries(command_id) == list(entries)
        assert reader.entries(case_id)[-1] == entries[0]
    assert entries[0].data == data
    assert (entries[0].source, entries[0].device) == ("import", "laptop")
    assert entries[0].recorded_at == "2026-11-21T12:00:00.000Z"


def test_ids_rise_even_when_the_clock_goes_back(tmp_path: Path) -> None:
    clock = Clock()
    store = a_store(tmp_path / "r.db", clock=clock)
    case_id = add(store)
    for day in (0, -1, -3650, 7, -7):
        clock.now = NOON + timedelta(days=day)
        record(store, "mark", case_id, event(case_id, "watch"), event(case_id, "delivered"))

    with store.read() as reader:
        entries = reader.entries(case_id)
        rowids = [row.id for row in reader.commands()]
    assert [e.id for e in entries] == sorted(e.id for e in entries)
    assert rowids == sorted(rowids, reverse=True)
    assert len({*rowids, *(e.id for e in entries)}) == len(rowids) + len(entries)
    assert [e.recorded_at for e in entries[1::2]][1] < entries[0].recorded_at


def test_every_entry_is_above_its_command_and_its_case(store: Store) -> None:
    case_id = add(store)
    with store.read() as reader:
        entry = reader.entries(case_id)[0]
    assert case_id < entry.command_id < entry.id


def test_what_a_newer_release_wrote_is_kept_and_told(store: Store) -> None:
    case_id = add(store)
    strange = Draft(cast("Kind", "weighed"), case_id, {"grams": 120})
    record(store, "weigh", case_id, strange, event(case_id, "teleported"), event("?", "delivered"))

    with store.read() as reader:
        case = reader.case(case_id)
        assert [e.kind for e in reader.entries(case_id)] == ["noted", "weighed", "event", "event"]
    assert case is not None
    assert len(case.misfits) == 3
    told = [row[2] for row in projections(store.path)["misfits"]]
    assert sorted(told) == sorted(misfit.sentence for misfit in case.misfits)


def test_a_rulebook_is_kept_once(store: Store) -> None:
    for body in ("first", "second"):
        with store.write("add") as writer:
            writer.keep_book("hash", "manifest", "rulebook", body)
            add_within(writer, number=body)

    with store.read() as reader:
        assert reader.book("hash") == "first"
        assert reader.book("other") is None


def test_the_rules_see_the_books_of_the_same_command(tmp_path: Path) -> None:
    seen = []

    def derive(case: object, book: Callable[[str], str | None]) -> tuple[()]:
        seen.append(book("hash"))
        return ()

    with a_store(tmp_path / "r.db", derive=derive).write("add") as writer:
        writer.keep_book("hash", "manifest", "rulebook", "rules")
        add_within(writer)
    assert seen == ["rules"]


def test_a_running_command_sees_what_it_recorded(store: Store) -> None:
    with store.write("add") as writer:
        case_id = add_within(writer, event("x", "delivered"))
        assert writer.case(case_id) is not None
        assert 3 <= len(writer.ref(case_id)) <= 4
        assert writer.find("8190123456789012") == []
        writer.refresh()
        assert [match.case_id for match in writer.find("8190123456789012")] == [case_id]
