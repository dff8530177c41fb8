"""Public holidays as the `holidays` library computes them; the only module that imports it.

Convention: None means "not covered", which is not the same as a year without holidays. Holidays
observed on another day count on that day, and names are English.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

# The library's GB has only what all four nations share: no Easter Monday, no August bank holiday.
_USUAL_PART: Final = {"GB": "ENG"}

# Where the library answers for years of which nobody can know, or it does not.
_FIRST_YEAR: Final = {"IN": 2001}
_LAST_YEAR: Final = {
    "IN": 2035,  # its tables of the Hindu calendar end here, and half of the holidays with them
    "UA": 2026,  # holidays are working days under martial law; it takes that to last for ever
}
# Each year's closures come by decree; before it is out, neither bridges nor moved days are known.
_BY_DECREE: Final = frozenset({"CN"})


def library_days(country: str, part: str | None, year: int) -> Mapping[date, str] | None:
    """The public holidays of a country or of one of its parts in a year, in their order."""
    # It takes a while to import, and few need it.
    import holidays

    try:
        # The library answers for years before and after those, wrongly or with a warning.
        if year not in years_covered(country):
            return None
        found = holidays.country_holidays(
            country, subdiv=part or _USUAL_PART.get(country), years=year, language="en_US"
        )
    except NotImplementedError:
        return None
    # The library's own object would grow when asked for another year, and may hold an observed
    # day of the year before.
    return MappingProxyType({day: found[day] for day in sorted(found) if day.year == year})


def years_covered(country: str) -> range:
    """The years for which the library knows a country; NotImplementedError for an unknown one."""
    import holidays

    calendar = holidays.country_holidays(country)
    last = _LAST_YEAR.get(country, calendar.end_year)
    if country in _BY_DECREE:
        last = max(calendar.special_public_holidays)
    return range(_FIRST_YEAR.get(country, calendar.start_year), last + 1)


def parts_of(country: str) -> tuple[str, ...]:
    """Every name or code of a part of the country that the library takes."""
    import holidays

    calendar = holidays.country_holidays(country)
    return tuple(sorted({*calendar.subdivisions, *calendar.subdivisions_aliases}))
