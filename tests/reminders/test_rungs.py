"""The ladder of reminders: when a deadline is told, and when it is not."""

from __future__ import annotations

from datetime import UTC, date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from returnctl.core.reminderladders import Ladders
from returnctl.core.rungs import Memory, key_of, notices, upcoming
from tests.reminders.building import ACT_BY, a_row, at, before, born, end_of, settled

LADDERS = Ladders()
NOTHING = Memory()


@pytest.mark.parametrize("days", [14, 7, 3, 1, 0, -1, -2, -7])
def test_each_rung_is_told_on_its_day(days: int) -> None:
    row = a_row()
    earlier = {each for each in LADDERS.rungs(row) if each > days}

    found = notices([row], before(days), LADDERS, Memory(told={key_of(row): earlier}))

    assert settled(found) == [(days,)]
    assert found[0].late_since is None


@pytest.mark.parametrize("days", [20, 15, 13, 8, 2, -8])
def test_between_the_rungs_nothing_is_told(days: int) -> None:
    row = a_row()
    earlier = {each for each in LADDERS.rungs(row) if each > days}

    assert notices([row], before(days), LADDERS, Memory(told={key_of(row): earlier})) == []


def test_missed_rungs_make_one_late_notice() -> None:
    (found,) = notices([a_row()], before(2), LADDERS, NOTHING)

    assert (found.rung, found.settles) == (3, (14, 7, 3))
    assert found.late_since == ACT_BY - timedelta(days=14)


def test_a_rung_that_was_past_when_the_deadline_was_recorded_is_skipped() -> None:
    row = a_row()
    memory = born(row, ACT_BY - timedelta(days=5))

    assert notices([row], before(5), LADDERS, memory) == []
    assert settled(notices([row], before(3), LADDERS, memory)) == [(3,)]


def test_a_rung_on_the_very_day_of_recording_is_told() -> None:
    row = a_row()

    assert settled(notices([row], before(7), LADDERS, born(row, ACT_BY - timedelta(days=7)))) == [
        (7,)
    ]


def test_a_deadline_recorded_under_a_clock_that_was_ahead_loses_nothing() -> None:
    row = a_row()

    assert settled(notices([row], before(3), LADDERS, born(row, ACT_BY + timedelta(days=40)))) == [
        (14, 7, 3)
    ]


@pytest.mark.parametrize(
    "facts",
    [{"met_on": date(2026, 11, 20)}, {"watch": False}, {"quiet_until": date.max}],
    ids=["met", "not watched", "snoozed for good"],
)
def test_what_is_done_or_unwanted_is_never_told(facts: dict[str, Any]) -> None:
    assert [
        days
        for days in range(20, -60, -1)
        if notices([a_row(**facts)], before(days), LADDERS, NOTHING)
    ] == []


def test_an_override_has_rungs_of_its_own_and_the_old_day_has_none() -> None:
    row = a_row()
    told = {key_of(row): set(LADDERS.rungs(row))}
    moved = replace(row, act_by=ACT_BY + timedelta(days=9), override="2026-12-09")
    moved = replace(moved, last_at=end_of(ACT_BY + timedelta(days=9)))

    assert settled(notices([row], before(0), LADDERS, Memory(told=told))) == []
    assert settled(notices([moved], before(-2), LADDERS, Memory(told=told))) == [(14, 7)]


def test_a_right_that_lapsed_is_told_no_more() -> None:
    row = a_row(lapses=True)

    assert settled(notices([row], before(0), LADDERS, NOTHING)) == [(14, 7, 3, 1, 0)]
    assert notices([row], before(-1), LADDERS, NOTHING) == []


def test_the_last_chance_is_told() -> None:
    row = a_row(lapses=True, last_at=end_of(ACT_BY + timedelta(days=1)))

    (found,) = notices([row], before(-1), LADDERS, Memory(told={key_of(row): {14, 7, 3, 1, 0}}))

    assert (found.rung, found.due.state) == (-1, "last_chance")


def test_what_is_overdue_is_told_daily_and_then_left_to_the_lists() -> None:
    row, told = a_row(), {14, 7, 3, 1, 0}
    days = []
    for late in range(1, 40):
        for found in notices([row], before(-late), LADDERS, Memory(told={key_of(row): told})):
            days.append(late)
            told |= set(found.settles)

    assert days == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize("late", [8, 20, 29])
def test_what_was_overdue_beyond_its_last_rung_when_recorded_is_told_once(late: int) -> None:
    row = a_row()
    memory = born(row, ACT_BY + timedelta(days=late))

    (found,) = notices([row], before(-late), LADDERS, memory)

    assert (found.settles, found.late_since) == ((-late,), None)
    assert found.due.state == "overdue"
    told = replace(memory, told={key_of(row): {-late}})
    assert [d for d in range(late, 40) if notices([row], before(-d), LADDERS, told)] == []


def test_what_was_recorded_while_it_is_told_daily_gets_no_notice_beside_those() -> None:
    row = a_row()

    assert settled(notices([row], before(-5), LADDERS, born(row, ACT_BY + timedelta(days=5)))) == [
        (-5,)
    ]


def test_what_ran_out_long_before_it_was_recorded_is_told_of_others_too() -> None:
    row = a_row(actor="seller")

    memory = born(row, ACT_BY + timedelta(days=10))

    assert settled(notices([row], before(-10), LADDERS, memory)) == [(-10,)]


def test_what_was_overdue_when_recorded_is_told_where_overdue_is_told_on_no_day() -> None:
    row, never = a_row(), Ladders(overdue=0)

    assert settled(notices([row], before(-2), never, born(row, ACT_BY + timedelta(days=2)))) == [
        (-2,)
    ]
    earlier = born(row, ACT_BY - timedelta(days=1), {key_of(row): {1, 0}})
    assert notices([row], before(-2), never, earlier) == []


@pytest.mark.parametrize(
    "facts",
    [{"lapses": True}, {"missing": ("icon",)}, {"met_on": ACT_BY}, {"watch": False}],
    ids=["lapsed", "possible", "met", "not watched"],
)
def test_what_nobody_can_use_any_more_is_not_told_however_late_it_is_recorded(
    facts: dict[str, Any],
) -> None:
    row = a_row(**facts)

    assert notices([row], before(-10), LADDERS, born(row, ACT_BY + timedelta(days=10))) == []


def test_off_is_silence_for_what_was_overdue_when_recorded() -> None:
    row, off = a_row(), Ladders(special={"dispute": ()})

    assert notices([row], before(-10), off, born(row, ACT_BY + timedelta(days=10))) == []


def test_nothing_is_told_of_others_before_their_clock_ran_out() -> None:
    row = a_row(actor="seller", rule="ebay.seller-response")
    told = {d: settled(notices([row], before(d), LADDERS, NOTHING)) for d in range(15, -1, -1)}

    assert set(map(str, told.values())) == {"[]"}
    assert settled(notices([row], before(-1), LADDERS, NOTHING)) == [(-1,)]


def test_before_it_can_be_done_its_rungs_wait() -> None:
    row = a_row(opens_on=ACT_BY - timedelta(days=5))

    assert notices([row], before(6), LADDERS, NOTHING) == []
    (found,) = notices([row], before(5), LADDERS, NOTHING)
    assert (found.settles, found.late_since) == ((14, 7), None)


def test_a_snooze_is_silent_until_its_day_and_then_told_once() -> None:
    row = a_row(quiet_until=ACT_BY - timedelta(days=2))
    told = {14}

    assert [d for d in (7, 3) if notices([row], before(d), LADDERS, NOTHING)] == []
    (found,) = notices([row], before(2), LADDERS, Memory(told={key_of(row): told}))
    assert (found.settles, found.late_since) == ((7, 3, 2), None)
    assert notices([row], before(2), LADDERS, Memory(told={key_of(row): {14, 7, 3, 2}})) == []


def test_the_end_of_a_snooze_is_told_even_between_two_rungs() -> None:
    row = a_row(quiet_until=ACT_BY - timedelta(days=5))

    found = notices([row], before(5), LADDERS, Memory(told={key_of(row): {14, 7}}))

    assert settled(found) == [(5,)]


def test_the_most_urgent_comes_first() -> None:
    rows = [a_row(ACT_BY, id="b"), a_row(ACT_BY - timedelta(days=4), id="a")]

    assert [each.due.row.id for each in notices(rows, before(7), LADDERS, NOTHING)] == ["a", "b"]


@pytest.mark.parametrize(
    ("special", "facts", "rungs"),
    [
        ({}, {"purchase": True}, (3, 1)),
        ({}, {"purchase": True, "kind": "duty"}, (14, 7, 3, 1, 0)),
        ({}, {"rule": "returnctl.check-in", "kind": "duty"}, (0,)),
        ({"check-in": (2, 0)}, {"rule": "returnctl.check-in"}, (2, 0)),
        ({"purchase": (2,)}, {"purchase": True}, (2,)),
        ({"right": (9,)}, {}, (9,)),
        ({"right": (9,), "aliexpress": (8,)}, {}, (8,)),
        ({"aliexpress": (8,), "dispute": (6,)}, {}, (6,)),
        ({"dispute": (6,), "k3f": (5, 2)}, {"ref": "k3f.2"}, (5, 2)),
        ({"k3f": (5, 2), "k3f.2": (4,)}, {"ref": "k3f.2"}, (4,)),
    ],
)
def test_the_nearest_ladder_counts(
    special: dict[str, tuple[int, ...]], facts: dict[str, Any], rungs: tuple[int, ...]
) -> None:
    ladders = Ladders(overdue=0, special=special)

    assert ladders.rungs(a_row(**facts)) == rungs


def test_a_ladder_of_days_before_says_nothing_of_others_and_off_silences_them() -> None:
    row = a_row(actor="seller")

    assert Ladders(special={"aliexpress": (9, 5)}).rungs(row) == (-1, -3, -7)
    assert Ladders(special={"theirs": (2,)}).rungs(row) == (-2,)
    assert Ladders(special={"aliexpress": ()}).rungs(row) == ()


def test_off_is_silence_also_when_it_is_overdue() -> None:
    assert Ladders(special={"dispute": ()}).rungs(a_row()) == ()


def test_what_comes_next_is_what_the_next_days_then_bring() -> None:
    row, moment = a_row(), before(8)
    planned = upcoming([row], moment, LADDERS, Memory(told={key_of(row): {14}}), days=12)

    assert [((ACT_BY - each.on).days, each.notice.settles) for each in planned] == [
        (7, (7,)), (3, (3,)), (1, (1,)), (0, (0,)), (-1, (-1,)), (-2, (-2,)), (-3, (-3,)),
        (-4, (-4,)),
    ]  # fmt: skip


def test_the_day_is_the_users_own() -> None:
    """At 23:30 UTC it is tomorrow in Berlin already."""
    row = a_row()
    late = at(ACT_BY - timedelta(days=4), 23, 30)
    early = replace(late, now=late.now.astimezone(UTC) + timedelta(hours=1))

    assert settled(notices([row], late, LADDERS, NOTHING)) == [(14, 7)]
    assert settled(notices([row], early, LADDERS, NOTHING)) == [(14, 7, 3)]
