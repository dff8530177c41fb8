"""Striking a command at all its points, or at a part of them that is the same on every run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tests.slow.faults.injecting import FAULTS, Bench, Point
from tests.slow.faults.judging import Judge


@dataclass(frozen=True)
class Swept:
    """What came of it: how often it was struck, and who judged."""

    runs: int
    judge: Judge

    @property
    def broken(self) -> list[str]:
        """What must not be, in words."""
        return [str(each) for each in self.judge.found]


def sweep(bench: Bench, step: int = 1) -> Swept:
    """Strike every step-th pair of call and fault."""
    judge = Judge.of(bench)
    pairs = [(point, fault) for point in bench.points() for fault in FAULTS][::step]
    return strike(bench, judge, pairs)


def strike(bench: Bench, judge: Judge, pairs: Sequence[tuple[Point, str]]) -> Swept:
    """Strike each of these pairs."""
    for point, fault in pairs:
        struck = bench.strike(point, fault)
        assert not struck.survived_a_kill, f"nothing was injected: {struck}"
        judge.look(bench, struck)
    return Swept(len(pairs), judge)


def interrupt(bench: Bench, step: int = 1) -> Swept:
    """Raise after every step-th statement."""
    judge = Judge.of(bench)
    numbers = range(1, bench.statements() + 1, step)
    for number in numbers:
        judge.look(bench, bench.interrupt(number))
    return Swept(len(numbers), judge)
