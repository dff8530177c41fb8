"""A command is recorded whole or not at all, wherever it is cut."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from returnctl.core.entries import Draft
from returnctl.store.store import Store
from returnctl.store.writer import Writer
from tests.store.records import (
    a_store,
    add,
    add_within,
    event,
    everything,
)


def _change(writer: Writer) -> None:
    case_id = add_within(writer, number="new")
    item = writer.new_id()
    writer.record(
        case_id,
        [
            Draft("noted", item, {"level": "item", "title": "USB-C hub"}),
            event(case_id, "delivered"),
        ],
    )
    writer.keep_book("hash", "manifest", "rulebook", "{}")


def _change_and_fail(store: Store, prepare: Callable[[Writer], None] | None = None) -> None:
    with store.write("add") as writer:
        if prepare:
            prepare(writer)
        _change(writer)
        writer.refresh()
        raise KeyboardInterrupt


def test_an_exception_takes_everything_back(store: Store) -> None:
    add(store)
    before = everything(store.path)

    with pytest.raises(KeyboardInterrupt):
        _change_and_fail(store)

    assert everything(store.path) == before


def test_an_error_in_the_rules_takes_everything_back(store: Store, tmp_path: Path) -> None:
    add(store)
    before = everything(store.path)

    def broken(*_: object) -> tuple[()]:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        add(a_store(tmp_path / "r.db", derive=broken), number="2")

    assert everything(store.path) == before


def _steps_of(store: Store) -> int:
    """How many steps SQLite takes for the change."""
    steps = 0

    def tick() -> int:
        nonlocal steps
        steps += 1
        return 0

    with pytest.raises(KeyboardInterrupt):
        _change_and_fail(store, lambda writer: writer._conn.set_progress_handler(tick, 1))
    return steps


def _change_until(store: Store, step: int) -> None:
    left = step

    def stop() -> bool:
        nonlocal left
        left -= 1
        return left < 0

    with store.write("add") as writer:
        writer._conn.set_progress_handler(stop, 1)
        _change(writer)


def test_a_write_cut_at_any_step_leaves_nothing(store: Store) -> None:
    add(store)
    before = everything(store.path)
    steps = _steps_of(store)

    for step in range(0, steps, max(1, steps // 150)):
        with pytest.raises(sqlite3.OperationalError, match="interrupted"):
            _change_until(store, step)

    assert everything(store.path) == before
