"""The agenda: what comes next, whose move it is, and what stands first."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from returnctl.core.agenda import Due, by_urgency, due, dues, next_due, status_line, whose_move
from returnctl.core.case import Case
from returnctl.core.derive import deadlines
from returnctl.core.listing import deadline_rows, status_rows
from returnctl.core.rows import DeadlineRow
from returnctl.core.rules import Pack, Rule
from returnctl.core.states import Moment
from tests.core.building import (
    BERLIN,
    case_of,
    did,
    form,
    instant,
    no_holidays,
    pack_of,
    return_of,
    rule,
)

PROBLEM = case_of(did("delivered", "11-01"), did("problem", "11-01"))


def noon(text: str) -> Moment:
    return Moment(instant(f"2026-{text}T12:00:00"), BERLIN)


def rows(case: Case, pack: Pack, ref: str = "k3f") -> tuple[DeadlineRow, ...]:
    found = deadlines(case, [pack], no_holidays)
    rules = tuple(each for each in found if each.slug != "check-in")
    return deadline_rows(case, rules, ref)


YOURS = rule("yours", form("delivered", "10d"))
DUTY = rule("duty", form("delivered", "5d", kind="duty"))
THEIRS = rule("theirs", form("delivered", "7d", actor="seller", kind="clock"))
MAYBE = rule("maybe", form("delivered", "2d", when={"country": "DE"}))
QUIET = rule("quiet", form("delivered", "1d", watch=False))
ENDLESS = rule("endless", form("delivered", None))
MET = rule("met", form("delivered", "3d", met_by="problem"))
LATER = rule("later", form("delivered", "40d", opens="30d"))


def upcoming(now: str, *rules: Rule, case: Case = PROBLEM) -> Due | None:
    found = rows(case, pack_of(*rules))
    return next_due(dues(found, noon(now)), noon(now))


def slug(found: Due | None) -> str | None:
    return found.row.rule.removeprefix("shop.") if found else None


@pytest.mark.parametrize(
    ("now", "rules", "first"),
    [
        ("11-02", [YOURS, DUTY, THEIRS], "duty"),
        ("11-07", [YOURS, DUTY, THEIRS], "duty"),
        ("11-02", [YOURS, MAYBE], "yours"),
        ("11-02", [MAYBE], "maybe"),
        ("11-04", [MAYBE], None),
        ("11-02", [YOURS, QUIET, ENDLESS, MET], "yours"),
        ("11-02", [QUIET, ENDLESS, MET], None),
        ("11-02", [LATER], "later"),
        ("12-06", [DUTY, YOURS], "duty"),
        ("12-07", [DUTY, YOURS], "yours"),
        ("11-02", [], None),
    ],
)
def test_next_is_the_most_urgent_live_and_sure_one(
    now: str, rules: list[Rule], first: str | None
) -> None:
    """Nothing met, unwatched or endless; a possible one last; the overdue for 30 days."""
    assert slug(upcoming(now, *rules)) == first


@pytest.mark.parametrize(
    ("now", "mover"), [("11-05", "seller"), ("11-08", "seller"), ("11-09", "you")]
)
def test_clock_of_others_that_ran_out_is_your_move(now: str, mover: str) -> None:
    """On its last day it is still theirs."""
    assert whose_move(upcoming(now, THEIRS)) == mover


@pytest.mark.parametrize("now", ["11-05", "11-11", "11-20"])
def test_your_own_clock_is_your_move_at_any_time(now: str) -> None:
    """Before, at and after the end."""
    assert whose_move(upcoming(now, YOURS)) == "you"


def test_nobody_must_move_where_nothing_is_due() -> None:
    """A closed line has neither a deadline nor a mover."""
    assert whose_move(None) is None
    row = replace(status_rows(PROBLEM, "k3f")[0], closed=True)
    line = status_line(row, rows(PROBLEM, pack_of(DUTY)), noon("11-02"))
    assert (line.next, line.whose_move, line.act_by, line.days_left) == (None, None, None, None)


def test_status_line_counts_to_the_day_of_its_mover() -> None:
    """Yours to the last safe day."""
    row = status_rows(PROBLEM, "k3f")[0]
    line = status_line(row, rows(PROBLEM, pack_of(DUTY, THEIRS)), noon("11-02"))
    assert (line.act_by, line.days_left, line.whose_move) == (date(2026, 11, 6), 4, "you")


@pytest.mark.parametrize(("now", "pressing"), [("11-06", False), ("11-07", True), ("11-20", True)])
def test_pressing_is_what_is_yours_and_late(now: str, pressing: bool) -> None:
    """Last chance and overdue press; the clocks of others never do."""
    unstated = rule("u", form("delivered", "5d", kind="duty", count="unstated"))
    late = noon(now if now != "11-06" else "11-05")
    assert due(rows(PROBLEM, pack_of(unstated))[0], late).pressing is pressing
    assert not due(rows(PROBLEM, pack_of(THEIRS))[0], noon("12-20")).pressing


def test_last_chance_lies_between_the_two_readings() -> None:
    """After the safe day and before the end."""
    unstated = rule("u", form("delivered", "5d", kind="duty", count="unstated"))
    row = rows(PROBLEM, pack_of(unstated))[0]
    states = [due(row, noon(now)).state for now in ("11-05", "11-06", "11-07")]
    assert states == ["running", "last_chance", "overdue"]


# --- order


RULES = [YOURS, DUTY, THEIRS, MAYBE, QUIET, ENDLESS, MET, LATER]
MOMENTS = st.dates(date(2026, 10, 25), date(2027, 1, 31)).map(
    lambda today: Moment(instant(f"{today}T12:00:00"), BERLIN)
)


@given(st.permutations(RULES), MOMENTS)
def test_order_is_a_permutation_and_does_not_depend_on_the_input(
    rules: list[Rule], moment: Moment
) -> None:
    """Nothing is lost, and the same day gives the same list."""
    shuffled = rows(PROBLEM, pack_of(*rules))
    found = dues(shuffled, moment)
    assert {each.row for each in found} == set(shuffled)
    assert found == dues(rows(PROBLEM, pack_of(*RULES)), moment)
    days = [each.day or date.max for each in found]
    assert days == sorted(days)


def test_yours_stands_before_others_on_one_day() -> None:
    """What you can do yourself comes first; what has no day comes last."""
    same = rule("same", form("delivered", "7d"))
    found = dues(rows(PROBLEM, pack_of(ENDLESS, THEIRS, same)), noon("11-02"))
    assert [slug(each) for each in found] == ["same", "theirs", "endless"]


def test_lines_without_a_date_stand_last() -> None:
    """Status lists the most urgent first, then by ref."""
    case = return_of(did("requested", "11-01", "r"))
    row = status_rows(case, "k3f")[0]
    dated = status_line(row, rows(PROBLEM, pack_of(DUTY)), noon("11-02"))
    undated = [status_line(replace(row, ref=ref), (), noon("11-02")) for ref in ("b2b", "a1a")]
    assert [line.row.ref for line in by_urgency([*undated, dated])] == ["k3f", "a1a", "b2b"]


def test_while_nobody_was_asked_your_move_now_goes_before_what_is_due_sooner() -> None:
    """A problem was noted and no one knows of it: waiting for others helps nobody."""
    found = dues(rows(PROBLEM, pack_of(THEIRS, YOURS)), noon("11-02"))
    assert slug(next_due(found, noon("11-02"))) == "theirs"
    assert slug(next_due(found, noon("11-02"), unasked=True)) == "yours"


def test_what_cannot_be_done_yet_is_no_move_now() -> None:
    found = dues(rows(PROBLEM, pack_of(THEIRS, LATER)), noon("11-02"))
    assert slug(next_due(found, noon("11-02"), unasked=True)) == "theirs"


def test_only_a_problem_that_was_noted_puts_your_move_first() -> None:
    row = status_rows(PROBLEM, "k3f")[0]
    pack = pack_of(THEIRS, YOURS)
    found = [
        status_line(each, rows(PROBLEM, pack), noon("11-02"))
        for each in (row, replace(row, status="request_submitted"))
    ]
    assert [slug(line.next) for line in found] == ["yours", "theirs"]


@pytest.mark.parametrize(("on", "quiet"), [("11-04", True), ("11-05", False)])
def test_a_deadline_is_quiet_until_the_day_on_which_its_snooze_ends(on: str, quiet: bool) -> None:
    (row,) = rows(PROBLEM, pack_of(YOURS))
    assert due(replace(row, quiet_until=date(2026, 11, 5)), noon(on)).quiet is quiet
    assert due(row, noon(on)).quiet is False


def test_what_was_snoozed_for_good_stands_behind_all_else_and_is_not_forgotten() -> None:
    mine, later = (
        replace(row, quiet_until=date.max if row.rule == "shop.duty" else None)
        for row in rows(PROBLEM, pack_of(DUTY, YOURS))
    )
    moment = noon("11-02")
    assert slug(next_due(dues([mine, later], moment), moment)) == "yours"
    quiet = [replace(mine, quiet_until=date.max), replace(later, quiet_until=date.max)]
    assert slug(next_due(dues(quiet, moment), moment)) == "duty"
