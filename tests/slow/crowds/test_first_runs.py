"""Eight programs make or migrate the same database at once: one schema, everybody served.

The small version, for every commit, is in tests/store/test_races.py.
"""

from __future__ import annotations

import multiprocessing
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from returnctl.store.migrations import SCHEMA_VERSION, migrate
from tests.slow.tally import Tally
from tests.store.crowd import crowd
from tests.store.records import a_store, add

pytestmark = pytest.mark.slow

_PROCESSES, _FILES, _CONTROLS = 8, 100, 10
Keep = Callable[[Tally], None]


def an_old_file(path: Path) -> None:
    """Take away what the second and the third step made: a file of the first schema."""
    add(a_store(path), number="before")
    with closing(sqlite3.connect(path)) as conn, conn:
        for table in ("births", "reminders", "asked"):
            conn.execute(f"DROP TABLE {table}")
        conn.execute("DELETE FROM _sqlite_migrations WHERE name <> 'm001_sources'")
        conn.execute("PRAGMA user_version = 1")


def odd(path: Path, orders: int) -> list[str]:
    """Say what is wrong with a file that so many orders were added to at once."""
    with closing(sqlite3.connect(path)) as conn:
        found = {
            "orders": conn.execute("SELECT count(*) FROM orders").fetchone()[0] == orders,
            "steps": conn.execute("SELECT count(*), count(DISTINCT name) FROM _sqlite_migrations")
            .fetchone() == (SCHEMA_VERSION, SCHEMA_VERSION),
            "version": conn.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION,
            "integrity": conn.execute("PRAGMA integrity_check").fetchone()[0] == "ok",
        }  # fmt: skip
    return [f"{path}: {name}" for name, right in found.items() if not right]


def _naive(paths: list[str], gate: Any, done: Any) -> None:
    """Migrate each as the library would by itself: no transaction around it."""
    for path in paths:
        with closing(sqlite3.connect(path, isolation_level=None)) as conn:
            gate.wait(60)
            try:
                migrate(conn)
            except Exception as error:  # noqa: BLE001 - it is counted
                done.put(repr(error))
            else:
                done.put("")


def naive_failures(folder: Path) -> int:
    context = multiprocessing.get_context("spawn")
    gate, done = context.Barrier(_PROCESSES), context.Queue()
    args = ([str(folder / f"{number}.db") for number in range(_CONTROLS)], gate, done)
    running = [context.Process(target=_naive, args=args) for _ in range(_PROCESSES)]
    for each in running:
        each.start()
    failures = sum(bool(done.get(timeout=120)) for _ in range(_CONTROLS * _PROCESSES))
    for each in running:
        each.join()
    return failures


@pytest.mark.parametrize("kind", ["fresh", "old"])
def test_a_hundred_files_met_by_eight_programs_at_once(
    tmp_path: Path, tallies: Keep, kind: str
) -> None:
    failed, torn = list[str](), list[str]()
    with crowd(_PROCESSES) as run:
        for number in range(_FILES):
            path = tmp_path / str(number) / "share" / "r.db"
            if kind == "old":
                path.parent.mkdir(parents=True)
                an_old_file(path)
            answers = run(path, [[f"order {process}"] for process in range(_PROCESSES)])
            failed += [answer for (answer,) in answers if len(answer) != 36]
            torn += odd(path, _PROCESSES + (kind == "old"))
    naive = naive_failures(tmp_path)
    tallies(
        Tally(
            row="B3",
            what=f"Eight programs meet the same {kind} database at once, {_FILES} times",
            tried=_FILES * _PROCESSES,
            lost=len(failed),
            torn=len(torn),
            control=f"migrations outside a transaction: {naive} of {_CONTROLS * _PROCESSES} failed",
        )
    )
    assert failed == []
    assert torn == []
    assert naive > 0
