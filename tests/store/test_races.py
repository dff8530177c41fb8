"""Several processes at once: one schema, every order there once, nobody turned away."""

import sqlite3
from contextlib import closing
from pathlib import Path

from returnctl.store.migrations import SCHEMA_VERSION
from tests.store.crowd import crowd
from tests.store.records import a_store, all_projections, names


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
