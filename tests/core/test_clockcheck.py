"""A clock that cannot be right: nothing is lost by it, and nothing is told twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from returnctl.core.clockcheck import ClockCheck, check_clock

NEWEST = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def test_a_clock_before_2020_announces_nothing_and_forgets_nothing() -> None:
    """A machine without a clock battery wakes up in 1970."""
    now = datetime(2019, 12, 31, 23, 59, 59, tzinfo=UTC)

    assert check_clock(now, NEWEST, NEWEST) == ClockCheck(
        newest=NEWEST,
        doubted=NEWEST,
        warning="the clock says Tue 31 Dec 2019: nothing is announced until it is right",
        usable=False,
    )


def test_the_first_second_of_2020_is_believed() -> None:
    now = datetime(2020, 1, 1, tzinfo=UTC)

    assert check_clock(now, None) == ClockCheck(newest=now, doubted=None)


@pytest.mark.parametrize("ahead", [timedelta(0), MINUTE, DAY, 30 * DAY])
def test_a_clock_that_went_on_is_remembered_without_a_word(ahead: timedelta) -> None:
    now = NEWEST + ahead

    assert check_clock(now, NEWEST) == ClockCheck(newest=now, doubted=None)


def test_five_minutes_back_are_nothing() -> None:
    """Clocks are put right by a little all the time; the newest run stays the newest."""
    assert check_clock(NEWEST - 5 * MINUTE, NEWEST) == ClockCheck(newest=NEWEST, doubted=None)


def test_a_clock_further_behind_is_told_and_changes_nothing() -> None:
    assert check_clock(NEWEST - 6 * MINUTE, NEWEST, NEWEST) == ClockCheck(
        newest=NEWEST,
        doubted=NEWEST,
        warning=(
            "the clock says Fri 20 Nov 2026, but reminders ran on Fri 20 Nov 2026 already; "
            "none is lost or repeated"
        ),
    )


def test_a_jump_of_over_thirty_days_is_doubted() -> None:
    now = NEWEST + 30 * DAY + MINUTE

    assert check_clock(now, NEWEST) == ClockCheck(
        newest=now,
        doubted=now,
        warning=(
            "no reminders since Fri 20 Nov 2026: if the clock is wrong, put it right, "
            "and what was announced too early comes again"
        ),
    )


@pytest.mark.parametrize(("days", "doubted"), [(6, True), (7, False), (8, False)])
def test_a_doubt_is_over_after_a_week(days: int, doubted: bool) -> None:
    found = check_clock(NEWEST + days * DAY, NEWEST, NEWEST)

    assert found.newest == NEWEST + days * DAY
    assert (found.doubted == NEWEST) is doubted
    assert not found.warning


def test_a_clock_that_is_put_right_tells_again_what_it_told_too_early() -> None:
    now = NEWEST - 15 * DAY - MINUTE

    assert check_clock(now, NEWEST, NEWEST) == ClockCheck(
        newest=now,
        doubted=None,
        warning="the clock was ahead and is put right: what was announced too early comes again",
        told_early=NEWEST,
    )


def test_nobody_puts_a_clock_right_by_just_fifteen_days() -> None:
    found = check_clock(NEWEST - 15 * DAY, NEWEST, NEWEST)

    assert (found.newest, found.doubted, found.told_early) == (NEWEST, NEWEST, None)
