"""Public holidays by place and year: from the files shipped, or else from the `holidays` library.

Convention: a place is an ISO 3166 country or subdivision code, "DE" or "DE-BY"; "DE" has only the
holidays of the whole country, "GB" those of England. Holidays observed on another day count on that
day, and names are English. None means "not covered", which is not the same as a year without
holidays. docs/holidays.md tells what is covered.
"""

import functools
import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from returnctl.calendars.library import library_days
from returnctl.calendars.shipped import shipped_book

_PLACE: Final = r"([A-Z]{2})(?:-([A-Z0-9]{1,3}))?"
_ALSO_CALLED: Final = {"UK": "GB"}
# The two departments of Alsace, which the library knows as one.
_PART_OF: Final = {("FR", "67"): "6AE", ("FR", "68"): "6AE"}


@functools.lru_cache(maxsize=256)
def public_holidays(place: str, year: int) -> Mapping[date, str] | None:
    """The public holidays of a place in a year, by date with their names.

    None for a country, subdivision or year that nobody covers.
    """
    found = re.fullmatch(_PLACE, place)
    if found is None:
        return None
    country, part = found.groups()
    country = _ALSO_CALLED.get(country, country)
    part = _PART_OF.get((country, part), part)
    book = shipped_book(country)
    # In its years the book has the last word: what it does not know is not worth the library's
    # start, and the same release gives the same sum on every machine.
    if book is not None and year in book.years:
        return book.days(part, year)
    return library_days(country, part, year)
