"""Reads a condition of a pack (`when`, `applies`) and checks each value against its field.

The core judges conditions and forgives much; a typing mistake here would silently make a rule never
apply, so a value must be one that its field can have.
"""

import re
from collections.abc import Collection, Mapping
from typing import Any, Final

from returnctl.core.circumstances import CONDITION_FIELDS
from returnctl.core.conditions import Condition, is_comparison
from returnctl.core.rules import CATEGORIES
from returnctl.core.vocabulary import BUYERS, OUTCOMES, PAYMENTS, PLACE_GROUPS, REASONS, RESOLUTIONS
from returnctl.packs.faults import Bad, no_such
from returnctl.packs.scalars import Reader, one_of, text, yes_or_no

_COUNTRY: Final = r"[A-Z]{2}"


def _amount(value: Any) -> str:
    if not is_comparison(text(value)):
        raise Bad(f'"{value}" compares no amount: write ">100 GBP"')
    return str(value)


def _country(value: Any) -> str:
    if value not in PLACE_GROUPS and not re.fullmatch(_COUNTRY, text(value)):
        raise Bad(f'"{value}" is no country: write DE, GB, or {" or ".join(PLACE_GROUPS)}')
    return str(value)


def _word(what: str, words: Collection[str]) -> Reader:
    return one_of(what, words)


# Fields that are not here hold free text.
_VALUES: Final[Mapping[str, Reader]] = {
    "reason": _word("reason", REASONS),
    "resolution": _word("resolution", RESOLUTIONS),
    "outcome": _word("outcome", OUTCOMES),
    "paid_with": _word("way to pay", PAYMENTS),
    "buyer": _word("buyer", BUYERS),
    "category": _word("category", CATEGORIES),
    "country": _country,
    "seller_country": _country,
    "site": _country,
    "free_return": yes_or_no,
    "tracked": yes_or_no,
    "amount": _amount,
    "item_price": _amount,
}


def condition(value: Any) -> Condition:
    """Read a condition: fields that must all hold."""
    if not isinstance(value, dict):
        raise Bad(f"must be a table of fields, not {value!r}")
    for field, wanted in value.items():
        if field not in CONDITION_FIELDS:
            raise Bad(no_such("field of a condition", field, CONDITION_FIELDS), f".{field}")
        try:
            _check(_VALUES.get(field, text), wanted)
        except Bad as bad:
            raise Bad(bad.sentence, f".{field}") from None
    return Condition(value)


def _check(reader: Reader, wanted: Any) -> None:
    if isinstance(wanted, dict):
        if set(wanted) not in ({"not"}, {"told"}):
            raise Bad("a table here must be {not = ...} or {told = ...}")
        wanted = next(iter(wanted.values()))
    for each in wanted if isinstance(wanted, list) else [wanted]:
        reader(each)
