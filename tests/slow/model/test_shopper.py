"""Any course of a shopper's commands, against a model in plain dictionaries."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.slow.model.machine import Shopper
from tests.slow.tally import Tally

EXAMPLES, STEPS, SHARES = 300, 40, 5
CHECKS = list(HealthCheck)


def run(machine: type[Shopper], examples: int, steps: int, start: int = 8) -> None:
    """Run it, the same way each time; without shrinking, as each step writes to a disk."""
    run_state_machine_as_test(
        seed(start)(machine),
        settings=settings(
            max_examples=examples, stateful_step_count=steps, phases=[Phase.generate],
            deadline=None,
            suppress_health_check=CHECKS, database=None,
        ),
    )  # fmt: skip


def a_machine(share: int) -> type[Shopper]:
    """A class of its own, so that each share counts its own calls."""
    return type(f"Shopper{share}", (Shopper,), {"calls": 0})


class Forgetful(Shopper):
    """Takes a model that now and then forgets an undo: the machine must find that out."""

    forgetful = True


def test_a_few_courses_agree_with_the_model() -> None:
    run(Shopper, 2, 12)


def test_a_model_that_forgets_an_undo_is_found_out() -> None:
    with pytest.raises(AssertionError):
        run(Forgetful, 20, 10)


@pytest.mark.slow
@pytest.mark.parametrize("share", range(SHARES))
def test_hundreds_of_courses_agree_with_the_model(
    share: int, tallies: Callable[[Tally], None]
) -> None:
    machine, lost = a_machine(share), 0
    try:
        run(machine, EXAMPLES // SHARES, STEPS, share)
    except AssertionError:
        lost = 1
        raise
    finally:
        what = f"commands in any order against a plain model, run {share + 1}"
        tallies(Tally(row="C10", what=what, tried=machine.calls, lost=lost,
                      control="a model that forgets an undo is found out"))  # fmt: skip
