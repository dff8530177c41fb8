"""Random periods: a start, a length, how it counts, what happens at its end, whose days off count.

Convention: a minimum of working days goes with lengths that lead forwards. A chunk of cases is made
from its seed alone, so that any of them can be made again.
"""

import functools
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from returnctl.calendars.public_holidays import public_holidays
from returnctl.core.lengths import Length, Unit

Counting = Literal["after", "from", "unstated"]

FIRST_DAY: Final = date(2020, 1, 1)
LAST_DAY: Final = date(2035, 12, 31)
# No period of these cases leaves these years.
YEARS: Final = range(2010, 2047)

# No calendar at all, countries, parts that add days or take them away, closures of a week, two
# places together, and years or places that nobody knows.
REAL: Final = (
    "", "DE", "DE DE-BY", "DE-BE FR-67", "FR", "GB", "GB-SCT", "US", "US-HI", "US CN", "CN", "JP",
    "IN-MH", "IL TR", "UA", "CH-TI", "ES-CT IT", "AU-VIC NZ", "DE-ZZ",
)  # fmt: skip
# Made-up ones have a day off in every so many days.
MADE_UP: Final = {"every-2": 2, "every-3": 3, "every-5": 5, "every-9": 9, "every-30": 30}
CALENDARS: Final = tuple(tuple(places.split()) for places in (*REAL, *MADE_UP))

# Unit -> how often it is drawn, and the most of it that is.
_UNITS: Final[dict[Unit, tuple[int, int]]] = {
    "d": (4, 700),
    "bd": (4, 260),
    "w": (1, 60),
    "mo": (3, 36),
    "y": (1, 5),
}
# Where sums go wrong: the ends of months and years, and the leap day.
_AWKWARD: Final = ((1, 1), (1, 31), (2, 28), (2, 29), (3, 1), (3, 31), (12, 24), (12, 31))


@dataclass(frozen=True, slots=True)
class Case:
    start: date
    length: Length
    count: Counting
    roll: bool
    least: int
    places: tuple[str, ...]


def cases(seed: str, number: int) -> Iterator[Case]:
    """Make the cases of a chunk."""
    rng = random.Random(seed)
    return (_case(rng) for _ in range(number))


def _case(rng: random.Random) -> Case:
    length = _length(rng)
    return Case(
        start=_start(rng),
        length=length,
        count=rng.choice(("after", "from", "unstated")),
        roll=rng.random() < 0.5,
        least=rng.choice((0, 0, 0, 2, 2, 5)) if length.value >= 0 else 0,
        places=rng.choice(CALENDARS),
    )


def _length(rng: random.Random) -> Length:
    unit = rng.choices(list(_UNITS), [often for often, _ in _UNITS.values()])[0]
    # Short ones are as likely as long ones: 1 to 3 days deserve as much as 100 to 300.
    size = int((_UNITS[unit][1] + 1) ** rng.random()) - (rng.random() < 0.02)
    return Length(-size if rng.random() < 0.15 else size, unit)


def _start(rng: random.Random) -> date:
    day = FIRST_DAY + timedelta(days=rng.randrange((LAST_DAY - FIRST_DAY).days + 1))
    if rng.random() > 0.15:
        return day
    month, number = rng.choice(_AWKWARD)
    leap = day.year - day.year % 4
    return date(leap if (month, number) == (2, 29) else day.year, month, number)


@functools.cache
def days_off(place: str, year: int) -> Mapping[date, str] | None:
    """The holidays of a real or a made-up place, as the core asks for them."""
    if place not in MADE_UP:
        return public_holidays(place, year)
    rng = random.Random(f"{place} {year}")
    days = (date(year, 1, 1) + timedelta(days=n) for n in range(365))
    return {day: "Day off" for day in days if rng.randrange(MADE_UP[place]) == 0}


@functools.cache
def all_days_off(places: tuple[str, ...]) -> frozenset[date]:
    """Every day off of some places together; what is not known has none."""
    return frozenset(
        day for place in places for year in YEARS for day in days_off(place, year) or ()
    )
