"""Reads what services send, believing nothing: a value of the wrong type is no value.

Conventions:
- Nothing here but `parse_json` raises, whatever it is given.
- Texts lose what no database takes (NUL, lone surrogates) and are cut at a length; they are shown
  only through `safe()`.
- A time without a zone is a day and no instant.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Final, NoReturn

from returnctl.core.sightings import Scan
from returnctl.core.structs import Struct
from returnctl.tracking.failing import Failed

_DEEPEST: Final = 50
_LONGEST: Final = 500
_MOST_ROWS: Final = 1000
_YEARS: Final = range(2000, 2100)
_NUMBER: Final = re.compile(r"[A-Z0-9]{4,40}")


def parse_json(body: bytes) -> object:
    """Return the JSON value.

    Raises:
        Failed: it is no JSON, or nested deeper than any honest answer.
    """
    try:
        value = json.loads(body.decode("utf-8-sig"), parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise Failed("answer", "sent something else than JSON") from None
    level, depth = [value], 0
    while level := [child for each in level for child in _children(each)]:
        depth += 1
        if depth > _DEEPEST:
            raise Failed("answer", "sent an answer that is nested too deep")
    return value


def _refuse(_: str) -> NoReturn:
    """NaN and Infinity are no JSON."""
    raise ValueError


def _children(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def dig(value: object, *path: str) -> object:
    """Return what lies at the end of the path of names; None where it leads nowhere."""
    for name in path:
        if not isinstance(value, dict):
            return None
        value = value.get(name)
    return value


def rows(value: object) -> list[object]:
    """Return the list, as long as anyone needs; anything else is an empty one."""
    return value[:_MOST_ROWS] if isinstance(value, list) else []


def text(value: object) -> str:
    """Return the text, clean and of a bearable length; anything else is empty."""
    if not isinstance(value, str):
        return ""
    cleaned = value[: _LONGEST * 2].encode("utf-8", "replace").decode("utf-8").replace("\0", "")
    return " ".join(cleaned.split())[:_LONGEST]


def number(value: object) -> str | None:
    """Return a tracking number without spaces and dashes; None where it is none."""
    plain = plain_number(value) if isinstance(value, str) else ""
    return plain if _NUMBER.fullmatch(plain) else None


def plain_number(typed: str) -> str:
    """Return what tells numbers apart: capitals and digits."""
    return "".join(char for char in typed.upper() if char.isascii() and char.isalnum())


def whole(value: object) -> int | None:
    """Return the whole number; None where it is none."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def word(value: object, words: Mapping[str, str]) -> str:
    """Return the state that a service's word stands for; `unknown` where nobody knows it."""
    return words.get(value, "unknown") if isinstance(value, str) else "unknown"


class Stamp(Struct, frozen=True):
    """When something happened: the place's day, the instant where known, and what to sort by."""

    on: date
    at: datetime | None
    order: datetime


def stamp(value: object) -> Stamp | None:
    """Read an ISO time, with or without a zone; None where there is none in this century."""
    if not isinstance(value, str) or len(value) > 40:
        return None
    try:
        found = datetime.fromisoformat(value.strip())
        return None if found.year not in _YEARS else _stamped(found)
    except (ValueError, OverflowError):
        return None


def _stamped(found: datetime) -> Stamp:
    if found.tzinfo is None:
        return Stamp(found.date(), None, found)
    at = found.astimezone(UTC)
    return Stamp(found.date(), at, at.replace(tzinfo=None))


def day(value: object) -> date | None:
    """Return the day of an ISO date or time."""
    found = stamp(value)
    return found.on if found else None


def span(first: object, last: object) -> tuple[date, date] | None:
    """Return the days between which a parcel is expected; one of the two is enough."""
    days = [each for each in (day(first), day(last)) if each]
    return (min(days), max(days)) if days else None


def in_order(found: Iterable[tuple[Stamp | None, str, str, str]]) -> tuple[Scan, ...]:
    """Return scans oldest first, of when, state, text and place as sent, newest first.

    What has no date cannot be placed, and is left out; what was sent twice is kept once.
    """
    kept = [each for each in found if each[0]][::-1]
    kept.sort(key=lambda each: each[0].order if each[0] else datetime.min)  # noqa: DTZ901
    scans = (
        Scan(on=when.on, at=when.at, status=status, text=said, place=place or None)
        for when, status, said, place in kept
        if when
    )
    return tuple(dict.fromkeys(scans))


def latest(scans: Sequence[Scan]) -> str:
    """Return the state of the newest scan whose words are known."""
    return next((each.status for each in reversed(scans) if each.status != "unknown"), "unknown")


def as_bytes(part: object) -> bytes:
    """Return a part of an answer as JSON."""
    return json.dumps(part).encode()
