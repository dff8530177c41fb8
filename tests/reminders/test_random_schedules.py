"""Whatever the machine does, every rung is told once, and never later than at the next run."""

from __future__ import annotations

import random

import pytest

from tests.reminders.simulation import a_life, announced, expected, schedule


def compare(seed: int, returns: int, broken: str = "") -> tuple[int, list[object]]:
    """Return how many rungs there were, and everything in which program and model differ."""
    dice = random.Random(seed)
    runs = schedule(dice)
    lives = [a_life(dice, f"{seed}-{number}") for number in range(returns)]
    model = {name: run for life in lives for name, run in expected(life, runs).items()}
    told = list(announced(lives, runs, broken))
    wrong: list[object] = [each for each in told if model.get(each[0]) != each[1]]
    wrong += [
        ("twice", each) for each in {n for n, _ in told} if [n for n, _ in told].count(each) > 1
    ]
    wrong += [("lost", name) for name in model.keys() - {name for name, _ in told}]
    return len(model), wrong


@pytest.mark.parametrize("seed", range(10))
def test_every_rung_is_told_once_and_never_later_than_the_next_run(seed: int) -> None:
    rungs, wrong = compare(seed, 12)

    assert wrong == []
    assert rungs > 10


@pytest.mark.slow
def test_every_rung_of_a_thousand_returns_is_told_once() -> None:
    found = [compare(seed, 20) for seed in range(100, 150)]

    assert [each for _, wrong in found for each in wrong] == []
    # Not for want of rungs: these seeds have 3,684.
    assert sum(rungs for rungs, _ in found) > 3500


@pytest.mark.parametrize("broken", ["forgets", "exact day", "forgets the missed"])
def test_the_model_finds_the_programs_that_fail_in_public(broken: str) -> None:
    assert [wrong for seed in range(3) if (wrong := compare(seed, 10, broken)[1])]
