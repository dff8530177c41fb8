"""The calendars that come with the program: one file per country, made by scripts/make_holidays.py.

Format: JSON of `country`, `made_with`, `years` (the first and the last that the file answers for),
`known_to` (the last year whose holidays were known when it was made), `parts` (their codes) and
`holidays`, rows of three texts:

    ["Corpus Christi", "BW BY HE", "2026-06-04 2027-05-27"],
    ["New Year's Day", "all but XX", "01-01"],

name; where (`all`, `all but ...`, or a list, in which `country` is the country without a part);
days, of which one without a year is that of every year up to `known_to`.
"""

import functools
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Final

from returnctl.core.structs import Struct

# A plain path: importing importlib.resources takes 20 ms, and reading a book less than one.
DATA: Final = Path(__file__).parent / "data"
COUNTRY: Final = "country"
ALL: Final = "all"
ALL_BUT: Final = "all but "


class Book(Struct, frozen=True):
    """The holidays of a country and its parts, for the years that it answers for."""

    years: range
    known_to: int
    places: frozenset[str]
    rows: tuple[tuple[str, str, str], ...]

    def days(self, part: str | None, year: int) -> Mapping[date, str] | None:
        """The holidays in their order; None for an unknown part or a year not yet known."""
        place = part or COUNTRY
        if place not in self.places or not self.years.start <= year <= self.known_to:
            return None
        found = {
            date.fromisoformat(text if len(text) > 5 else f"{year}-{text}"): name
            for name, where, days in self.rows
            if _covers(where, place)
            for text in days.split()
            if len(text) == 5 or text.startswith(f"{year}-")
        }
        return MappingProxyType(dict(sorted(found.items())))


def _covers(where: str, place: str) -> bool:
    if where == ALL:
        return True
    if where.startswith(ALL_BUT):
        return place not in where.removeprefix(ALL_BUT).split()
    return place in where.split()


@functools.cache
def shipped_book(country: str) -> Book | None:
    """The book of a country; None where none is shipped."""
    try:
        text = (DATA / f"{country}.json").read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    data = json.loads(text)
    first, last = data["years"]
    return Book(
        years=range(first, last + 1),
        known_to=data["known_to"],
        places=frozenset([COUNTRY, *data["parts"].split()]),
        rows=tuple(map(tuple, data["holidays"])),
    )
