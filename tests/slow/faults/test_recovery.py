"""A fault while a crash is being put right: the records stay the old ones or the new ones.

A command is killed amid its commit, so that its journal is hot; the next one meets a fault while it
rolls back. After that a clean look shows one of the two states, whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.slow.faults.commands import bench
from tests.slow.faults.injecting import FAULTS, Bench, committing, why_not
from tests.slow.faults.scene import Scene
from tests.slow.faults.seeing import Seen, damage, see
from tests.slow.tally import Tally

pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not() or "it can")

# What opens the file next: one that reads, and one that writes.
_NEXT = ("status", "deadlines"), ("snooze", "8190123456789012")
_JOURNAL = "returns.db-journal"


def hot(found: Bench, folder: Path, number: int) -> list[Path]:
    """Kill a command at calls that are spread over its commit; return what it left."""
    commit = committing(found.points())
    states = []
    for turn in range(number):
        found.strike(commit[turn * len(commit) // number], "kill")
        if found.db.with_name(_JOURNAL).exists():
            states.append(found.place.rename(folder / f"hot-{turn}"))
    return states


def strikes(state: Path, found: Bench, words: tuple[str, ...], step: int) -> Iterator[list[str]]:
    """Strike the next command at what it reads and writes; yield what a clean look finds wrong."""
    following = Bench(state, found.place, ["-m", "returnctl", *words], env=found.env)
    pairs = [(point, fault) for point in following.points("pread64") for fault in FAULTS][::step]
    for point, fault in pairs:
        struck = following.strike(point, fault)
        assert not struck.survived_a_kill, "nothing was injected"
        yield [f"{struck}: {each}" for each in damage(following.db)]


def without_journal(state: Path, found: Bench, whole: list[Seen]) -> bool:
    """Whether what people do with a journal, deleting it, breaks the records."""
    following = Bench(state, found.place, found.args)
    following.reset()
    following.db.with_name(_JOURNAL).unlink()
    try:
        if any(damage(following.db)):
            return True
        now = see(following.place, following.db)
    except Exception:  # noqa: BLE001 - it may be damaged in any way
        return True
    return now.rows not in [each.rows for each in whole] or now.made not in [
        each.made for each in whole
    ]


def run(
    command: str, folder: Path, stock: Scene, *, states: int, step: int
) -> tuple[list[str], int, str]:
    """Return what broke, how many strikes there were, and the figure of the control."""
    found = bench(command, folder, stock)
    found.reset()
    before = see(found.place, found.db)
    found.run()
    whole = [before, see(found.place, found.db)]
    left = hot(found, folder, states)
    broken, tried, clumsy = [], 0, 0
    for number, state in enumerate(left):
        words = _NEXT[number % len(_NEXT)]
        for wrong in strikes(state, found, words, step):
            tried += 1
            broken += wrong
            now = see(found.place, found.db)
            rows = now.rows if words[0] == "status" else before.rows
            if rows not in [each.rows for each in whole] or not holds(now, before):
                broken.append(f"{state.name}, strike {tried}: neither the old nor the new")
        clumsy += without_journal(state, found, whole)
    return broken, tried, f"the journal is deleted: {clumsy} of {len(left)} states broken"


def holds(now: Seen, before: Seen) -> bool:
    """Whether all that was acknowledged before is there."""
    return all(set(rows) <= set(now.raw.get(name, ())) for name, rows in before.raw.items())


@pytest.mark.slow
@pytest.mark.parametrize("command", ["add", "mark"])
def test_a_fault_amid_the_recovery_leaves_the_old_or_the_new(
    command: str, ground: Path, stock: Scene, tallies: Callable[[Tally], None]
) -> None:
    broken, tried, control = run(command, ground, stock, states=40, step=17)
    what = f"KILL, EIO, ENOSPC at the calls of the open after {command} was killed in its commit"
    tallies(Tally(row="A4", what=what, tried=tried, torn=len(broken), control=control))
    assert broken == []
    assert tried > 200


def test_a_few_faults_amid_the_recovery_leave_the_old_or_the_new(
    ground: Path, stock: Scene
) -> None:
    broken, tried, control = run("mark", ground, stock, states=3, step=101)
    assert broken == []
    assert tried
    assert ": 0 of" not in control
