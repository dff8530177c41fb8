"""What day it is: the shopper's own, in every zone, at every odd hour, whatever the machine's."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo, available_timezones

import pytest

from returnctl.core.states import Moment
from tests.slow.tally import Tally

# Around midnight in Berlin, Kiritimati and Pago Pago, the changes of the clock in both halves of
# the year, the ends of years, and leap days.
DAYS = (
    date(2024, 2, 29), date(2025, 12, 31), date(2026, 3, 8), date(2026, 3, 29), date(2026, 4, 5),
    date(2026, 10, 4), date(2026, 10, 25), date(2026, 11, 1), date(2026, 11, 21), date(2028, 2, 28),
)  # fmt: skip
TIMES = ((0, 0, 0), (9, 59, 59), (11, 0, 1), (23, 59, 59))


def instants() -> Iterator[datetime]:
    for day in DAYS:
        for hour, minute, second in TIMES:
            yield datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=UTC)


def by_offset(now: datetime, zone: ZoneInfo) -> date:
    """The oracle: the instant moved by the zone's distance from UTC, and the day of that."""
    offset = zone.utcoffset(now.astimezone(zone))
    assert offset is not None
    return (now.replace(tzinfo=None) + offset).date()


def mismatches(names: list[str]) -> tuple[int, list[str]]:
    tried, wrong = 0, []
    for name in names:
        zone = ZoneInfo(name)
        for now in instants():
            tried += 1
            if Moment(now, name).today != by_offset(now, zone):
                wrong.append(f"{name} {now}")
    return tried, wrong


def naive(names: list[str]) -> tuple[int, int]:
    """The control: the machine's day, as `date.today()` tells it."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = "Europe/Berlin"
    time.tzset()
    try:
        pairs = [(now, ZoneInfo(name)) for name in names for now in instants()]
        wrong = sum(
            date.fromtimestamp(now.timestamp()) != by_offset(now, zone)  # noqa: DTZ012
            for now, zone in pairs
        )
    finally:
        os.environ.pop("TZ") if before is None else os.environ.update(TZ=before)
        time.tzset()
    return wrong, len(pairs)


def test_it_is_the_day_of_the_shopper() -> None:
    names = ["Europe/Berlin", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Australia/Lord_Howe"]

    assert mismatches(names)[1] == []


@pytest.mark.slow
def test_in_every_zone_it_is_the_day_of_the_shopper(tallies: Callable[[Tally], None]) -> None:
    names = sorted(available_timezones() - {"localtime", "Factory"})
    tried, wrong = mismatches(names)
    missed, of = naive(names)
    tallies(
        Tally(row="H1", what=f"{len(names)} zones at {tried // len(names)} instants around "
              "midnight, changes of the clock, ends of years", tried=tried, lost=len(wrong),
              control=f"date.today() of a machine in Berlin: {missed:,} of {of:,} wrong")
    )  # fmt: skip

    assert wrong == []
    assert len(names) > 500
    assert missed
