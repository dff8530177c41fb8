"""Public holidays: what is covered, what is not, and the traps of the library."""

from datetime import date

import pytest

from returnctl.calendars.public_holidays import public_holidays
from returnctl.core.daycount import Workweek, end_of, roll_forward, with_min_working_days
from returnctl.core.lengths import parse_length


def names(place: str, year: int) -> dict[date, str]:
    found = public_holidays(place, year)
    assert found is not None
    return dict(found)


@pytest.mark.parametrize(
    ("place", "day", "name"),
    [
        ("DE", date(2026, 12, 25), "Christmas Day"),
        ("DE-BY", date(2026, 6, 4), "Corpus Christi"),
        ("US", date(2026, 7, 3), "Independence Day (observed)"),
        ("US", date(2027, 12, 31), "New Year's Day (observed)"),
        ("FR", date(2026, 8, 15), "Assumption Day"),
        ("GB", date(2026, 4, 6), "Easter Monday"),
        ("GB", date(2026, 8, 31), "Late Summer Bank Holiday"),
        ("UK", date(2026, 8, 31), "Late Summer Bank Holiday"),
        ("GB-SCT", date(2026, 11, 30), "Saint Andrew's Day"),
    ],
)
def test_holiday_is_known_by_its_english_name(place: str, day: date, name: str) -> None:
    assert names(place, day.year)[day] == name


def test_country_does_not_have_the_holidays_of_its_parts() -> None:
    assert date(2026, 6, 4) not in names("DE", 2026)
    assert date(2026, 8, 31) not in names("GB-SCT", 2026)


@pytest.mark.parametrize(
    ("place", "year"),
    [
        ("DE", 2101),
        ("DE", 1900),
        ("XX", 2026),
        ("DE-ZZ", 2026),
        ("de", 2026),
        ("DEU", 2026),
        ("", 2026),
        ("DE-", 2026),
        ("__", 2026),
    ],
)
def test_what_is_not_covered_is_none(place: str, year: int) -> None:
    assert public_holidays(place, year) is None


@pytest.mark.parametrize("year", [2000, 2026, 2027, 2100])
def test_holidays_of_a_year_lie_in_that_year(year: int) -> None:
    days = names("US", year)
    assert days
    assert {day.year for day in days} == {year}


def test_names_do_not_follow_the_language_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "de")
    public_holidays.cache_clear()
    assert names("DE", 2026)[date(2026, 12, 25)] == "Christmas Day"
    assert names("DE", 2040)[date(2040, 12, 25)] == "Christmas Day"


@pytest.mark.parametrize(
    ("place", "start", "length", "end"),
    [
        ("US", "2026-07-02", "3bd", "2026-07-08"),
        ("US", "2026-06-15", "21bd", "2026-07-16"),
        ("US", "2026-09-28", "15bd", "2026-10-20"),
        ("CN", "2026-09-28", "15bd", "2026-10-26"),
    ],
)
def test_business_days_with_real_calendars(place: str, start: str, length: str, end: str) -> None:
    week = Workweek((place,), public_holidays)
    last = end_of(date.fromisoformat(start), parse_length(length), "after", week)
    assert last == date.fromisoformat(end)


@pytest.mark.parametrize(
    ("place", "start", "length", "end"),
    [
        ("DE", date(2026, 12, 11), "14d", date(2026, 12, 28)),
        ("DE", date(2026, 12, 24), "2d", date(2026, 12, 29)),
        ("FR", date(2026, 8, 1), "14d", date(2026, 8, 17)),
    ],
)
def test_european_period_with_real_calendars(
    place: str, start: date, length: str, end: date
) -> None:
    week = Workweek((place,), public_holidays)
    rolled = roll_forward(end_of(start, parse_length(length), "after", week), week)
    assert with_min_working_days(start, rolled, 2, week) == end


def test_unknown_part_is_told_while_its_country_still_counts() -> None:
    week = Workweek(("DE", "DE-ZZ"), public_holidays)
    christmas = date(2026, 12, 25)
    assert week.closed_reason(christmas) == "Christmas Day (DE)"
    assert week.uncovered(christmas, christmas) == ("DE-ZZ 2026",)
