"""A fault while a crash is being put right: the records stay the old ones or the new ones.

Commands are killed amid their commits, so that a journal is hot; the next one meets a fault while
it rolls back. After that a clean look shows one of the two states, whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.slow.faults.commands import bench
from tests.slow.faults.injecting import FAULTS, READING, Bench, Point, why_not
from tests.slow.faults.scene import Scene
from tests.slow.faults.seeing import Seen, damage, fingerprint, journal_of, see
from tests.slow.tally import Tally

pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not() or "it can")

# Each is killed at every call of its commit: some fifty states of each.
GROUPS = (
    ("add", "mark", "edit", "undo", "redo", "message add"),
    ("rm", "snooze", "parcel add", "evidence rm", "track --accept", "policy adopt"),
)
# What opens the file next: one that reads, and one that writes.
_NEXT = ("status",), ("snooze", "8190123456789012")
# Of all pairs of call and fault in a recovery, one of so many; in the next state, others.
_STEP, _STRIDE = 499, 37


@dataclass
class Crash:
    """A command, what was there before it and after it, and what came of faults in recoveries."""

    bench: Bench
    whole: tuple[Seen, Seen]
    tried: int = 0
    broken: list[str] = field(default_factory=list)
    calls: dict[tuple[str, ...], list[Point]] = field(default_factory=dict)
    # What is wrong with a place in which every byte was the same.
    known: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, found: Bench) -> Crash:
        found.reset()
        before = see(found.place, found.db)
        found.run()
        return cls(found, (before, see(found.place, found.db)))

    def states(self, folder: Path, step: int) -> list[Path]:
        """Kill it at the calls of its commit; return what it left."""
        left: list[Path] = []
        for _ in self.bench.kills():
            if is_hot(journal_of(self.bench.db)):
                left.append(self.bench.place.rename(folder / f"hot-{len(left)}"))
        return left[::step]

    def strike(self, state: Path, words: tuple[str, ...], turn: int, step: int) -> None:
        """Strike the next command while it rolls back; look with a clean eye after each."""
        following = Bench(state, self.bench.place, ["-m", "returnctl", *words], env=self.bench.env)
        # The journals are the same, and so what is asked of files until they are rolled back.
        if words not in self.calls:
            self.calls[words] = recovering(following)
        following.warm = True
        pairs = [(point, fault) for point in self.calls[words] for fault in FAULTS]
        for point, fault in pairs[turn * _STRIDE % step :: step]:
            struck = following.strike(point, fault)
            if struck.survived_a_kill:
                continue  # another state of a commit, and one call less
            self.tried += 1
            wrong = self._look(done=struck.exit_code == 0 and words[0] != "status")
            self.broken += [f"{state.name}, {' '.join(words)}, {struck}: {each}" for each in wrong]

    def _look(self, *, done: bool) -> list[str]:
        db = self.bench.db
        # This opens the database as anybody would: what is hot still is rolled back now.
        found = list(damage(db))
        key = fingerprint(db.parent, cold=journal_of(db))
        if key not in self.known:
            self.known[key] = list(self._wrong(done=done))
        return found + self.known[key]

    def _wrong(self, *, done: bool) -> Iterator[str]:
        now = see(self.bench.place, self.bench.db)
        if not done and now.rows not in [each.rows for each in self.whole]:
            yield "neither the old nor the new"
        before = self.whole[0].raw.items()
        if done and not all(set(rows) <= set(now.raw.get(name, ())) for name, rows in before):
            yield "what was acknowledged before is lost"


def is_hot(journal: Path) -> bool:
    """Whether SQLite will roll it back: its header was written, which is done last."""
    return journal.exists() and journal.read_bytes()[:1] > b"\0"


def recovering(following: Bench) -> list[Point]:
    """Return all that a command asks of files until the journal of the crash is gone."""
    points = following.points(*READING)
    gone = next(number for number, each in enumerate(points) if each.call == "unlink")
    return points[: gone + 1]


def without_journal(state: Path, crash: Crash) -> bool:
    """Whether what people do with a journal, deleting it, breaks the records."""
    following = Bench(state, crash.bench.place, crash.bench.args)
    following.reset()
    journal_of(following.db).unlink()
    try:
        if any(damage(following.db)):
            return True
        now = see(following.place, following.db)
    except Exception:  # noqa: BLE001 - it may be damaged in any way
        return True
    return (now.rows, now.made) not in [(each.rows, each.made) for each in crash.whole]


@dataclass
class Found:
    """What came of all: how many states were struck, and what the control broke."""

    states: int = 0
    tried: int = 0
    broken: list[str] = field(default_factory=list)
    clumsy: list[bool] = field(default_factory=list)

    def add(self, found: Bench, folder: Path, *, every: int = 1, step: int = _STEP) -> None:
        """Crash one command, and strike what follows."""
        crash = Crash.of(found)
        left = crash.states(folder, every)
        for turn, words in enumerate(_NEXT):
            for number, state in list(enumerate(left))[turn :: len(_NEXT)]:
                crash.strike(state, words, self.states + number, step)
        self.clumsy += [without_journal(state, crash) for state in left[::-5]]
        self.states += len(left)
        self.tried += crash.tried
        self.broken += [f"{found.args}: {each}" for each in crash.broken]

    @property
    def control(self) -> str:
        return f"the journal is deleted: {sum(self.clumsy)} of {len(self.clumsy)} states broken"


@pytest.mark.slow
@pytest.mark.parametrize("names", GROUPS, ids=lambda each: str(each[0]))
def test_a_fault_amid_the_recovery_leaves_the_old_or_the_new(
    names: tuple[str, ...], ground: Path, stock: Scene, tallies: Callable[[Tally], None]
) -> None:
    found = Found()
    for number, name in enumerate(names):
        found.add(bench(name, ground / str(number), stock), ground / str(number))
    what = (
        f"KILL, EIO, ENOSPC at calls of the next open, on {found.states} hot journals of "
        f"{', '.join(names)}"
    )
    tallies(Tally(row="A4", what=what, tried=found.tried, torn=len(found.broken),
                  control=found.control))  # fmt: skip
    assert found.broken == []
    assert found.tried > found.states > 200
    assert any(found.clumsy)


def test_a_few_faults_amid_the_recovery_leave_the_old_or_the_new(
    ground: Path, stock: Scene
) -> None:
    found = Found()
    found.add(bench("mark", ground, stock), ground, every=19, step=499)
    assert found.broken == []
    assert found.tried > found.states > 1
    assert any(found.clumsy)
