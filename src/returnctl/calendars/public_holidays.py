"""Public holidays by place and year; the only module that knows the `holidays` library.

Convention: a place is an ISO 3166 country or subdivision code, "DE" or "DE-BY"; "DE" has only the
holidays of the whole country. Holidays observed on another day count on that day, and names are
English. None means "not covered", which is not the same as a year without holidays.
"""

import functools
import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

_PLACE: Final = re.compile(r"([A-Z]{2})(?:-([A-Z0-9]{1,3}))?")
# The library's GB has only what all four nations share: no Easter Monday, no August bank holiday.
_USUAL_PART: Final = {"GB": "ENG", "UK": "ENG"}


@functools.lru_cache(maxsize=256)
def public_holidays(place: str, year: int) -> Mapping[date, str] | None:
    """The public holidays of a place in a year, by date with their names.

    None for a country, subdivision or year that the library does not cover.
    """
    # It takes a while to import, and only business days and holidays need it.
    import holidays

    found = _PLACE.fullmatch(place)
    if found is None:
        return None
    country, part = found.groups()
    try:
        calendar = holidays.country_holidays(
            country, subdiv=part or _USUAL_PART.get(country), years=year, language="en_US"
        )
    except NotImplementedError:
        return None
    if not calendar.start_year <= year <= calendar.end_year:
        return None
    # Asking the library's own object for another year would silently grow it.
    return MappingProxyType({day: name for day, name in calendar.items() if day.year == year})
