"""Nothing but SQLite opens the database: closing it by hand would drop this process's locks."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from tests.cli.running import Cli, process_env
from tests.slow.shopper import Shopper
from tests.slow.tally import Tally

pytestmark = pytest.mark.skipif(os.name == "nt", reason="locks of POSIX")

_OTHER = """
import sqlite3, sys
try:
    sqlite3.connect(sys.argv[1], timeout=0.1, isolation_level=None).execute("BEGIN IMMEDIATE")
except sqlite3.OperationalError as error:
    sys.exit(str(error))
"""
# What takes a look at the whole of it.
_ALL = (("doctor",), ("doctor", "--fix"), ("backup",), ("status",), ("summary",),
        ("restore", "latest", "--yes"), ("history",), ("remind",))  # fmt: skip
Keep = Callable[[Tally], None]


class Watch:
    """Notes who opens a path of the database with anything but SQLite; hooks stay for good."""

    def __init__(self) -> None:
        self.paths: frozenset[str] = frozenset()
        self.found: list[str] = []
        sys.addaudithook(self._see)

    def _see(self, event: str, args: tuple[object, ...]) -> None:
        if event == "open" and self.paths and isinstance(args[0], (str, bytes, os.PathLike)):
            path = os.path.realpath(os.fsdecode(args[0]))
            if path in self.paths:
                self.found.append(path)

    def over(self, db: Path) -> None:
        ends = ("", "-journal", "-wal", "-shm")
        self.paths = frozenset(os.path.realpath(f"{db}{end}") for end in ends)


@pytest.fixture(scope="session")
def watching() -> Watch:
    return Watch()


@pytest.fixture
def watch(watching: Watch, cli: Cli) -> Watch:
    watching.over(cli.db)
    watching.found.clear()
    return watching


@pytest.fixture
def cli(home: Path) -> Cli:
    return Cli(home / "records" / "returns.db")


def another_may_write(db: Path) -> bool:
    done = subprocess.run(
        [sys.executable, "-c", _OTHER, str(db)], env=process_env(db.parent), check=False,
        capture_output=True,
    )  # fmt: skip
    return done.returncode == 0


def test_no_command_opens_the_database_by_hand(cli: Cli, watch: Watch, tallies: Keep) -> None:
    shopper = Shopper(cli, Random(4), "s")
    for _ in range(12):
        shopper.act()
    for words in _ALL:
        assert cli(*words).exit_code == 0, words
    seen, done = list(watch.found), 12 + len(_ALL)
    with cli.db.open("rb"):
        control = len(watch.found) - len(seen)
    watch.paths = frozenset()
    tallies(
        Tally(
            row="B4",
            what="Commands watched by an audit hook for opening the database, its journal or a WAL",
            tried=done,
            leaked=len(seen),
            control=f"a file opened by hand is seen: {control} of 1",
        )
    )
    assert seen == []
    assert control == 1


def test_what_the_rule_is_for(cli: Cli, tallies: Keep) -> None:
    """SQLite's own warning, on this machine: closing drops the lock that another connection has."""
    cli.add("--shop", "lampenladen", "--item", "Hub")
    with closing(sqlite3.connect(cli.db, isolation_level=None)) as conn:
        conn.execute("BEGIN IMMEDIATE")
        locked_out = not another_may_write(cli.db)
        with cli.db.open("rb"):
            pass
        let_in = another_may_write(cli.db)
    tallies(
        Tally(
            row="B4",
            what="A process that writes keeps another one out",
            tried=1,
            lost=int(not locked_out),
            control="after the file was opened and closed by hand: the other is let in"
            if let_in
            else "",
        )
    )
    assert locked_out
    assert let_in
