"""The state of a deadline at a moment: the one place where today meets the dates."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from returnctl.core.states import Moment, Span, days_left, shown_until, state_of
from tests.core.building import BERLIN, day, instant

PACIFIC = "America/Los_Angeles"
# Due on 20 November in California; 19 November is the last whole safe day in Berlin.
SPAN = Span(
    actor="you",
    opens_on=day("11-06"),
    due_on=day("11-20"),
    last_at=instant("2026-11-20T23:59:59", PACIFIC),
    act_by=day("11-19"),
    met_on=None,
    possible=False,
    lapses=False,
)


def at(text: str, zone: str = BERLIN) -> Moment:
    return Moment(instant(f"2026-{text}"), zone)


@pytest.mark.parametrize(
    ("now", "duty", "right", "possible"),
    [
        ("11-05T23:59:59", "not_started", "not_started", "possible"),
        ("11-06T00:00:00", "running", "running", "possible"),
        ("11-19T23:59:59", "running", "running", "possible"),
        ("11-20T00:00:00", "last_chance", "last_chance", "possible"),
        ("11-21T08:59:59", "last_chance", "last_chance", "possible"),
        ("11-21T09:00:00", "overdue", "lapsed", "lapsed"),
        ("12-31T12:00:00", "overdue", "lapsed", "lapsed"),
    ],
)
def test_state_changes_at_the_second(now: str, duty: str, right: str, possible: str) -> None:
    """It opens, runs, is tried at last, and is over: by the user's days and the last instant."""
    moment = at(now)
    assert state_of(SPAN, moment) == duty
    assert state_of(replace(SPAN, lapses=True), moment) == right
    assert state_of(replace(SPAN, possible=True), moment) == possible


@pytest.mark.parametrize("now", ["11-01T12:00:00", "11-10T12:00:00", "12-31T12:00:00"])
@pytest.mark.parametrize(("lapses", "possible"), [(True, True), (False, False)])
def test_what_was_met_is_met_at_any_time(now: str, lapses: bool, possible: bool) -> None:
    """Met early, met late or met by something nobody was sure of."""
    met = replace(SPAN, met_on=day("11-25"), lapses=lapses, possible=possible)
    assert state_of(met, at(now)) == "met"


def test_clock_of_others_has_no_last_chance() -> None:
    """It runs until its latest reading is over."""
    theirs = replace(SPAN, actor="seller", act_by=None)
    assert state_of(theirs, at("11-21T08:59:59")) == "running"
    assert state_of(theirs, at("11-21T09:00:00")) == "overdue"


def test_rule_without_an_end_is_told_and_never_due() -> None:
    """A length that the source does not give runs out on no day."""
    endless = replace(SPAN, due_on=None, last_at=None, act_by=None)
    assert state_of(endless, at("12-31T12:00:00")) == "running"
    assert days_left(endless, at("12-31T12:00:00")) is None
    assert shown_until(None, BERLIN, lapses=False, possible=False) is None


def test_day_changes_in_the_zone_of_the_user() -> None:
    """At 01:00 on the 20th in Berlin it is still the 19th in Chicago."""
    now = instant("2026-11-20T01:00:00")
    assert state_of(SPAN, Moment(now, BERLIN)) == "last_chance"
    assert state_of(SPAN, Moment(now, "America/Chicago")) == "running"
    assert Moment(now, "America/Chicago").today == day("11-19")


@pytest.mark.parametrize(
    ("actor", "now", "days"),
    [
        ("you", "11-19T23:59:59", 0),
        ("you", "11-20T00:00:00", -1),
        ("you", "11-05T12:00:00", 14),
        ("seller", "11-20T00:00:00", 0),
        ("seller", "11-21T00:00:00", -1),
    ],
)
def test_days_left_count_to_the_day_of_the_actor(actor: str, now: str, days: int) -> None:
    """Yours to the last safe day, the others' to the day they are due."""
    assert days_left(replace(SPAN, actor=actor), at(now)) == days


@pytest.mark.parametrize(
    ("zone", "last"), [(BERLIN, "11-21"), (PACIFIC, "11-20"), ("Pacific/Auckland", "11-21")]
)
def test_deadline_is_shown_until_it_is_over_where_the_user_is(zone: str, last: str) -> None:
    """A right or a possible rule to its last day, a duty for 30 days more."""
    end = day(last)
    ends = SPAN.last_at
    assert shown_until(ends, zone, lapses=True, possible=False) == end
    assert shown_until(ends, zone, lapses=False, possible=True) == end
    assert shown_until(ends, zone, lapses=False, possible=False) == end + timedelta(days=30)


MOMENTS = st.datetimes(datetime(2026, 11, 1), datetime(2026, 12, 31))  # noqa: DTZ001
ORDER = ("not_started", "running", "last_chance", "overdue", "lapsed")


@given(MOMENTS, MOMENTS, st.booleans(), st.sampled_from(["you", "seller"]))
def test_time_never_leads_a_state_backwards(
    one: datetime, other: datetime, lapses: bool, actor: str
) -> None:
    """Once overdue, never running again."""
    span = replace(SPAN, lapses=lapses, actor=actor)
    early, late = sorted([one, other])
    before, after = (state_of(span, at(f"{now:%m-%dT%H:%M:%S}")) for now in (early, late))
    assert ORDER.index(before) <= ORDER.index(after)


def test_today_is_a_date() -> None:
    """The moment carries an instant; the user's calendar makes a day of it."""
    assert Moment(instant("2026-11-21T00:30:00"), BERLIN).today == date(2026, 11, 21)
    assert Moment(instant("2026-11-21T00:30:00"), "UTC").today == date(2026, 11, 20)
