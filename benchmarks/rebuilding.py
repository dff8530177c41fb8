"""What deadlines cost that are computed anew and stored, as a ratio to storing alone.

    python -m benchmarks.rebuilding [--orders 10000 100000]

Each order is open, and most have some twenty deadlines. Measured is what `returnctl doctor --fix`
does: all tables dropped, every case folded from its log and held against its rules, everything
stored in one transaction. Beside it the very rows that are then there are put into an empty file of
the same tables, indexes and settings by a plain `executemany`. All of it three times in turn: a
machine is now faster, now slower; what is told are medians.
"""

import argparse
import json
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks.installed import ROOT, Installed, install

LIMIT: Final = 4.0
MOST_GROWTH: Final = 1.15
ORDERS: Final = (10_000, 100_000)
_ROUNDS: Final = 3
_CHUNK: Final = 5_000
_STEP: Final = "from benchmarks.rebuilding import step; step()"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuilding:
    """Seconds of CPU for making all tables of so many orders, and for storing their rows alone."""

    orders: int
    deadlines: int
    rows: int
    rebuilt: float
    stored: float
    memory: float

    @property
    def ratio(self) -> float:
        """How many times the plain storing it took."""
        return self.rebuilt / self.stored

    @property
    def each(self) -> float:
        """Milliseconds for an order."""
        return 1000 * self.rebuilt / self.orders


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print, and say by the exit code whether all is within the limits."""
    parser = argparse.ArgumentParser(description="Deadlines computed anew and stored.")
    parser.add_argument("--orders", type=int, nargs="+", default=ORDERS)
    parser.add_argument("--folder", type=Path, help="where databases are kept for the next run",
                        default=Path(tempfile.gettempdir()) / "returnctl-benchmarks")  # fmt: skip
    given = parser.parse_args(argv)
    found = measured(given.orders, given.folder)
    growth = found[-1].each / found[0].each
    print(f"an order of {found[-1].orders:,} costs {growth:.2f} times one of {found[0].orders:,}")
    return int(growth > MOST_GROWTH or max(each.ratio for each in found) > LIMIT)


def measured(orders: Sequence[int], cache: Path) -> list[Rebuilding]:
    """Measure and tell every number of orders, each in processes of its own."""
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache, prefix="run-") as folder:
        installed = install(Path(folder))
        rounds = [[_measure(installed, cache, number) for number in orders] for _ in range(_ROUNDS)]
    found = [_median(of_one) for of_one in zip(*rounds, strict=True)]
    for each in found:
        _tell(each)
    return found


def _median(found: Sequence[Rebuilding]) -> Rebuilding:
    return replace(
        found[0],
        rebuilt=median(each.rebuilt for each in found),
        stored=median(each.stored for each in found),
        memory=max(each.memory for each in found),
    )


def _tell(found: Rebuilding) -> None:
    print(
        f"{found.orders:,} orders, {found.deadlines:,} deadlines, {found.rows:,} rows: "
        f"{found.rebuilt:.1f} s of CPU, {found.each:.2f} ms an order, {found.memory:.0f} MB; "
        f"stored alone {found.stored:.1f} s: {found.ratio:.2f} times that",
        flush=True,
    )


def _measure(installed: Installed, cache: Path, orders: int) -> Rebuilding:
    path = installed.folder / "returns.db"
    _child(installed, "make", str(installed.folder), str(cache), str(orders), str(path))
    rebuilt = _child(installed, "rebuild", str(path))
    plain = installed.folder / "plain.db"
    stored = _child(installed, "store", str(path), str(plain))
    plain.unlink()
    return Rebuilding(orders=orders, **rebuilt, **stored)


def _child(installed: Installed, *words: str) -> dict[str, float]:
    """Run one of the steps below in a process of its own, with the copy of the program."""
    environ = {**installed.environ, "PYTHONPATH": f"{installed.folder / 'site'}:{ROOT}"}
    command = [sys.executable, "-c", _STEP, *words]
    done = subprocess.run(command, env=environ, check=True, stdout=subprocess.PIPE)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def step() -> None:
    """Do the step that the command line names, and print what it measured."""
    steps = {"make": _make, "rebuild": _rebuild, "store": _store}
    print(json.dumps(steps[sys.argv[1]](*sys.argv[2:])))


def _make(program: str, cache: str, orders: str, path: str) -> dict[str, float]:
    from benchmarks.archives import open_log

    shutil.copyfile(open_log(Installed(Path(program)), Path(cache), int(orders)), path)
    return {}


def _rebuild(path: str) -> dict[str, float]:
    from returnctl.cli.wiring import make_desk
    from returnctl.core.states import Moment
    from returnctl.settings.config import load_settings
    from returnctl.settings.paths import find_paths

    paths = find_paths(os.environ, database=path)
    settings = load_settings(paths.config, os.environ)
    desk = make_desk(
        paths, settings, Moment(datetime.now(UTC), settings["timezone"]), [], by_title=False
    )
    started = time.process_time()
    done = desk.store.rebuild()
    took = time.process_time() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"rebuilt": took, "memory": memory, "deadlines": done.deadlines}


def _store(source: str, path: str) -> dict[str, float]:
    from returnctl.store.connection import PATIENCE_SECONDS, connected, writing
    from returnctl.store.migrations import migrate
    from returnctl.store.tables import TABLES, ddl

    with connected(Path(path), mode="rwc", patience=PATIENCE_SECONDS) as conn:
        migrate(conn)
        for statement in ddl():
            conn.execute(statement)
    tables = (*(table.name for table in TABLES), "case_refs", "undone", "search_texts")
    with (
        closing(sqlite3.connect(source)) as old,
        writing(Path(path), patience=PATIENCE_SECONDS) as conn,
    ):
        conn.execute("BEGIN IMMEDIATE")
        took, rows = 0.0, 0
        for table in tables:
            found = _copied(old, conn, table, "*")
            took, rows = took + found[0], rows + found[1]
        took += _copied(old, conn, "search_index", "rowid, body")[0]
        started = time.process_time()
        conn.execute("COMMIT")
        return {"stored": took + time.process_time() - started, "rows": rows}


def _copied(
    old: sqlite3.Connection, new: sqlite3.Connection, table: str, columns: str
) -> tuple[float, int]:
    """Insert all rows of a table; return the seconds that `executemany` took, and how many."""
    cursor = old.execute(f"SELECT {columns} FROM {table}")  # noqa: S608 - our own words only
    names = ", ".join(each[0] for each in cursor.description)
    marks = ", ".join("?" * len(cursor.description))
    statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608
    took, rows = 0.0, 0
    while chunk := cursor.fetchmany(_CHUNK):
        started = time.process_time()
        new.executemany(statement, chunk)
        took, rows = took + time.process_time() - started, rows + len(chunk)
    return took, rows


if __name__ == "__main__":
    sys.exit(main())
