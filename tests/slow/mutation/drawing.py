"""Which mutants are tried: of each module the same share, drawn by chance from a fixed seed."""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Iterable
from fnmatch import fnmatchcase


def module_of(mutant: str) -> str:
    """Give `letters.finding` for `returnctl.core.letters.finding.x_find__mutmut_4`."""
    return mutant.rpartition(".")[0].removeprefix("returnctl.core.")


def function_of(mutant: str) -> str:
    """Give the function that it changes, as mutmut calls it."""
    return mutant.rpartition("__mutmut_")[0]


def named(mutants: Iterable[str], patterns: Iterable[str]) -> list[str]:
    """Give those that a pattern means; all where there is none."""
    wanted = list(patterns)
    return [
        each
        for each in mutants
        if not wanted or any(fnmatchcase(each, pattern) for pattern in wanted)
    ]


def drawn(mutants: Iterable[str], one_in: int, seed: int) -> list[str]:
    """Draw one in so many of each module, rounded up: a module that has a mutant is touched.

    They come in no order, so that a run that is broken off has tried a fair sample, too.
    """
    chance = random.Random(seed)
    modules: dict[str, list[str]] = defaultdict(list)
    for each in sorted(mutants):
        modules[module_of(each)].append(each)
    found = [
        each
        for _, its in sorted(modules.items())
        for each in chance.sample(its, math.ceil(len(its) / one_in))
    ]
    chance.shuffle(found)
    return found
