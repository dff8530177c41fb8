"""Readers of single values: what a field of a pack holds, turned into a value of the program.

A reader takes what TOML (or the JSON a pack is kept as) gives, and raises `Bad` for the rest.
Dates are ISO text here, because packs are read in their canonical form.
"""

import re
from collections.abc import Callable, Collection
from datetime import date
from functools import lru_cache
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from returnctl.core.lengths import Length, parse_length
from returnctl.core.places import COUNTRY_ZONES
from returnctl.packs.faults import Bad, no_such

Reader = Callable[[Any], Any]

UNKNOWN: Final = "unknown"
_NAME: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_PLACE: Final = r"[A-Z]{2}(-[A-Z0-9]{1,3})?"
_ROLES: Final = ("buyer", "seller", "site")


def text(value: Any) -> str:
    """Read a text that is not empty."""
    if not isinstance(value, str):
        raise Bad(f"must be a text, not {value!r}")
    if not value.strip():
        raise Bad("is empty")
    return value


def name(value: Any) -> str:
    """Read a name or slug: small letters, digits and single hyphens."""
    if not _NAME.fullmatch(text(value)):
        raise Bad(f'"{value}" is no name: small letters, digits and hyphens')
    return str(value)


def rule_id(value: Any) -> str:
    """Read a rule's full id, `pack.slug`."""
    pack, dot, slug = text(value).partition(".")
    if not dot or not _NAME.fullmatch(pack) or not _NAME.fullmatch(slug):
        raise Bad(f'"{value}" is no rule id: write pack.slug')
    return str(value)


def yes_or_no(value: Any) -> bool:
    """Read true or false."""
    if not isinstance(value, bool):
        raise Bad(f"must be true or false, not {value!r}")
    return value


def days(value: Any) -> int:
    """Read a number of days, zero or more."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise Bad(f"must be a whole number, zero or more, not {value!r}")
    return value


def day(value: Any) -> date:
    """Read a date."""
    try:
        return date.fromisoformat(text(value))
    except ValueError:
        raise Bad(f"{value!r} is no date: write 2026-01-31") from None


def length(value: Any) -> Length:
    """Read a length."""
    try:
        return parse_length(text(value))
    except Bad:
        raise
    except ValueError as error:
        raise Bad(str(error)) from None


def length_or_unknown(value: Any) -> Length | None:
    """Read a length, or None where the source gives none."""
    return None if value == UNKNOWN else length(value)


def one_of(what: str, words: Collection[str]) -> Reader:
    """Make a reader of one word of a list."""

    def read(value: Any) -> str:
        if text(value) not in words:
            raise Bad(no_such(what, value, words))
        return str(value)

    return read


def list_of(reader: Reader) -> Reader:
    """Make a reader of a list; the fault names the position."""

    def read(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise Bad(f"must be a list, not {value!r}")
        found = []
        for position, each in enumerate(value, start=1):
            try:
                found.append(reader(each))
            except Bad as bad:
                raise Bad(bad.sentence, f"[{position}]{bad.inner}") from None
        return tuple(found)

    return read


def zone(value: Any) -> str:
    """Read where a clock hangs: buyer, seller, site, a country, or a zone's name."""
    if text(value) not in _ROLES and value not in COUNTRY_ZONES and not _is_zone(value):
        raise Bad(no_such("zone", value, (*_ROLES, "Europe/Berlin", "America/Los_Angeles")))
    return str(value)


@lru_cache(maxsize=64)
def _is_zone(value: str) -> bool:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def place(value: Any) -> str:
    """Read whose holidays count: buyer, seller, site, a country or a subdivision."""
    if text(value) not in _ROLES and not re.fullmatch(_PLACE, value):
        raise Bad(f'"{value}" is no calendar: write buyer, seller, site, DE or DE-BY')
    return str(value)


def pattern(value: Any) -> str:
    """Read a regular expression."""
    try:
        re.compile(text(value))
    except re.error as error:
        raise Bad(f"is no regular expression: {error}") from None
    return str(value)


def address(value: Any) -> str:
    """Read a page's address; a citation without one leaves it out."""
    if not text(value).startswith(("https://", "http://")):
        raise Bad(f'"{value}" is no address: it starts with https://')
    return str(value)
