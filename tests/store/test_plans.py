"""What commands of every day ask of the database costs what the answer holds, not the archive.

The statements are those of real runs, which SQLite tells as it runs them.
"""

from __future__ import annotations

import csv
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import pytest

from tests.cli.running import Cli

FEW, MANY = 20, 400
# Steps of a command may grow by so much: ids and refs are not the same in both databases.
LIMIT, SOME = 1.2, 20
OPEN: Final = "8190123456789012"
HOT: Final[dict[str, tuple[str, ...]]] = {
    "the state of the day": (),
    "deadlines": ("deadlines",),
    "status": ("status",),
    "next": ("next",),
    "show": ("show", OPEN),
    "mark": ("mark", OPEN, "seller-contacted"),
    "message add": ("message", "add", OPEN, "where is it?", "--from", "me"),
    "add": ("add", "8190123456789999", "Lamp", "19.90", "--delivered", "-3d", "--reason", "late"),
    "add without a number": ("add", "--shop", "aliexpress", "--item", "Lamp", "--delivered", "-3d"),
    "undo": ("undo", "--yes"),
    "search": ("search", "hub"),
    "remind": ("remind",),
}
# Whatever grows with the archive.
GROWING: Final = frozenset(
    "log commands orders items returns parcels checkpoints events evidence messages refunds "
    "deadlines status refs misfits case_refs undone search_texts births reminders".split()
)
# An index of open ones alone, however long the archive is.
OF_OPEN_ONES: Final = (" USING INDEX status_open", " USING COVERING INDEX status_open")
# Read along an index, but no further than to the first row that fits.
FIRST_ROW_ONLY: Final = ("SELECT 1 FROM log LIMIT 1", "SELECT id FROM commands WHERE NOT EXISTS")

Filled = Callable[[int], Cli]


@dataclass
class Told:
    """What SQLite told: the statements, with their values, and how many steps they took."""

    statements: list[str] = field(default_factory=list)
    steps: int = 0

    def tick(self) -> int:
        self.steps += 1
        return 0


@contextmanager
def listening(monkeypatch: pytest.MonkeyPatch) -> Iterator[Told]:
    """Hear of everything that SQLite does in this process."""
    told, connect = Told(), sqlite3.connect

    def heard(*args: Any, **options: Any) -> sqlite3.Connection:
        conn: sqlite3.Connection = connect(*args, **options)
        conn.set_trace_callback(told.statements.append)
        conn.set_progress_handler(told.tick, 10)
        return conn

    with monkeypatch.context() as patch:
        patch.setattr(sqlite3, "connect", heard)
        yield told


@pytest.fixture(scope="session")
def made() -> dict[int, tuple[bytes, bytes]]:
    """What was made already: the database of so many archived orders, and its device."""
    return {}


@pytest.fixture
def filled(cli: Cli, made: dict[int, tuple[bytes, bytes]]) -> Filled:
    """Put a database with an archive in place."""

    def put(archived: int) -> Cli:
        one = Cli(cli.db.parent / str(archived) / "returns.db")
        device = Path(os.environ["XDG_STATE_HOME"]) / "returnctl" / "device"
        if archived not in made:
            one.db.parent.mkdir(parents=True)
            fill(one, archived)
            made[archived] = one.db.read_bytes(), device.read_bytes()
        for path, kept in zip((one.db, device), made[archived], strict=True):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.write_bytes(kept)
            path.chmod(0o600)
        return one

    return put


def fill(cli: Cli, archived: int) -> None:
    """An import of years ago, archived, and two open orders."""
    export = cli.db.parent / f"{archived}.csv"
    titles = ("Order Date", "Order ID", "Title", "Qty", "Price", "Store", "Product ID", "Status")
    with export.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(titles)
        for number in range(archived):
            day = date(2024, 1, 1) + timedelta(days=number % 300)
            order = (f"{day:%b} {day.day}, {day.year}", f"{8100000000000001 + number}")
            writer.writerow(
                [*order, f"cable {number}", "1", "9,99€", "Store 5", number, "Completed"]
            )
    cli.ok("import", "--yes", str(export))
    cli.ok("add", OPEN, "USB-C hub", "23.99", "--reason", "defective", "--delivered", "-5d")
    cli.ok("add", "8190123456789013", "Mug", "5.90", "--delivered", "-9d")


def scanned(conn: sqlite3.Connection, statement: str) -> list[str]:
    """Return the lines of the plan that walk through a table which grows with the archive."""
    plan = [str(row[3]) for row in conn.execute(f"EXPLAIN QUERY PLAN {statement}")]
    walks = [line for line in plan if line.startswith("SCAN ") and line.split()[1] in GROWING]
    return [line for line in walks if not line.endswith(OF_OPEN_ONES)]


def slow_ones(path: Path, statements: list[str]) -> dict[str, list[str]]:
    """Return the statements that walk through the archive, each with those lines of its plan."""
    asked = {
        each for each in statements
        if each.startswith(("SELECT", "UPDATE", "DELETE", "INSERT"))
        and "search_index_" not in each  # FTS5's own
        and not each.startswith(FIRST_ROW_ONLY)
    }  # fmt: skip
    assert asked
    with closing(sqlite3.connect(path)) as conn:
        return {each: lines for each in asked if (lines := scanned(conn, each))}


def analyse(path: Path) -> None:
    """Let SQLite count its tables, but those that are short only because this is a test."""
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        conn.execute("ANALYZE")
        conn.execute(
            "DELETE FROM sqlite_stat1 WHERE tbl NOT IN "
            "(SELECT tbl FROM sqlite_stat1 WHERE CAST(stat AS INTEGER) >= ?)",
            (MANY,),
        )


@pytest.mark.parametrize("name", HOT)
def test_no_statement_of_a_command_of_every_day_walks_through_the_archive(
    name: str, filled: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli = filled(MANY)
    with listening(monkeypatch) as told:
        assert cli(*HOT[name]).exit_code == 0

    assert slow_ones(cli.db, told.statements) == {}
    analyse(cli.db)
    assert slow_ones(cli.db, told.statements) == {}


@pytest.mark.parametrize("name", HOT)
def test_the_steps_that_sqlite_takes_do_not_grow_with_the_archive(
    name: str, filled: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a plan does not tell: sorting, and indexes that find too much."""
    few, many = (steps(filled(each), HOT[name], monkeypatch) for each in (FEW, MANY))

    assert many <= LIMIT * few + SOME


@pytest.mark.parametrize("name", ["deadlines", "status", "next", "mark"])
def test_they_do_not_grow_when_sqlite_has_counted_its_rows(
    name: str, filled: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    """ANALYZE knows how many, not which: half of the archive may look closed, and half open."""
    taken = []
    for each in (FEW, MANY):
        cli = filled(each)
        analyse(cli.db)
        taken.append(steps(cli, HOT[name], monkeypatch))

    assert taken[1] <= LIMIT * taken[0] + SOME


def steps(cli: Cli, words: Sequence[str], monkeypatch: pytest.MonkeyPatch) -> int:
    with listening(monkeypatch) as told:
        assert cli(*words).exit_code == 0
    return told.steps


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM status WHERE shop = 'aliexpress'",
        "SELECT id FROM events ORDER BY happened_on LIMIT 20",
        "SELECT count(*) FROM log",
        "DELETE FROM items WHERE title = 'cable 1'",
    ],
)
def test_a_statement_that_walks_through_the_archive_is_seen(
    statement: str, filled: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli = filled(MANY)
    with listening(monkeypatch) as told, closing(sqlite3.connect(cli.db)) as conn:
        conn.execute(statement)

    assert slow_ones(cli.db, told.statements)


def test_steps_that_grow_with_the_archive_are_seen(
    filled: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    few, many = (steps(filled(each), ("summary",), monkeypatch) for each in (FEW, MANY))

    assert many > LIMIT * few + SOME
