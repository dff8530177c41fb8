"""The arithmetic of periods: business days, months, the end of a period, and its instants.

Conventions: a period ends with its last day, through 23:59:59. `after` makes the day of the event
day 0 (Regulation 1182/71 Art. 3(1)), `from` makes it day 1. A business day is Monday to Friday and
no public holiday; weekends worked to make up for a holiday do not count. Everything is counted in
dates; a zone comes in last, and an instant is UTC. Where a clock change makes 23:59:59 come twice
a day ends with the second, and where it skips it, with the last second before the change.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cached_property
from itertools import islice
from typing import Final, Literal

from dateutil.relativedelta import relativedelta

from returnctl.core.daynames import WEEKDAYS
from returnctl.core.lengths import Length, Unit
from returnctl.core.structs import Struct

Count = Literal["after", "from"]
# Place ("DE", "DE-BY") and year -> its public holidays with their names; None: not covered.
Holidays = Callable[[str, int], Mapping[date, str] | None]

ONE_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5
# Days and weeks need no month's end, and most lengths are days: timedelta is ten times as quick.
_SPANS: Final[dict[Unit, timedelta | relativedelta]] = {
    "d": ONE_DAY,
    "w": timedelta(weeks=1),
    "mo": relativedelta(months=1),
    "y": relativedelta(years=1),
}
_TIMERS: Final[dict[Unit, timedelta]] = {
    "h": timedelta(hours=1),
    "d": ONE_DAY,
    "w": timedelta(weeks=1),
}


class Workweek(Struct, frozen=True, dict=True):
    """The working days of some places together: a holiday of any of them is none.

    A place or year that `holidays` does not cover falls back to weekends only; `uncovered` names
    it, and the caller says so.
    """

    places: tuple[str, ...]
    holidays: Holidays

    def is_working(self, day: date) -> bool:
        return self.closed_reason(day) is None

    def closed_reason(self, day: date) -> str | None:
        """Why nobody works: "Saturday", "Christmas Day (DE)"; None on a working day."""
        if day.weekday() >= _SATURDAY:
            return WEEKDAYS[day.weekday()]
        for place in self._counting(day.year):
            name = (self._of(place, day.year) or {}).get(day)
            if name is not None:
                return f"{name} ({place})"
        return None

    def uncovered(self, first: date, last: date) -> tuple[str, ...]:
        """The places and years between two days without known holidays: ("CN 2099",)."""
        return tuple(
            f"{place} {year}"
            for place in self.places
            for year in range(first.year, last.year + 1)
            if self._of(place, year) is None
        )

    @cached_property
    def _known(self) -> dict[tuple[str, int], Mapping[date, str] | None]:
        """The holidays of the years that were asked for."""
        return {}

    @cached_property
    def _counted(self) -> dict[int, tuple[str, ...]]:
        """The places that count in the years that were asked for."""
        return {}

    def _counting(self, year: int) -> tuple[str, ...]:
        if year not in self._counted:
            self._counted[year] = self._places_of(year)
        return self._counted[year]

    def _places_of(self, year: int) -> tuple[str, ...]:
        """A part of a country knows the country's days, and which of them it leaves out."""
        known = {p.partition("-")[0] for p in self.places if "-" in p and self._of(p, year)}
        return tuple(place for place in self.places if place not in known)

    def _of(self, place: str, year: int) -> Mapping[date, str] | None:
        key = (place, year)
        if key not in self._known:
            self._known[key] = self.holidays(place, year)
        return self._known[key]


def shift(day: date, length: Length) -> date:
    """Move by calendar days, weeks, months or years; a day the month lacks becomes its last.

    The clamp is BGB 188(3) and CJEU C-171/03. ValueError for business days and hours.
    """
    if length.unit not in _SPANS:
        raise ValueError(f"{length} is not a length of the calendar.")
    return day + _SPANS[length.unit] * length.value


def end_of(start: date, length: Length, count: Count, week: Workweek) -> date:
    """The last day of a period that an event on `start` begins; never rolled.

    `from` ends one day nearer to the event, for business days one business day where the event's
    day is one. A negative length ends before the event. ValueError for hours (see `timer_end`).
    """
    if length.value == 0:
        return start
    nearer = ONE_DAY if count == "from" else timedelta(0)
    if length.value < 0:
        nearer = -nearer
    if length.unit == "bd":
        return _working_days(start - nearer, length.value, week)
    return shift(start, length) - nearer


def _working_days(day: date, number: int, week: Workweek) -> date:
    step = ONE_DAY if number > 0 else -ONE_DAY
    for _ in range(abs(number)):
        day = _working(day + step, step, week)
    return day


def _working(day: date, step: timedelta, week: Workweek) -> date:
    while not week.is_working(day):
        day += step
    return day


def roll_forward(day: date, week: Workweek) -> date:
    """The day itself or the next working day (Regulation 1182/71 Art. 3(4), BGB 193)."""
    return _working(day, ONE_DAY, week)


def roll_back(day: date, week: Workweek) -> date:
    """The day itself or the working day before."""
    return _working(day, -ONE_DAY, week)


def with_min_working_days(start: date, end: date, least: int, week: Workweek) -> date:
    """The end, later where the days after `start` hold fewer than `least` working days.

    Regulation 1182/71 Art. 3(5): a period of two days or more has at least two working days.
    """
    working = filter(week.is_working, _days(start + ONE_DAY, end))
    # Counting stops at the least: a period of months would ask for each of its days.
    have = sum(1 for _ in islice(working, least))
    return _working_days(end, least - have, week)


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def timer_end(start: datetime, length: Length) -> datetime:
    """When a timer of hours, days (24 h) or weeks runs out, in UTC, whatever the clocks do.

    ValueError for an instant without a zone and for units that are no fixed time.
    """
    if length.unit not in _TIMERS:
        raise ValueError(f"{length} is not a length of time.")
    return _utc(start) + _TIMERS[length.unit] * length.value


def start_of_day(day: date, zone: tzinfo) -> datetime:
    """The first instant of a day in a zone, in UTC."""
    # fold=0 reads a skipped midnight by the old offset: that is the instant of the change.
    return datetime.combine(day, time.min, zone).astimezone(UTC)


def end_of_day(day: date, zone: tzinfo) -> datetime:
    """The last second of a day in a zone, in UTC."""
    # fold=1 takes the second of two, and reads a skipped one by the new offset: the change - 1 s.
    return datetime.combine(day, time(23, 59, 59, fold=1), zone).astimezone(UTC)


def last_whole_day(instant: datetime, zone: tzinfo) -> date:
    """The last day in a zone that is over, through 23:59:59, at or before the instant.

    ValueError for an instant without a zone.
    """
    instant = _utc(instant)
    day = instant.astimezone(zone).date()
    while end_of_day(day, zone) > instant:
        day -= ONE_DAY
    return day


def _utc(instant: datetime) -> datetime:
    if instant.utcoffset() is None:
        raise ValueError(f"{instant} has no time zone.")
    return instant.astimezone(UTC)
