"""Several processes at once: one schema, every order there once, nobody turned away."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from returnctl.store.connection import begin, connected, pause, writing
from returnctl.store.migrations import SCHEMA_VERSION
from tests.store.crowd import crowd
from tests.store.records import a_store, add, all_projections, names


def check_whole(path: Path, numbers: list[str]) -> None:
    with closing(sqlite3.connect(path)) as conn:
        found = [number for (number,) in conn.execute("SELECT number FROM orders")]
        refs = [ref for (ref,) in conn.execute("SELECT ref FROM orders")]
        assert sorted(found) == sorted(numbers)
        assert len(set(refs)) == len(refs)
        assert conn.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        steps = conn.execute("SELECT count(*) FROM _sqlite_migrations").fetchone()[0]
        assert steps == SCHEMA_VERSION
        assert conn.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION
    assert names(path.parent) == [path.name]
    before = all_projections(path)
    a_store(path).rebuild()
    assert all_projections(path) == before


def test_eight_first_runs_at_once_twenty_times(tmp_path: Path) -> None:
    numbers = [[f"order {process}"] for process in range(8)]
    with crowd(8) as run:
        for round_ in range(20):
            path = tmp_path / f"{round_}" / "share" / "r.db"
            answers = run(path, numbers)
            assert all(len(answer[0]) == 36 for answer in answers), answers
            check_whole(path, [number for own in numbers for number in own])


def test_sixteen_processes_adding_at_once(tmp_path: Path) -> None:
    numbers = [[f"{process}-{count}" for count in range(10)] for process in range(16)]
    path = tmp_path / "share" / "r.db"
    with crowd(16) as run:
        answers = run(path, numbers)
    assert len({case_id for answer in answers for case_id in answer}) == 160, answers
    check_whole(path, [number for own in numbers for number in own])


def test_who_waited_longer_asks_more_often() -> None:
    """Of 16 that wrote at once some were turned away: SQLite's waiting lets newcomers pass."""
    longest, shortest = (
        [max(pause(waited) for _ in range(200)) for waited in (0.0, 1.0, 5.0)],
        [min(pause(waited) for _ in range(200)) for waited in (0.0, 1.0, 5.0, 25.0)],
    )
    assert longest == sorted(longest, reverse=True)
    assert longest[0] <= 0.03
    assert min(shortest) >= 0.001
    assert shortest[0] < longest[0] / 2


def test_waiting_for_the_lock_leaves_the_usual_patience_for_all_else(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    add(a_store(path))
    with writing(path, patience=7.0) as conn:
        begin(conn, patience=7.0)
        with connected(path, mode="rw", patience=7.0) as other:
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                begin(other, patience=0.05)
            assert other.execute("PRAGMA busy_timeout").fetchone() == (50,)
        assert conn.execute("PRAGMA busy_timeout").fetchone() == (7000,)
