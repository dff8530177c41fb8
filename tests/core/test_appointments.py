"""What a calendar is told: which deadlines are appointments, and when their alarms ring."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from returnctl.core.appointments import alarms, is_appointed, is_cancelled
from returnctl.core.reminderladders import Ladders
from tests.core.building import day
from tests.reminders.building import ACT_BY, a_row

EARLY = day("10-01")


@pytest.mark.parametrize(
    ("facts", "is_one"),
    [
        ({}, True),
        ({"actor": "seller"}, False),
        ({"actor": "seller", "act_by": ACT_BY}, False),
        ({"act_by": None}, False),
        ({"watch": False}, False),
        ({"met_on": day("11-10")}, False),
        ({"shown_until": None}, True),
    ],
)
def test_an_appointment_is_yours_dated_watched_and_not_met(
    facts: dict[str, Any], is_one: bool
) -> None:
    assert is_appointed(a_row(**facts), day("11-20")) is is_one


@pytest.mark.parametrize(("today", "is_one"), [("12-09", True), ("12-10", True), ("12-11", False)])
def test_it_stays_one_through_the_last_day_on_which_it_is_shown(today: str, is_one: bool) -> None:
    row = a_row(shown_until=day("12-10"))

    assert is_appointed(row, day(today)) is is_one


@pytest.mark.parametrize(
    ("facts", "late", "is_told"),
    [
        ({}, -5, True),
        ({}, 31, True),
        ({}, 32, False),
        ({"actor": "seller", "act_by": ACT_BY}, 0, False),
        ({"act_by": None}, 0, False),
    ],
)
def test_that_yours_is_over_is_told_for_a_month(
    facts: dict[str, Any], late: int, is_told: bool
) -> None:
    assert is_cancelled(a_row(**facts), ACT_BY + timedelta(days=late)) is is_told


def ladder(*days: int) -> Ladders:
    return Ladders(usual=days)


def test_alarms_ring_on_the_rungs_and_none_after_the_day() -> None:
    assert alarms(a_row(), ladder(0, 7, 14, 3), EARLY) == (14, 7, 3, 0)


def test_what_has_no_day_has_no_alarm() -> None:
    assert alarms(a_row(act_by=None), ladder(7), EARLY) == ()


@pytest.mark.parametrize(("since", "rings"), [(8, (7, 3, 0)), (7, (7, 3, 0)), (6, (3, 0))])
def test_a_rung_before_the_newest_entry_is_past(since: int, rings: tuple[int, ...]) -> None:
    assert alarms(a_row(), ladder(14, 7, 3, 0), ACT_BY - timedelta(days=since)) == rings


@pytest.mark.parametrize("field", ["opens_on", "quiet_until"])
def test_a_rung_waits_for_the_day_on_which_it_can_be_done_or_the_end_of_a_snooze(
    field: str,
) -> None:
    row = a_row(**{field: ACT_BY - timedelta(days=5)})

    assert alarms(row, ladder(14, 7, 3, 0), EARLY) == (5, 3, 0)


def test_of_two_days_to_wait_for_the_later_counts() -> None:
    row = a_row(opens_on=ACT_BY - timedelta(days=9), quiet_until=ACT_BY - timedelta(days=4))

    assert alarms(row, ladder(14, 7, 0), EARLY) == (4, 0)


def test_a_snooze_beyond_the_day_silences_all() -> None:
    row = a_row(quiet_until=ACT_BY + timedelta(days=1))

    assert alarms(row, ladder(14, 7, 0), EARLY) == ()
