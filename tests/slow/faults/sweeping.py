"""Striking a command at all its points, or at a part of them that is the same on every run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tests.slow.faults.injecting import FAULTS, Bench, Point
from tests.slow.faults.judging import Judge

_BY_HAND: Final = 20


@dataclass(frozen=True)
class Swept:
    """What came of it: how often it was struck, and who judged."""

    runs: int
    judge: Judge

    @property
    def broken(self) -> list[str]:
        """What must not be, in words."""
        return [str(each) for each in self.judge.found]

    @property
    def bad_runs(self) -> int:
        """After how many runs something was broken, in one way or several."""
        return len({each.text.partition(": ")[0] for each in self.judge.found})


def sweep(bench: Bench, step: int) -> Swept:
    """Strike every step-th pair of call and fault."""
    judge = Judge.of(bench)
    pairs = [(point, fault) for point in bench.points() for fault in FAULTS][::step]
    strike(bench, judge, pairs)
    return Swept(len(pairs), judge)


def sweep_whole(bench: Bench) -> Swept:
    """Strike every pair of call and fault."""
    judge, kills = Judge.of(bench), 0
    for struck in bench.kills():
        judge.look(bench, struck)
        kills += 1
    points = bench.points()
    # A part of the kills once more, each of a process of its own.
    strike(bench, judge, [(point, "kill") for point in points[::_BY_HAND]])
    errors = [(point, fault) for point in points for fault in FAULTS if fault != "kill"]
    strike(bench, judge, errors)
    return Swept(kills + len(errors), judge)


def strike(bench: Bench, judge: Judge, pairs: Sequence[tuple[Point, str]]) -> None:
    """Strike each of these pairs, in a run for each."""
    for point, fault in pairs:
        struck = bench.strike(point, fault)
        assert not struck.survived_a_kill, f"nothing was injected: {struck}"
        judge.look(bench, struck)


def interrupt(bench: Bench, step: int = 1) -> Swept:
    """Raise after every step-th statement."""
    judge = Judge.of(bench)
    numbers = range(1, bench.statements() + 1, step)
    for number in numbers:
        judge.look(bench, bench.interrupt(number))
    return Swept(len(numbers), judge)
