"""kill -9, EIO and ENOSPC at the writing system calls of `backup` and `restore`.

By default some of the calls, each with one of the three; with `-m slow` all, with all three.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.backup.judging import Judge
from tests.backup.records import Kept
from tests.cli.running import Cli
from tests.evidence.injecting import FAULTS, Bench, why_not

pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not() or "it can")

# No multiples of three, so that each fault has its turn. A restore has many more calls.
_SOME = {"backup": 67, "restore": 211, "restore over damage": 301}
_BACKUP = ("-m", "returnctl", "backup")
_RESTORE = ("-m", "returnctl", "restore", "20200101", "--yes")
Make = Callable[..., Bench]


@pytest.fixture
def bench(tmp_path: Path) -> Make:
    """Two cases with evidence, and a backup of the time when there was one."""
    master = tmp_path / "master"
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
        place = tmp_path / "place"
        words = {"DB": str(place / "records" / "returns.db")}
        return Bench(master, place, [words.get(each, each) for each in args])

    return make


def sweep(bench: Bench, step: int) -> tuple[list[str], int]:
    """Strike every step-th pair of point and fault; return what broke, and how many there were."""
    pairs = [(point, fault) for point in bench.points() for fault in FAULTS][::step]
    judge = Judge.of(bench)
    for point, fault in pairs:
        struck = bench.strike(point, fault)
        assert not struck.survived_a_kill, "nothing was injected"
        judge.look(bench, struck)
    return judge.broken, len(pairs)


_ARGS = {"backup": _BACKUP, "restore": _RESTORE, "restore over damage": _RESTORE}


@pytest.mark.parametrize("name", [
    *_ARGS, *(pytest.param(f"{each}, every call", marks=pytest.mark.slow) for each in _ARGS)
])  # fmt: skip
def test_no_backup_is_torn_and_records_are_the_old_or_the_new(bench: Make, name: str) -> None:
    command, _, every = name.partition(", ")
    step = 1 if every else _SOME[command]
    found = bench(*_ARGS[command], damaged="damage" in command)
    broken, runs = sweep(found, step)
    assert broken == []
    assert runs * step > 300


def test_copying_over_a_backup_is_found_out(bench: Make) -> None:
    naive = Path(__file__).with_name("naive.py")
    broken, _ = sweep(bench(str(naive), "backup", "DB"), 61)
    assert any("torn" in each for each in broken)
