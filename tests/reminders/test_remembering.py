"""What was told is remembered here, channel by channel, in a real database."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.reminders.desks import Machine, a_machine, promised


@pytest.fixture
def machine(home: Path) -> Machine:
    return a_machine(home)


def test_a_rung_is_told_once(machine: Machine) -> None:
    promised(machine, "2026-11-20")

    assert [machine.told(f"2026-11-{day}") for day in ("05", "06", "06", "07", "13", "13")] == [
        [], ["promise+14"], [], [], ["promise+7"], [],
    ]  # fmt: skip


def test_missed_rungs_are_caught_up_in_one_late_notice(machine: Machine) -> None:
    promised(machine, "2026-11-20")

    assert machine.told("2026-11-18") == ["promise+3 late"]
    assert machine.told("2026-11-18") == []
    assert machine.told("2026-11-19") == ["promise+1"]


def test_a_machine_that_was_off_for_two_months_says_so_once(machine: Machine) -> None:
    promised(machine, "2026-12-20")
    machine.run("2026-11-02", "stdout")

    view = machine.run("2026-12-22", "stdout")

    assert [each.settles for each in view.shown] == [(14, 7, 3, 1, 0, -1, -2)]
    assert "no reminders since Mon 2 Nov 2026" in (view.clock.warning if view.clock else "")
    assert machine.told("2026-12-22") == []


def test_what_is_met_is_told_no_more_and_undone_it_is_told_again(machine: Machine) -> None:
    ref = promised(machine, "2026-11-20")
    machine.cli.ok("mark", ref, "kept")
    assert machine.told("2026-11-13") == []

    machine.cli.ok("undo", "--yes")

    assert machine.told("2026-11-14") == ["promise+7 late"]


def test_a_date_that_moves_has_a_ladder_of_its_own(machine: Machine) -> None:
    ref = promised(machine, "2026-11-20")
    assert machine.told("2026-11-13") == ["promise+7 late"]
    machine.cli.at("2026-11-14").ok("edit", ref, "--deadline", "promise=2026-11-30")

    days = ("14", "16", "20", "23")

    assert [machine.told(f"2026-11-{day}") for day in days] == [
        [], ["promise+14"], [], ["promise+7"],
    ]  # fmt: skip


def test_a_rung_that_was_past_when_it_was_recorded_is_skipped(machine: Machine) -> None:
    machine.cli = machine.cli.at("2026-11-18")
    promised(machine, "2026-11-20")

    assert machine.told("2026-11-18") == []
    assert machine.told("2026-11-19") == ["promise+1"]


def test_a_return_that_is_logged_long_overdue_is_told_once_on_each_channel(
    machine: Machine,
) -> None:
    promised(machine, "2026-11-02")
    machine.cli = machine.cli.at("2026-11-20")
    promised(machine, "2026-11-05", item="Old lamp")

    assert machine.told("2026-11-20") == ["promise-7 late", "promise-15"]
    assert machine.told("2026-11-21") == []
    machine.run("2026-11-21", "mail")
    assert machine.taken == {"mail": ["promise-7 late promise-15 late"]}


def test_tables_made_anew_forget_nothing_of_reminders(machine: Machine) -> None:
    promised(machine, "2026-11-20")
    assert machine.told("2026-11-13") == ["promise+7 late"]
    machine.cli.ok("doctor", "--rebuild")

    assert machine.told("2026-11-14") == []
    assert machine.told("2026-11-17") == ["promise+3"]


def test_a_snoozed_one_comes_back_on_its_day(machine: Machine) -> None:
    ref = promised(machine, "2026-11-20")
    machine.cli.at("2026-11-05").ok("snooze", ref, "promise", "--until", "2026-11-15")

    days = ("06", "13", "14", "15", "15", "17")

    assert [machine.told(f"2026-11-{day}") for day in days] == [
        [], [], [], ["promise+5"], [], ["promise+3"],
    ]  # fmt: skip


def test_a_snooze_without_end_is_silence_until_it_is_taken_back(machine: Machine) -> None:
    ref = promised(machine, "2026-11-20")
    machine.cli.ok("snooze", ref)
    assert machine.told("2026-11-18") == []

    machine.cli.ok("snooze", ref, "--off")

    assert machine.told("2026-11-19") == ["promise+1 late"]


def test_each_channel_has_a_memory_of_its_own(machine: Machine) -> None:
    promised(machine, "2026-11-20")
    machine.run("2026-11-06", "mail")

    machine.run("2026-11-06", "mail", "phone")

    assert machine.taken == {"mail": ["promise+14"], "phone": ["promise+14"]}


def test_a_channel_that_failed_is_tried_again_and_the_others_go_on(machine: Machine) -> None:
    promised(machine, "2026-11-20")
    machine.down = {"mail"}
    view = machine.run("2026-11-06", "mail", "phone", "stdout")
    assert [(each.channel, each.state) for each in view.deliveries] == [
        ("mail", "failed"), ("phone", "sent"), ("stdout", "waiting"),
    ]  # fmt: skip
    assert view.failed[0].error == "mail is down."

    machine.down = set()
    machine.run("2026-11-07", "mail", "phone", "stdout")

    assert machine.taken == {"phone": ["promise+14"], "mail": ["promise+14 late"]}


def test_a_run_that_dies_before_it_remembers_repeats_and_loses_nothing(machine: Machine) -> None:
    promised(machine, "2026-11-20")

    machine.run("2026-11-06", "stdout", shown=False)

    assert machine.told("2026-11-06") == ["promise+14"]
    assert machine.told("2026-11-06") == []


def test_several_deadlines_make_one_message(machine: Machine) -> None:
    promised(machine, "2026-11-20", item="Lamp")
    promised(machine, "2026-11-13", item="Bulb")

    machine.run("2026-11-06", "mail")

    assert machine.taken == {"mail": ["promise+7 promise+14"]}


def test_an_erased_case_leaves_nothing_behind(machine: Machine) -> None:
    ref = promised(machine, "2026-11-20")
    machine.run("2026-11-06", "mail")
    assert machine.cli.query("SELECT count(*) FROM reminders") == [(1,)]

    machine.cli.ok("rm", ref, "--purge", "--yes")

    assert machine.cli.query("SELECT count(*) FROM reminders") == [(0,)]
    assert machine.cli.query("SELECT count(*) FROM births") == [(0,)]


@pytest.mark.parametrize("seed", range(3))
def test_a_channel_that_is_often_down_gets_each_rung_once_at_the_first_run_it_is_up(
    machine: Machine, seed: int
) -> None:
    """Random runs over 50 days on a real database, held against what the calendar says."""
    dice, first = random.Random(seed), date(2026, 11, 1)
    ends = {promised(machine, str(end), item=f"Lamp {end}"): end
            for end in (first + timedelta(days=days) for days in (9, 20, 30))}  # fmt: skip
    due = {(ref, rung): end - timedelta(days=rung)
           for ref, end in ends.items() for rung in (14, 7, 3, 1, 0, *range(-1, -8, -1))
           if end - timedelta(days=rung) >= first}  # fmt: skip
    expected: dict[tuple[str, int], date] = {}
    told: list[tuple[tuple[str, int], date]] = []
    for day in sorted(first + timedelta(days=dice.randrange(50)) for _ in range(30)):
        machine.down = {"mail"} if dice.random() < 0.4 else set()
        if not machine.down:
            expected |= {key: day for key, on in due.items() if on <= day and key not in expected}
        (found,) = machine.run(str(day), "mail").deliveries
        if found.state == "sent":
            told += [((each.due.row.ref, rung), day) for each in found.notices
                     for rung in each.settles]  # fmt: skip

    assert dict(told) == expected
    assert len(told) == len(expected) > 15


# --- clocks


def test_a_clock_set_back_a_day_loses_and_doubles_nothing(machine: Machine) -> None:
    promised(machine, "2026-11-20")
    days = ("2026-11-06 09:00", "2026-11-05 10:00", "2026-11-06 08:00", "2026-11-06 10:00",
            "2026-11-13 08:00")  # fmt: skip
    views = [machine.run(day, "mail") for day in days]

    assert machine.taken == {"mail": ["promise+14", "promise+7"]}
    warnings = [bool(view.clock and view.clock.warning) for view in views]
    assert warnings == [False, True, True, False, False]


def test_a_clock_set_ahead_by_forty_days_and_put_right_loses_nothing(machine: Machine) -> None:
    """What was told too early is told again on its day; what was told in time is not."""
    promised(machine, "2026-11-20")
    machine.run("2026-11-06", "mail")
    assert machine.run("2026-12-16", "mail").clock is not None

    for day in range(7, 29):
        machine.run(f"2026-11-{day:02}", "mail")

    early, *rest = machine.taken["mail"][1:]
    assert machine.taken["mail"][0] == "promise+14"
    assert early == "promise-7 late"
    assert rest == [
        "promise+7", "promise+3", "promise+1", "promise+0", "promise-1", "promise-2", "promise-3",
        "promise-4", "promise-5", "promise-6", "promise-7",
    ]  # fmt: skip


def test_a_clock_in_1970_tells_nothing_and_forgets_nothing(machine: Machine) -> None:
    promised(machine, "2026-11-20")
    machine.run("2026-11-06", "mail")

    view = machine.run("1970-01-01", "mail")
    assert view.deliveries == ()
    assert "the clock says Thu 1 Jan 1970" in (view.clock.warning if view.clock else "")
    machine.run("2026-11-06", "mail")
    machine.run("2026-11-13", "mail")

    assert machine.taken == {"mail": ["promise+14", "promise+7"]}


def test_a_wrong_clock_expires_nothing(machine: Machine) -> None:
    """A right that seemed to have lapsed while the clock was ahead is told in time."""
    machine.cli.ok("add", "8190123456789012", "Hub", "9.99", "--delivered", "1nov")
    machine.run("2026-11-02", "mail")
    machine.run("2026-12-12", "mail")
    machine.run("2026-11-03", "mail")
    machine.run("2026-11-14", "mail")

    assert any("dispute+1" in each for each in machine.taken["mail"])


def test_status_in_a_pipe_says_when_reminders_last_ran(machine: Machine) -> None:
    promised(machine, "2026-11-20")
    assert "Reminders ran" not in machine.cli.ok("status").out

    machine.run("2026-11-06 08:00", "stdout")

    assert machine.cli.at("2026-11-06").ok("status").lines[-1] == "Reminders ran Fri 6 Nov 08:00"
