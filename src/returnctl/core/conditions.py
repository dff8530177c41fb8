"""Conditions on facts, in three values: True, False, and None where a fact is not known.

A condition maps fields to what must hold: a word, a yes or no, a list of words (one of them),
`{"not": ...}`, `{"told": ...}`, or a comparison of an amount (`">100 GBP and <=30000 GBP"`). What
must be told does not hold as long as nobody said so: a purchase without a problem has no reason
that could be asked for. Place groups (`EU`, `EEA`) stand for their members in country fields. All
fields must hold. Words are the same whatever their case, spaces and hyphens: people type names as
they like (`DHL Express`).
"""

import operator
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any, Final

from returnctl.core.answers import Answers
from returnctl.core.currencies import exponent
from returnctl.core.money import Money
from returnctl.core.structs import Struct
from returnctl.core.vocabulary import PLACE_GROUPS

Facts = Mapping[str, Any]

_COMPARISON: Final = r"(<=|>=|<|>)\s*(\d+(?:\.\d+)?)\s+([A-Z]{3})"
_AND: Final = " and "
_OPERATORS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


class Verdict(Struct, frozen=True):
    """Whether a condition holds, and which unknown facts would decide it."""

    holds: bool | None
    missing: tuple[str, ...] = ()


ALWAYS: Final = Verdict(holds=True)
NEVER: Final = Verdict(holds=False)


class Condition(dict[str, Any]):
    """Field -> what must hold; written once, it remembers how the facts that it met were judged."""

    def verdict(self, facts: Facts) -> Verdict:
        """Judge all fields, as `judge` does."""
        if not self:
            return ALWAYS
        asked = tuple(map(facts.get, self))
        return self._verdicts.to(asked, lambda: judge(self, facts))

    @cached_property
    def _verdicts(self) -> Answers:
        return Answers(most=1024)


def judge(condition: Mapping[str, Any], facts: Facts) -> Verdict:
    """Judge all fields: one False decides, else one unknown leaves it open."""
    missing = []
    for name, wanted in condition.items():
        result = _field(wanted, facts.get(name))
        if result is False:
            return NEVER
        if result is None:
            missing.append(name)
    return Verdict(holds=None, missing=tuple(missing)) if missing else ALWAYS


def both(one: Verdict, other: Verdict) -> Verdict:
    """Judge two conditions together."""
    if one.holds is False or other.holds is False:
        return NEVER
    if one is ALWAYS:
        return other
    missing = tuple(dict.fromkeys(one.missing + other.missing))
    return Verdict(holds=None, missing=missing) if missing else ALWAYS


def _field(wanted: Any, value: Any) -> bool | None:
    if isinstance(wanted, dict) and "told" in wanted:
        return bool(_field(wanted["told"], value))
    if isinstance(wanted, dict):
        inner = _field(wanted.get("not"), value)
        return None if inner is None else not inner
    if value is None:
        return None
    if isinstance(wanted, list | tuple):
        known = [held for each in wanted if (held := _field(each, value)) is not None]
        return any(known) if known else None
    if isinstance(value, Money):
        return _compare(str(wanted), value)
    if isinstance(wanted, str) and wanted in PLACE_GROUPS:
        return value in PLACE_GROUPS[wanted]
    if isinstance(wanted, str) and isinstance(value, str):
        return _folded(value) == _folded(wanted)
    return bool(value == wanted)


@lru_cache(maxsize=1024)
def _folded(word: str) -> str:
    return "".join(letter for letter in word.casefold() if letter not in " -_")


def is_comparison(text: str) -> bool:
    """Say whether a text compares amounts, once or between two bounds."""
    return all(re.fullmatch(_COMPARISON, part.strip()) for part in text.split(_AND))


def _compare(wanted: str, amount: Money) -> bool | None:
    """Compare amounts of one currency; of another currency the answer is not known."""
    found = [_compare_one(part, amount) for part in wanted.split(_AND)]
    if False in found:
        return False
    return None if None in found else True


def _compare_one(wanted: str, amount: Money) -> bool | None:
    match = re.fullmatch(_COMPARISON, wanted.strip())
    if match is None or match[3] != amount.currency:
        return None
    bound = Decimal(match[2]).scaleb(exponent(amount.currency))
    return _OPERATORS[match[1]](Decimal(amount.minor), bound)
