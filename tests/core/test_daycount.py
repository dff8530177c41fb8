"""Periods: where they end, in days, business days, months and instants."""

import functools
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnctl.core.daycount import (
    Count,
    Workweek,
    end_of,
    end_of_day,
    last_whole_day,
    roll_back,
    roll_forward,
    shift,
    start_of_day,
    timer_end,
    with_min_working_days,
)
from returnctl.core.lengths import Length, parse_length

# The public holidays of 2026 that the vectors meet, from the official lists.
CLOSED: Mapping[str, Mapping[date, str]] = {
    "DE": {
        date(2026, 12, 25): "Christmas Day",
        date(2026, 12, 26): "Second Day of Christmas",
    },
    "DE-BY": {date(2026, 6, 4): "Corpus Christi"},
    "FR": {date(2026, 8, 15): "Assumption Day"},
    "US": {
        date(2026, 6, 19): "Juneteenth",
        date(2026, 7, 3): "Independence Day (observed)",
        date(2026, 7, 4): "Independence Day",
        date(2026, 10, 12): "Columbus Day",
    },
    "CN": {date(2026, 10, day): "National Day" for day in range(1, 8)},
}
ANY_DAY = st.dates(date(2000, 1, 1), date(2099, 12, 31))


def holidays_of_2026(place: str, year: int) -> Mapping[date, str] | None:
    return CLOSED.get(place) if year == 2026 else None


@functools.cache
def every_seventeenth(place: str, year: int) -> Mapping[date, str]:
    """A made-up calendar without end."""
    ordinals = range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1)
    return {date.fromordinal(n): "Seventeenth" for n in ordinals if n % 17 == 0}


def week(*places: str) -> Workweek:
    return Workweek(places, holidays_of_2026)


@pytest.mark.parametrize(
    ("start", "length", "count", "place", "end"),
    [
        # A consumer's withdrawal, and the periods of the UK acts.
        ("2026-12-11", "14d", "after", "DE", "2026-12-25"),
        ("2026-08-01", "14d", "after", "FR", "2026-08-15"),
        ("2026-12-24", "2d", "after", "DE", "2026-12-26"),
        ("2026-01-01", "30d", "after", "", "2026-01-31"),
        ("2026-01-01", "14d", "from", "", "2026-01-14"),
        # Platforms, payment services and cards.
        ("2026-07-01", "15d", "after", "", "2026-07-16"),
        ("2026-01-15", "90d", "after", "", "2026-04-15"),
        ("2026-01-10", "180d", "after", "", "2026-07-09"),
        ("2026-01-10", "120d", "after", "", "2026-05-10"),
        ("2026-01-10", "540d", "after", "", "2027-07-04"),
        # Business days.
        ("2026-07-02", "3bd", "after", "US", "2026-07-08"),
        ("2026-07-02", "3bd", "after", "", "2026-07-07"),
        ("2026-06-15", "21bd", "after", "US", "2026-07-16"),
        ("2026-06-15", "21bd", "after", "", "2026-07-14"),
        ("2026-09-28", "15bd", "after", "", "2026-10-19"),
        ("2026-09-28", "15bd", "after", "US", "2026-10-20"),
        ("2026-09-28", "15bd", "after", "CN", "2026-10-26"),
        ("2026-11-06", "1bd", "after", "", "2026-11-09"),
        ("2026-11-07", "1bd", "after", "", "2026-11-09"),
        ("2026-11-06", "1bd", "from", "", "2026-11-06"),
        ("2026-11-07", "1bd", "from", "", "2026-11-09"),
        ("2026-11-06", "3bd", "from", "", "2026-11-10"),
        ("2026-11-09", "-1bd", "after", "", "2026-11-06"),
        ("2026-11-09", "-2bd", "from", "", "2026-11-06"),
        # Weeks, months and years.
        ("2026-11-03", "2w", "after", "", "2026-11-17"),
        ("2024-02-29", "2y", "after", "", "2026-02-28"),
        ("2024-02-29", "4y", "after", "", "2028-02-29"),
        ("2025-08-31", "6mo", "after", "", "2026-02-28"),
        ("2026-01-31", "1mo", "after", "", "2026-02-28"),
        ("2026-01-31", "2mo", "after", "", "2026-03-31"),
        ("2026-01-31", "3mo", "after", "", "2026-04-30"),
        ("2025-12-31", "2mo", "from", "", "2026-02-27"),
        ("2026-01-01", "1mo", "from", "", "2026-01-31"),
        ("2026-03-31", "-1mo", "after", "", "2026-02-28"),
        # Nothing, and backwards.
        ("2026-11-07", "0d", "after", "", "2026-11-07"),
        ("2026-11-07", "0bd", "from", "", "2026-11-07"),
        ("2026-11-08", "-7d", "after", "", "2026-11-01"),
        ("2026-11-08", "-7d", "from", "", "2026-11-02"),
        ("2026-12-31", "1d", "after", "", "2027-01-01"),
    ],
)
def test_period_ends_where_its_source_says(
    start: str, length: str, count: Count, place: str, end: str
) -> None:
    places = (place,) if place else ()
    last = end_of(date.fromisoformat(start), parse_length(length), count, week(*places))
    assert last == date.fromisoformat(end)


@pytest.mark.parametrize(
    ("end", "place", "rolled"),
    [
        (date(2026, 12, 25), "DE", date(2026, 12, 28)),
        (date(2026, 8, 15), "FR", date(2026, 8, 17)),
        (date(2026, 12, 24), "DE", date(2026, 12, 24)),
        (date(2026, 10, 1), "CN", date(2026, 10, 8)),
    ],
)
def test_end_on_a_closed_day_rolls_to_the_next_working_day(
    end: date, place: str, rolled: date
) -> None:
    assert roll_forward(end, week(place)) == rolled


@pytest.mark.parametrize(
    ("day", "place", "rolled"),
    [
        (date(2026, 11, 8), "DE", date(2026, 11, 6)),
        (date(2026, 11, 6), "DE", date(2026, 11, 6)),
        (date(2026, 7, 5), "US", date(2026, 7, 2)),
    ],
)
def test_day_to_act_rolls_back_to_a_working_day(day: date, place: str, rolled: date) -> None:
    assert roll_back(day, week(place)) == rolled


def test_two_day_period_over_christmas_gets_its_two_working_days() -> None:
    thursday, germany = date(2026, 12, 24), week("DE")
    rolled = roll_forward(end_of(thursday, Length(2, "d"), "after", germany), germany)
    assert rolled == date(2026, 12, 28)
    assert with_min_working_days(thursday, rolled, 2, germany) == date(2026, 12, 29)


def test_period_with_enough_working_days_keeps_its_end() -> None:
    end = date(2026, 11, 14)
    assert with_min_working_days(date(2026, 11, 9), end, 2, week("DE")) == end


@pytest.mark.parametrize(
    ("day", "places", "reason"),
    [
        (date(2026, 12, 25), ("DE",), "Christmas Day (DE)"),
        (date(2026, 12, 26), ("DE",), "Saturday"),
        (date(2026, 11, 8), (), "Sunday"),
        (date(2026, 6, 4), ("DE",), None),
        (date(2026, 6, 4), ("DE", "DE-BY"), "Corpus Christi (DE-BY)"),
        (date(2026, 10, 10), ("CN",), "Saturday"),
        (date(2027, 12, 31), ("US",), None),
    ],
)
def test_closed_day_says_why(day: date, places: tuple[str, ...], reason: str | None) -> None:
    assert week(*places).closed_reason(day) == reason
    assert week(*places).is_working(day) == (reason is None)


def test_uncovered_places_and_years_are_named() -> None:
    days = week("CN", "XX")
    assert days.uncovered(date(2026, 12, 1), date(2027, 1, 5)) == ("CN 2027", "XX 2026", "XX 2027")
    assert week("CN").uncovered(date(2026, 1, 1), date(2026, 12, 31)) == ()


def test_holidays_of_a_place_and_year_are_asked_for_once() -> None:
    asked: list[tuple[str, int]] = []

    def holidays(place: str, year: int) -> Mapping[date, str] | None:
        asked.append((place, year))
        return None

    days = Workweek(("DE",), holidays)
    end_of(date(2026, 12, 1), Length(30, "bd"), "after", days)
    assert asked == [("DE", 2026), ("DE", 2027)]


def test_hours_are_no_length_of_the_calendar() -> None:
    with pytest.raises(ValueError, match="48h is not a length of the calendar"):
        end_of(date(2026, 1, 1), Length(48, "h"), "after", week())


@given(ANY_DAY, st.integers(1, 60), st.sampled_from(["after", "from"]))
def test_business_days_agree_with_counting_day_by_day(
    start: date, number: int, count: Count
) -> None:
    days = Workweek(("XX",), every_seventeenth)
    end = end_of(start, Length(number, "bd"), count, days)
    first = start if count == "from" else start + timedelta(days=1)
    span = [first + timedelta(days=n) for n in range((end - first).days + 1)]
    assert sum(day.weekday() < 5 and day.toordinal() % 17 != 0 for day in span) == number
    assert days.is_working(end)


@given(ANY_DAY, st.integers(1, 60))
def test_business_days_back_undo_business_days_forward(start: date, number: int) -> None:
    start = roll_forward(start, week())
    end = end_of(start, Length(number, "bd"), "after", week())
    assert end_of(end, Length(-number, "bd"), "after", week()) == start


@given(
    ANY_DAY,
    st.integers(0, 40),
    st.builds(Length, st.integers(-40, 40), st.sampled_from(["d", "bd", "w", "mo", "y"])),
    st.sampled_from(["after", "from"]),
)
def test_later_start_never_gives_an_earlier_end(
    start: date, days_later: int, length: Length, count: Count
) -> None:
    later = start + timedelta(days=days_later)
    assert end_of(start, length, count, week("US")) <= end_of(later, length, count, week("US"))


@given(ANY_DAY, st.integers(1, 90), st.sampled_from(["d", "bd", "w", "mo", "y"]))
def test_count_from_never_ends_after_count_after(start: date, number: int, unit: str) -> None:
    length = parse_length(f"{number}{unit}")
    last = end_of(start, length, "from", week("DE"))
    assert start <= last <= end_of(start, length, "after", week("DE"))


@given(ANY_DAY, st.integers(-400, 400))
def test_months_keep_the_day_or_clamp_to_the_last(day: date, months: int) -> None:
    moved = shift(day, Length(months, "mo"))
    assert (moved.year - day.year) * 12 + moved.month - day.month == months
    assert moved.day == day.day or (moved + timedelta(days=1)).day == 1


def test_period_end_in_the_zone_of_the_shop_is_the_next_morning_in_berlin() -> None:
    last = end_of(date(2026, 7, 1), Length(15, "d"), "after", week())
    instant = end_of_day(last, ZoneInfo("America/Los_Angeles"))
    berlin = ZoneInfo("Europe/Berlin")
    assert instant.astimezone(berlin).isoformat() == "2026-07-17T08:59:59+02:00"
    assert last_whole_day(instant, berlin) == date(2026, 7, 16)


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("Europe/Berlin", date(2026, 3, 29)),
        ("Europe/Berlin", date(2026, 10, 25)),
        ("America/Los_Angeles", date(2026, 11, 1)),
        ("America/Havana", date(2026, 3, 8)),  # midnight is skipped
        ("America/Sao_Paulo", date(2018, 2, 17)),  # 23:59:59 comes twice
        ("America/St_Johns", date(2010, 11, 7)),  # 00:01 goes back to 23:01 of the day before
        ("America/Nuuk", date(2024, 3, 30)),  # 23:00 jumps to midnight
        ("Asia/Pyongyang", date(2018, 5, 4)),  # 23:30 jumps to midnight
        ("Pacific/Apia", date(2011, 12, 31)),  # the day before it did not exist
        ("Australia/Lord_Howe", date(2026, 4, 5)),  # half an hour
        ("Asia/Kathmandu", date(2026, 6, 1)),
    ],
)
def test_day_runs_from_its_first_minute_to_its_last(zone: str, day: date) -> None:
    """A scan of all minutes around the day says the same."""
    place = ZoneInfo(zone)
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    around = (noon + timedelta(minutes=n) for n in range(-40 * 60, 40 * 60))
    minutes = [at for at in around if at.astimezone(place).date() == day]
    assert start_of_day(day, place) == minutes[0]
    assert end_of_day(day, place) == minutes[-1] + timedelta(seconds=59)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
@given(day=ANY_DAY)
def test_day_is_whole_from_its_last_second_on(zone: str, day: date) -> None:
    place = ZoneInfo(zone)
    end = end_of_day(day, place)
    assert last_whole_day(end, place) == day
    assert last_whole_day(end - timedelta(seconds=1), place) == day - timedelta(days=1)


def test_one_instant_is_two_days_at_the_ends_of_the_earth() -> None:
    instant = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)
    assert last_whole_day(instant, ZoneInfo("Pacific/Pago_Pago")) == date(2026, 11, 20)
    assert last_whole_day(instant, ZoneInfo("Pacific/Kiritimati")) == date(2026, 11, 22)


def test_timer_counts_hours_across_a_clock_change() -> None:
    noon = datetime(2026, 10, 25, 12, tzinfo=ZoneInfo("America/Los_Angeles"))
    end = timer_end(noon, Length(15, "d"))
    assert end.tzinfo is UTC
    assert end.astimezone(noon.tzinfo).hour == 11
    assert end == timer_end(noon, Length(360, "h"))


@pytest.mark.parametrize("length", [Length(3, "bd"), Length(1, "mo")])
def test_timer_takes_only_fixed_times(length: Length) -> None:
    with pytest.raises(ValueError, match="is not a length of time"):
        timer_end(datetime(2026, 1, 1, tzinfo=UTC), length)


def test_instants_need_a_zone() -> None:
    naive = datetime(2026, 1, 1, 12)  # noqa: DTZ001 - that it has no zone is the point
    with pytest.raises(ValueError, match="has no time zone"):
        timer_end(naive, Length(1, "h"))
    with pytest.raises(ValueError, match="has no time zone"):
        last_whole_day(naive, UTC)


def test_a_part_of_a_country_leaves_out_what_it_does_not_keep() -> None:
    """Scotland works on Easter Monday, whatever the rest of Great Britain does."""
    easter = date(2026, 4, 6)
    books = {"GB": {easter: "Easter Monday"}, "GB-SCT": {date(2026, 11, 30): "St Andrew's Day"}}
    days = Workweek(("GB", "GB-SCT"), lambda place, _: books.get(place))

    assert days.is_working(easter)
    assert not days.is_working(date(2026, 11, 30))


def test_a_part_of_a_country_stands_for_it_in_the_years_that_it_is_known() -> None:
    """In other years the country's own days count."""

    def holidays(place: str, year: int) -> Mapping[date, str] | None:
        known: dict[str, dict[date, str]] = {"DE": {date(year, 1, 1): "New Year"}}
        return known.get(place, CLOSED["DE-BY"] if year == 2026 else None)

    week = Workweek(("DE", "DE-BY"), holidays)
    assert week.closed_reason(date(2026, 1, 1)) is None
    assert week.closed_reason(date(2027, 1, 1)) == "New Year (DE)"


def test_instants_are_told_in_utc() -> None:
    tokyo = ZoneInfo("Asia/Tokyo")
    made = (start_of_day(date(2026, 11, 5), tokyo), end_of_day(date(2026, 11, 5), tokyo))
    assert [each.tzinfo for each in made] == [UTC, UTC]
