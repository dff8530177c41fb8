"""kill -9, EIO and ENOSPC at the writing system calls of `backup` and `restore`.

By default some of the calls, each with one of the three; with `-m slow` all, with all three. The
state from which a restore begins may be one that a crash left, with a journal that is hot.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from tests.backup.judging import Judge, rows
from tests.backup.records import Kept
from tests.cli.running import Cli
from tests.slow.faults.ground import in_memory
from tests.slow.faults.injecting import FAULTS, Bench, Point, Struck, committing, why_not
from tests.slow.tally import Tally

pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not() or "it can")

# No multiples of three, so that each fault has its turn. A restore has many more calls.
_SOME = {"backup": 101, "restore": 401, "restore over damage": 601}
_BACKUP = ("-m", "returnctl", "backup")
_RESTORE = ("-m", "returnctl", "restore", "20200101", "--yes")
_MARK = ("-m", "returnctl", "mark", "8190123456789012", "dispute-opened", "--channel", "platform")
Make = Callable[..., Bench]


@pytest.fixture
def ground() -> Iterator[Path]:
    with in_memory() as folder:
        yield folder


@pytest.fixture
def bench(ground: Path) -> Make:
    """Two cases with evidence, and a backup of the time when there was one."""
    master = ground / "master"
    cli = Cli(master / "records" / "returns.db")
    ref = cli.add("8190123456789012", "Hub", "23.99 EUR", "--delivered", "8nov",
                  "--reason", "defective")  # fmt: skip
    kept = Kept(cli, ref)
    (master / "first.jpg").write_bytes(b"first" * 100)
    cli.ok("evidence", "add", ref, str(master / "first.jpg"))
    kept.made_on("20200101-000000", kept.back_up())
    other = kept.another()
    (master / "second.jpg").write_bytes(b"second" * 100)
    cli.ok("evidence", "add", other, str(master / "second.jpg"))

    def make(*args: str, damaged: bool = False) -> Bench:
        if damaged:
            cli.db.write_bytes(b"no database" * 1000)
        place = ground / "place"
        words = {"DB": str(place / "records" / "returns.db")}
        return Bench(master, place, [words.get(each, each) for each in args])

    return make


def sweep(bench: Bench, step: int, faults: Sequence[str] = tuple(FAULTS)) -> tuple[list[str], int]:
    """Strike every step-th pair of point and fault; return what broke, and how many there were."""
    pairs = [(point, fault) for point in bench.points() for fault in faults][::step]
    judge = Judge.of(bench)
    if (step, tuple(faults)) == (1, ("kill",)):
        for struck in bench.kills():
            judge.look(bench, struck)
        return judge.broken, len(pairs)
    for point, fault in pairs:
        struck = bench.strike(point, fault)
        assert not struck.survived_a_kill, "nothing was injected"
        judge.look(bench, struck)
    return judge.broken, len(pairs)


_ARGS = {"backup": _BACKUP, "restore": _RESTORE, "restore over damage": _RESTORE}
_NAIVE = str(Path(__file__).with_name("naive.py"))


@pytest.mark.parametrize("command", _ARGS)
def test_no_backup_is_torn_and_records_are_the_old_or_the_new(bench: Make, command: str) -> None:
    step = _SOME[command]
    broken, runs = sweep(bench(*_ARGS[command], damaged="damage" in command), step)
    assert broken == []
    assert runs * step > 300


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("command", _ARGS)
def test_every_call_leaves_the_old_records_or_the_new(
    bench: Make, command: str, fault: str, tallies: Callable[[Tally], None]
) -> None:
    broken, runs = sweep(bench(*_ARGS[command], damaged="damage" in command), 1, (fault,))
    naive, tried = sweep(bench(_NAIVE, command.partition(" ")[0], "DB"), 7)
    what = f"{fault.upper()} at each writing call of {command}"
    control = f"shutil.copy over the file: {len(naive)} faults in {tried} runs"
    tallies(Tally(row="C2", what=what, tried=runs, torn=len(broken), control=control))
    assert broken == []
    assert naive


def test_copying_over_a_backup_is_found_out(bench: Make) -> None:
    broken, _ = sweep(bench(_NAIVE, "backup", "DB"), 61)
    assert any("torn" in each for each in broken)


@pytest.mark.parametrize("damaged", [False, True], ids=["whole", "damaged"])
def test_copying_a_backup_over_the_records_is_found_out(bench: Make, *, damaged: bool) -> None:
    broken, _ = sweep(bench(_NAIVE, "restore", "DB", damaged=damaged), 61)
    assert any("neither the old records nor the new" in each for each in broken)


def test_a_damaged_file_that_is_kept_nowhere_is_found_out(bench: Make) -> None:
    found = bench(_NAIVE, "restore", "DB", damaged=True)
    judge = Judge.of(found)
    found.reset()
    done = found.run()
    judge.look(found, Struck(Point("none", 0), "clean", done.exit_code, done.out, done.err))
    assert any("what was replaced is nowhere" in each for each in judge.broken)


# --- over the records of a program that was killed amid its commit


def hot(bench: Bench, ground: Path, number: int) -> list[Path]:
    """Kill `mark` at calls that are spread over its commit; return the records that it left."""
    mark = Bench(bench.master, ground / "marked", _MARK)
    commit = committing(mark.points())
    left = []
    for turn in range(number):
        mark.strike(commit[turn * len(commit) // number], "kill")
        if mark.db.with_name("returns.db-journal").exists():
            left.append(mark.place.rename(ground / f"hot-{turn}"))
    return left


@pytest.mark.parametrize(
    "number", [pytest.param(2, id="two"), pytest.param(100, id="100", marks=pytest.mark.slow)]
)
def test_a_restore_over_a_hot_journal_puts_back_all_of_the_backup(
    bench: Make, ground: Path, number: int, tallies: Callable[[Tally], None]
) -> None:
    found = bench(*_RESTORE)
    judge, naive = Judge.of(found), 0
    states = hot(found, ground, number)
    for state in states:
        found.master = state
        found.reset()
        done = found.run()
        judge.look(found, Struck(Point("none", 0), "clean", done.exit_code, done.out, done.err))
        # The script leaves the journal of what it replaced, and SQLite rolls it back into the copy.
        found.reset()
        Bench(state, found.place, [_NAIVE, "restore", str(found.db)]).run()
        naive += is_undone(found.db, judge)
    what = "restore over the records of a program that was killed amid its commit"
    control = f"shutil.copy over the file: {naive} of {len(states)} broken"
    tallies(Tally(row="C2", what=what, tried=len(states), torn=len(judge.broken), control=control))
    assert judge.broken == []
    assert states
    assert naive


def is_undone(db: Path, judge: Judge) -> bool:
    """Whether what the script said that it put back is gone when the database is opened."""
    try:
        return rows(db) != judge.after
    except sqlite3.DatabaseError:
        return True
