"""Which facts each thing has, and how a fact's JSON value becomes a value of the program.

A reader raises ValueError, TypeError or KeyError for what it cannot read; the fold turns that into
a misfit. JSON forms: dates ISO text, money `{"minor": 2399, "currency": "EUR"}`, items
`[[item id, quantity], ...]`, parts of an amount `[[component, money], ...]`, own columns
`[[name, text], ...]`.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from returnctl.core.lengths import Length, parse_length
from returnctl.core.money import Money, Parts
from returnctl.core.vocabulary import PARCEL_STATUSES

Reader = Callable[[Any], Any]

# Far enough from the ends of the calendar that no sum of a rule leaves it.
FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2100

# More than any amount or number of things; it fits every table.
_MOST: Final = 10**15


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= _MOST:
        raise TypeError(value)
    return value


def _yes_or_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(value)
    return value


def _zone(value: Any) -> str:
    name = _text(value)
    try:
        ZoneInfo(name)
    except OSError as error:  # "Europe" is a folder of zones
        raise ValueError(name) from error
    return name


def _day(value: Any) -> date:
    day = date.fromisoformat(_text(value))
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(value)
    return day


def _instant(value: Any) -> datetime:
    instant = datetime.fromisoformat(_text(value))
    if instant.tzinfo is None:
        raise ValueError(value)
    return instant


def _money(value: Any) -> Money:
    return Money(_whole(value["minor"]), _text(value["currency"]))


def _portions(value: Any) -> tuple[tuple[str, int], ...]:
    return tuple((_text(item), _whole(quantity)) for item, quantity in value)


def _parts(value: Any) -> Parts:
    return tuple((_text(component), _money(amount)) for component, amount in value)


def _pairs(value: Any) -> tuple[tuple[str, str], ...]:
    return tuple((_text(name), _text(text)) for name, text in value)


def _ids(value: Any) -> tuple[str, ...]:
    return tuple(_text(each) for each in value)


def _length(value: Any) -> Length:
    return parse_length(_text(value))


def _direction(value: Any) -> str:
    if value not in ("inbound", "return"):
        raise ValueError(value)
    return _text(value)


def _parcel_status(value: Any) -> str:
    if value not in PARCEL_STATUSES:
        raise ValueError(value)
    return _text(value)


ORDER_FACTS: Final[Mapping[str, Reader]] = {
    "shop": _text, "number": _text, "seller": _text, "seller_country": _text, "site": _text,
    "paid_with": _text, "currency": _text, "price": _money, "country": _text,
    "subdivision": _text, "zone": _zone, "buyer": _text, "transit_days": _whole,
    "free_return": _yes_or_no, "category": _text, "url": _text, "note": _text,
    "promised_by": _day, "protection_end": _day, "statement_sent": _day, "book": _text,
    "ref": _text, "expected": _parts, "payment": _text, "fields": _pairs,
}  # fmt: skip

FACTS: Final[Mapping[str, Mapping[str, Reader]]] = {
    "order": ORDER_FACTS,
    "item": {
        "title": _text, "quantity": _whole, "price": _money, "paid": _money, "line": _text,
        "fields": _pairs,
    },
    "return": {
        "number": _whole, "code": _text, "reason": _text, "resolution": _text,
        "items": _portions, "return_to": _text, "label": _text, "note": _text,
        "expected": _parts, "postage": _money,
    },
    "parcel": {
        "number": _text, "carrier": _text, "direction": _direction, "returns": _ids,
        "aliases": _ids, "expected_from": _day, "expected_until": _day,
        "reported": _parcel_status, "declined": _ids,
    },
    "checkpoint": {
        "of": _text, "on": _day, "at": _instant, "nth": _whole, "status": _parcel_status,
        "text": _text, "place": _text, "provider": _text,
    },
    "evidence": {
        "kind": _text, "sha256": _text, "name": _text, "size": _whole, "taken": _day,
        "note": _text, "of": _text,
    },
    "message": {"sender": _text, "via": _text, "on": _day, "text": _text, "of": _text},
}  # fmt: skip

# Facts of an order that may start a rule, as events do.
DATED_FACTS: Final = ("promised_by", "protection_end", "statement_sent")

EVENT_FACTS: Final[Mapping[str, Reader]] = {
    "on": _day, "at": _instant, "channel": _text, "amount": _money, "reason": _text,
    "outcome": _text, "until": _day, "rule": _text, "code": _text, "items": _portions,
    "note": _text, "refusal": _text, "parts": _parts, "tender": _text, "worth": _money,
}  # fmt: skip

# A snooze without end.
ALWAYS_QUIET: Final = "always"


def _quiet(value: Any) -> date:
    return date.max if value == ALWAYS_QUIET else _day(value)


OVERRIDE_FACTS: Final[Mapping[str, Reader]] = {
    "rule": _text, "day": _day, "at": _instant, "length": _length, "ok": _yes_or_no,
    "quiet": _quiet,
}  # fmt: skip


def money_json(money: Money) -> dict[str, Any]:
    """Give an amount its form in the log."""
    return {"minor": money.minor, "currency": money.currency}


def parts_json(parts: Parts) -> list[list[Any]]:
    """Give the parts of an amount their form in the log."""
    return [[component, money_json(amount)] for component, amount in parts]
