"""Which backups stay."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from returnctl.core.thinning import Keep, kept

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
INSTANTS = st.lists(
    st.integers(0, 16 * 365 * 24).map(lambda hours: NOON - timedelta(hours=hours)), max_size=60
)


def days_ago(*days: int) -> list[datetime]:
    return [NOON - timedelta(days=each) for each in days]


def test_the_newest_of_each_day_week_and_month_stays() -> None:
    daily = days_ago(*range(400))
    stay = kept(daily, Keep(newest=1))
    assert days_ago(*range(7)) == [
        at for at in sorted(stay, reverse=True) if NOON - at < timedelta(7)
    ]
    assert len({f"{at:%G-%V}" for at in stay}) >= 4
    assert len({f"{at:%Y-%m}" for at in stay}) == 12
    assert len(stay) <= 7 + 4 + 12


def test_the_ones_of_an_evening_stay_whatever_their_day() -> None:
    evening = [NOON - timedelta(minutes=each) for each in range(30)]
    assert kept(evening, Keep()) == set(evening[:10])


def test_a_machine_that_was_off_for_years_loses_nothing() -> None:
    old = days_ago(*(2000 + each for each in range(7)))
    assert kept(old, Keep(newest=0)) >= set(old)


def test_a_clock_that_was_ahead_takes_one_place_and_no_more() -> None:
    ahead = NOON + timedelta(days=3650)
    week = days_ago(*range(6))
    assert kept([ahead, *week], Keep(newest=1)) >= set(week)


@given(INSTANTS, st.integers(0, 9), st.integers(0, 9), st.integers(0, 9), st.integers(1, 9))
def test_the_newest_always_stays_and_none_is_made_up(
    instants: list[datetime], daily: int, weekly: int, monthly: int, newest: int
) -> None:
    keep = Keep(daily=daily, weekly=weekly, monthly=monthly, newest=newest)
    stay = kept(instants, keep)
    assert stay <= set(instants)
    assert not instants or max(instants) in stay
    assert len(stay) <= daily + weekly + monthly + newest


@given(INSTANTS)
def test_thinning_twice_is_thinning_once(instants: list[datetime]) -> None:
    once = kept(instants, Keep())
    assert kept(once, Keep()) == once
