"""Which mutants are tried: a fair sample of the whole core, the same one for the same seed."""

from __future__ import annotations

from collections import Counter

from tests.slow.mutation.drawing import drawn, function_of, module_of, named

MUTANTS = [
    f"returnctl.core.{module}.x_f__mutmut_{n}"
    for module, number in (("money", 100), ("letters.finding", 41), ("sizes", 1))
    for n in range(number)
]


def test_a_mutant_tells_its_module_and_its_function() -> None:
    mutant = "returnctl.core.letters.finding.xǁFinderǁfind__mutmut_4"

    assert module_of(mutant) == "letters.finding"
    assert function_of(mutant) == "returnctl.core.letters.finding.xǁFinderǁfind"


def test_of_each_module_the_same_share_is_drawn_and_one_at_least() -> None:
    found = drawn(MUTANTS, one_in=20, seed=1)

    assert Counter(map(module_of, found)) == {"money": 5, "letters.finding": 3, "sizes": 1}
    assert len(set(found)) == len(found)


def test_a_seed_draws_the_same_whatever_the_order_and_another_draws_others() -> None:
    found = drawn(MUTANTS, one_in=20, seed=1)

    assert drawn(reversed(MUTANTS), one_in=20, seed=1) == found
    assert drawn(MUTANTS, one_in=20, seed=2) != found


def test_patterns_name_what_is_tried_and_without_one_it_is_all() -> None:
    assert named(MUTANTS, ["returnctl.core.sizes.*"]) == MUTANTS[-1:]
    assert named(MUTANTS, []) == MUTANTS
