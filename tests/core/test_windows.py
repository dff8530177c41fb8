"""The sum of a window: each part of the rule's shape, on small packs made by hand."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from returnctl.core.daycount import start_of_day
from returnctl.core.deadline import Deadline
from returnctl.core.lengths import parse_length
from returnctl.core.rules import Extension, FixedDate, Pause
from returnctl.core.triggers import parse_trigger
from tests.core.building import (
    CASE,
    case_of,
    clock,
    day,
    derived,
    did,
    folded,
    form,
    instant,
    noted,
    only,
    pack_of,
    return_of,
    rule,
    window,
)

CHRISTMAS = {date(2026, 12, 25): "Christmas Day", date(2026, 12, 26): "Boxing Day"}


def german_holidays(place: str, year: int) -> Mapping[date, str] | None:
    return CHRISTMAS if (place, year) == ("DE", 2026) else None


def due(starts: str, closes: str, *events: str, **more: Any) -> Deadline:
    """The deadline of a rule after some events, told as `delivered=11-05`."""
    happened = [did(*event.split("=")) for event in events]
    return only(case_of(*happened, country="DE"), window(starts, closes, **more),
                holidays=german_holidays)  # fmt: skip


# --- counting


@pytest.mark.parametrize(
    ("count", "act_by", "due_on"),
    [
        ("after", "11-20", "11-20"),
        ("from", "11-19", "11-19"),
        ("unstated", "11-19", "11-20"),
    ],
)
def test_count_decides_whether_the_first_day_counts(count: str, act_by: str, due_on: str) -> None:
    """Where the source does not say, the early reading is safe and the late one is the end."""
    found = due("delivered", "15d", "delivered=11-05", count=count)
    assert (found.act_by, found.due_on) == (day(act_by), day(due_on))
    assert found.last_at == instant(f"2026-{due_on}T23:59:59")


def test_two_readings_are_told() -> None:
    """`why` shows the other day and the reason."""
    steps = due("delivered", "15d", "delivered=11-05", count="unstated").steps
    assert [(step.day, step.text) for step in steps] == [
        (day("11-20"), "+ 15 days"),
        (day("11-19"), "if the first day counts: the source does not say"),
    ]


@pytest.mark.parametrize(
    ("closes", "due_on"),
    [
        ("2w", "11-19"),
        ("1mo", "12-05"),
        ("2y", "2028-11-05"),
        ("5bd", "11-12"),
        ("0d", "11-05"),
        ("-3d", "11-02"),
    ],
)
def test_window_closes_a_length_after_its_start(closes: str, due_on: str) -> None:
    """Days, weeks, months, years, business days, and a length that leads backwards."""
    assert due("delivered", closes, "delivered=11-05").due_on == day(due_on)


@pytest.mark.parametrize(
    ("opens", "opens_on"), [(None, "11-05"), ("3d", "11-08"), ("48h", "11-07")]
)
def test_window_opens_a_length_after_its_start(opens: str | None, opens_on: str) -> None:
    """ "Between 3 and 20 days" is one rule with two ends."""
    assert due("delivered", "20d", "delivered=11-05", opens=opens).opens_on == day(opens_on)


def test_rule_that_closes_unknown_is_told_and_never_due() -> None:
    """No length is invented."""
    found = only(case_of(did("delivered", "11-05")), window("delivered", None))
    assert (found.starts_on, found.due_on, found.act_by, found.last_at) == (
        day("11-05"), None, None, None,
    )  # fmt: skip
    assert found.basis == "computed"
    assert found.steps[0].text == "the source gives no length: read it from the order page"


# --- starts


@pytest.mark.parametrize(("pick", "start"), [("earliest", "11-05"), ("latest", "11-20")])
def test_pick_chooses_between_several_starts(pick: str, start: str) -> None:
    """ "Delivery or the promised day, whichever is later" names both."""
    case = case_of(did("delivered", "11-05"), promised_by="2026-11-20")
    assert only(case, window("delivered promised_by", "10d", pick=pick)).starts_on == day(start)


@pytest.mark.parametrize(("instance", "start"), [("first", "11-05"), ("last", "11-09")])
def test_instance_chooses_between_events_of_one_kind(instance: str, start: str) -> None:
    """Of several refunds the first or the last begins the window."""
    found = due("refund_issued", "10d", "refund_issued=11-09", "refund_issued=11-05",
                instance=instance)  # fmt: skip
    assert found.starts_on == day(start)


def test_rule_may_start_at_the_end_of_another() -> None:
    """The later rule follows when the earlier one moves."""
    pack = pack_of(
        rule("answer", form("requested", "5d", actor="seller", kind="clock")),
        rule("escalate", form("rule:answer", "3d")),
    )
    found = derived(return_of(did("requested", "11-05", "r")), pack)
    assert found["escalate of r"].due_on == day("11-13")


def test_a_rule_may_start_at_an_event_or_the_end_of_another_rule() -> None:
    """The end of a rule is found beside what happened before it, not in its place."""
    pack = pack_of(
        rule("answer", form("requested", "5d")),
        rule("escalate", form("declined rule:answer", "10d", pick="earliest")),
    )
    case = case_of(did("requested", "11-01"), did("declined", "11-03"))
    assert derived(case, pack)["escalate"].due_on == day("11-13")


def test_rules_that_start_at_each_other_have_no_dates() -> None:
    """A circle ends where it began, without a deadline."""
    pack = pack_of(rule("a", form("rule:b", "5d")), rule("b", form("rule:a", "5d")))
    assert derived(case_of(did("delivered", "11-05")), pack) == {}


def test_trigger_with_a_channel_hears_only_that_channel() -> None:
    """PayPal's clock does not start at the platform's dispute."""
    case = case_of(
        did("dispute_opened", "11-05", channel="platform"),
        did("dispute_opened", "11-09", channel="paypal"),
    )
    pack = pack_of(
        rule("paypal", form("dispute_opened@paypal", "20d")),
        rule("card", form("dispute_opened@card", "20d")),
        rule("any", form("dispute_opened", "20d")),
    )
    starts = {slug: each.starts_on for slug, each in derived(case, pack).items()}
    assert starts["paypal"] == day("11-09")
    assert starts["any"] == day("11-05")
    assert "card" not in starts


@pytest.mark.parametrize(
    ("channel", "heard"), [("seller", True), ("platform", True), ("card", False)]
)
def test_dispute_without_a_channel_is_one_with_the_shop(channel: str, heard: bool) -> None:
    """Nobody opens a chargeback by leaving a word out."""
    case = case_of(did("dispute_opened", "11-05"))
    assert ("window" in derived(case, window(f"dispute_opened@{channel}"))) is heard


def test_delivery_stands_in_for_a_receipt_that_nobody_confirmed() -> None:
    """And the start says what it stands for, until the confirmation is recorded."""
    found = due("receipt_confirmed", "15d", "delivered=11-05")
    assert found.due_on == day("11-20")
    assert found.start
    assert (found.start.name, found.start.instead_of) == ("delivered", "receipt_confirmed")
    confirmed = due("receipt_confirmed", "15d", "delivered=11-05", "receipt_confirmed=11-07")
    assert confirmed.due_on == day("11-22")
    assert confirmed.start
    assert confirmed.start.instead_of is None


# --- timers, zones


@pytest.mark.parametrize(
    ("actor", "last_at"),
    [("you", "2026-11-07T23:59:59"), ("seller", "2026-11-07T23:59:59")],
)
def test_timer_from_a_bare_date_ends_at_its_latest(actor: str, last_at: str) -> None:
    """From the start of the day it is safe for you; until the end of it nobody is accused."""
    found = due("delivered", "48h", "delivered=11-05", actor=actor)
    assert found.last_at == instant(last_at)
    assert found.act_by == (day("11-06") if actor == "you" else None)
    assert found.due_on == day("11-07")


@pytest.mark.parametrize(("closes", "count"), [("48h", "after"), ("2d", "timer")])
def test_timer_from_an_instant_runs_to_the_second(closes: str, count: str) -> None:
    """Hours, and days that the source counts as a timer."""
    case = case_of(did("delivered", "11-05", at="2026-11-05T14:30:00+01:00"))
    found = only(case, window("delivered", closes, count=count))
    assert found.due_at == found.last_at == datetime(2026, 11, 7, 13, 30, tzinfo=UTC)
    assert found.act_by == day("11-06")


def test_bare_date_is_the_date_of_the_pack() -> None:
    """The page's own day counts from the page's own day, and ends in the page's zone."""
    found = due("delivered", "15d", "delivered=11-05", zone="America/Los_Angeles")
    assert (found.starts_on, found.due_on) == (day("11-05"), day("11-20"))
    assert found.due_at == instant("2026-11-21T08:59:59")
    assert found.act_by == day("11-20")


def test_date_with_a_time_is_converted_to_the_zone_of_the_pack() -> None:
    """The morning of the 5th in Berlin is the evening of the 4th in California."""
    case = case_of(did("delivered", "11-05", at="2026-11-05T07:00:00+01:00"))
    found = only(case, window("delivered", "15d", zone="America/Los_Angeles"))
    assert (found.starts_on, found.due_on) == (day("11-04"), day("11-19"))


# --- what lengthens and what bounds


def test_extension_of_a_pack_lengthens_what_starts_in_its_span() -> None:
    """A holiday extension has a first and a last day, both within."""
    extended = Extension(
        ("window",), day("11-01"), day("11-15"), parse_length("7d"), "Singles' Day"
    )
    pack = replace(window("delivered", "10d"), extensions=(extended,))
    told = only(case_of(did("delivered", "11-01")), pack).steps[-1]
    assert (told.day, told.text) == (day("11-18"), "Singles' Day: + 7 days")
    ends = {
        start: only(case_of(did("delivered", start)), pack).due_on
        for start in ("2026-10-31", "11-01", "11-15", "11-16")
    }
    assert ends == {
        "2026-10-31": day("11-10"),
        "11-01": day("11-18"),
        "11-15": day("12-02"),
        "11-16": day("11-26"),
    }


@pytest.mark.parametrize("name", ["window", "shop.window"])
def test_recorded_extension_moves_the_end_and_is_in_writing(name: str) -> None:
    """What the seller granted is the user's word, marked as such."""
    until = did("extended", "11-08", until="2026-12-01", rule=name)
    found = only(case_of(did("delivered", "11-05"), until), window())
    assert (found.due_on, found.basis) == (day("12-01"), "order_page")


def test_recorded_extension_never_shortens() -> None:
    """An earlier day than the rule gives takes nothing away."""
    until = did("extended", "11-08", until="2026-11-10", rule="window")
    assert only(case_of(did("delivered", "11-05"), until), window()).due_on == day("11-15")


def test_recorded_extension_is_the_only_end_of_a_rule_without_a_length() -> None:
    """What was unknown has a date now."""
    until = did("extended", "11-08", until="2026-11-10", rule="window")
    case = case_of(did("delivered", "11-05"), until)
    assert only(case, window("delivered", None)).due_on == day("11-10")


def paused(at_least: str | None, *events: str) -> Deadline:
    pause = Pause(
        parse_trigger("evidence_asked"),
        parse_trigger("evidence_sent"),
        parse_length(at_least) if at_least else None,
    )
    return due("dispute_opened", "10d", "dispute_opened=11-01", *events, pause=pause)


@pytest.mark.parametrize(
    ("at_least", "events", "due_on"),
    [
        (None, [], "11-11"),
        (None, ["evidence_asked=11-03", "evidence_sent=11-06"], "11-14"),
        (None, ["evidence_asked=11-01", "evidence_sent=11-03"], "11-13"),
        ("5d", ["evidence_asked=11-09", "evidence_sent=11-10"], "11-15"),
        ("1d", ["evidence_asked=11-03", "evidence_sent=11-06"], "11-14"),
        ("3bd", ["evidence_asked=11-09", "evidence_sent=11-10"], "11-13"),
        (None, ["evidence_asked=11-11", "evidence_sent=11-15"], "11-15"),
        (None, ["evidence_asked=11-12", "evidence_sent=11-15"], "11-11"),
        (None, ["evidence_asked=11-03"], None),
    ],
)
def test_pause_adds_the_days_the_window_stood_still(
    at_least: str | None, events: list[str], due_on: str | None
) -> None:
    """While it lasts there is no end; afterwards the rest runs, and no less than is promised."""
    assert paused(at_least, *events).due_on == (due_on and day(due_on))


@pytest.mark.parametrize(
    ("bound", "due_on"),
    [
        ({"not_before": clock("shipped", "30d")}, "12-01"),
        ({"not_before": clock("shipped", "3d")}, "11-15"),
        ({"cap": clock("shipped", "10d")}, "11-11"),
        ({"cap": clock("shipped", "30d")}, "11-15"),
        ({"or_earlier": clock("shipped", "5d")}, "11-06"),
        ({"or_earlier": clock("problem", "1d")}, "11-15"),
        ({"not_before": clock("shipped", "30d"), "cap": clock("shipped", "20d")}, "11-21"),
        ({"not_before": clock("shipped delivered", "20d")}, "11-25"),
        ({"cap": clock("delivered shipped", "5d")}, "11-06"),
    ],
)
def test_floor_cap_and_earlier_clock_bound_the_end(bound: dict[str, Any], due_on: str) -> None:
    """A floor waits for the last of its starts, a cap counts from the first and wins."""
    found = due("delivered", "10d", "shipped=11-01", "delivered=11-05", **bound)
    assert found.due_on == day(due_on)


@pytest.mark.parametrize(
    ("ordered", "due_on"),
    [
        ("2026-10-31", "11-15"),
        ("11-01", "2027-01-31"),
        ("12-25", "2027-01-31"),
        ("12-26", "2027-01-05"),
    ],
)
def test_fixed_date_holds_for_orders_of_its_span(ordered: str, due_on: str) -> None:
    """Bought for Christmas, returned until the end of January; never earlier than without."""
    fixed = (FixedDate(day("11-01"), day("12-25"), day("2027-01-31")),)
    delivered = "11-05" if ordered < "12" or len(ordered) == 10 else "12-26"
    found = due("delivered", "10d", f"ordered={ordered}", f"delivered={delivered}", fixed=fixed)
    assert found.due_on == day(due_on)


# --- working days


@pytest.mark.parametrize(
    ("start", "closes", "more", "due_on"),
    [
        ("12-11", "14d", {}, "12-25"),
        ("12-11", "14d", {"roll": True}, "12-28"),
        ("12-24", "2d", {"roll": True, "min_working_days": 2}, "12-29"),
        ("11-02", "5d", {"roll": True}, "11-09"),
        ("11-03", "2d", {"min_working_days": 2}, "11-05"),
        ("12-24", "1bd", {}, "12-28"),
    ],
)
def test_statutes_end_on_working_days(
    start: str, closes: str, more: dict[str, Any], due_on: str
) -> None:
    """Rolled to the next working day, with at least two of them, holidays and all."""
    found = due("delivered", closes, f"delivered={start}", calendar=("buyer",), **more)
    assert found.due_on == day(due_on)


def test_roll_tells_the_reason() -> None:
    """The holiday is named."""
    found = due("delivered", "14d", "delivered=12-11", calendar=("buyer",), roll=True)
    assert found.steps[-1].text == "the last day is a Christmas Day (DE): next working day"


@pytest.mark.parametrize(("closes", "more", "told"), [("5bd", {}, True), ("5d", {}, False),
                                                      ("5d", {"roll": True}, True)])  # fmt: skip
def test_year_without_known_holidays_is_told_where_it_matters(
    closes: str, more: dict[str, Any], told: bool
) -> None:
    """Only weekends were skipped, and `why` says so."""
    found = due("delivered", closes, "delivered=2027-11-05", calendar=("buyer",), **more)
    texts = [step.text for step in found.steps]
    assert ("no holidays known for DE 2027: only weekends were skipped" in texts) is told


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("ZZ", "no holidays known for ZZ 2026: only weekends were skipped"),
        ("DE-XX", "no holidays known for DE-XX 2026: only DE's own were skipped"),
    ],
)
def test_a_part_of_a_country_without_known_holidays_has_those_of_its_country(
    place: str, told: str
) -> None:
    case = case_of(did("delivered", "11-05"), country=place)
    found = only(case, window(closes="5bd", calendar=("buyer",)), holidays=german_holidays)
    assert [step.text for step in found.steps if step.day is None] == [told]


# --- the steps of the sum


@pytest.mark.parametrize(
    ("closes", "more", "events", "steps"),
    [
        ("10d", {"count": "from"}, [], [("11-14", "+ 10 days, the first day counted")]),
        ("1d", {}, [], [("11-06", "+ 1 day")]),
        ("-3d", {}, [], [("11-02", "- 3 days")]),
        ("2d", {"count": "timer"}, [],
         [("11-07", "+ 2 days, to the minute; no time is recorded")]),
        ("3d", {"min_working_days": 2}, [],
         [("11-08", "+ 3 days"), ("11-09", "at least 2 working days")]),
        ("10d", {"not_before": clock("shipped", "30d")}, ["shipped=11-01"],
         [("11-15", "+ 10 days"), ("12-01", "never before 30 days from shipped")]),
        ("10d", {"cap": clock("shipped", "10d")}, ["shipped=11-01"],
         [("11-15", "+ 10 days"), ("11-11", "never later than 10 days from shipped")]),
        ("10d", {"or_earlier": clock("shipped", "5d")}, ["shipped=11-01"],
         [("11-15", "+ 10 days"), ("11-06", "or earlier: 5 days from shipped")]),
        ("10d", {"fixed": (FixedDate(day("11-01"), day("12-25"), day("2027-01-31")),)},
         ["ordered=11-01"],
         [("11-15", "+ 10 days"),
          ("2027-01-31", "ordered Sun 1 Nov 2026 to Fri 25 Dec 2026: fixed date")]),
    ],
)  # fmt: skip
def test_each_step_of_the_sum_is_told_with_its_day(
    closes: str, more: dict[str, Any], events: list[str], steps: list[tuple[str, str]]
) -> None:
    found = due("delivered", closes, *events, "delivered=11-05", **more)
    assert [(step.day, step.text) for step in found.steps] == [
        (day(on), text) for on, text in steps
    ]


def test_the_time_a_window_stood_still_and_what_it_leaves_are_told() -> None:
    found = paused("5d", "evidence_asked=11-09", "evidence_sent=11-10")
    assert [(step.day, step.text) for step in found.steps] == [
        (day("11-11"), "+ 10 days"),
        (day("11-12"), "stood still from Mon 9 Nov 2026 to Tue 10 Nov 2026"),
        (day("11-15"), "at least 5 days after that"),
    ]


def test_a_window_that_still_stands_tells_since_when() -> None:
    found = paused(None, "evidence_asked=11-03")
    assert (found.steps[-1].day, found.steps[-1].text) == (day("11-03"), "stands still since then")


@pytest.mark.parametrize("closes", ["10d", "48h"])
def test_an_extension_that_was_recorded_is_told(closes: str) -> None:
    until = did("extended", "11-06", until="2026-11-20", rule="window")
    found = only(case_of(did("delivered", "11-05"), until), window("delivered", closes))
    last = found.steps[-1]
    assert len(found.steps) == 2
    assert (last.day, last.text) == (day("11-20"), "extended, as you recorded")


def test_an_extension_to_the_very_end_extends_nothing() -> None:
    until = did("extended", "11-06", until="2026-11-15", rule="window")
    found = only(case_of(did("delivered", "11-05"), until), window())
    assert [(step.day, step.text) for step in found.steps] == [(day("11-15"), "+ 10 days")]


# --- one property


def can_be_counted(shape: dict[str, Any]) -> bool:
    """Timers have no months and no business days."""
    return shape["count"] != "timer" or shape["closes"] in {"0d", "1d", "14d", "2w", "48h"}


SHAPES: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {
        "closes": st.sampled_from(["0d", "1d", "14d", "3bd", "2w", "1mo", "6mo", "1y", "48h"]),
        "count": st.sampled_from(["after", "from", "unstated", "timer"]),
        "actor": st.sampled_from(["you", "seller"]),
        "zone": st.sampled_from(["buyer", "America/Los_Angeles", "Pacific/Auckland"]),
        "act": st.sampled_from(["online", "post"]),
        "lead": st.integers(0, 5),
        "roll": st.booleans(),
        "min_working_days": st.integers(0, 3),
        "not_before": st.sampled_from([None, clock("shipped", "20d"), clock("delivered", "5bd")]),
        "cap": st.sampled_from([None, clock("shipped", "30d"), clock("delivered", "40d")]),
    }
).filter(can_be_counted)
DELIVERED = st.dates(date(2026, 1, 1), date(2027, 12, 31))


def delivered_on(delivered: date, shape: dict[str, Any]) -> Deadline:
    case = case_of(did("shipped", "2026-01-01"), did("delivered", str(delivered)), country="DE")
    return only(case, window(**shape, calendar=("buyer",)), holidays=german_holidays)


@given(SHAPES, DELIVERED, st.integers(1, 60))
def test_later_delivery_never_gives_an_earlier_deadline(
    shape: dict[str, Any], first: date, more: int
) -> None:
    """Whatever a rule is made of, time moves its ends one way."""
    later = date.fromordinal(first.toordinal() + more)
    before, after = (delivered_on(each, shape) for each in (first, later))
    assert before.due_on
    assert after.due_on
    assert before.last_at
    assert after.last_at
    assert (before.act_by or date.min) <= (after.act_by or date.min)
    assert before.due_on <= after.due_on
    assert before.last_at <= after.last_at


@given(SHAPES, DELIVERED)
def test_safe_day_is_within_the_window(shape: dict[str, Any], delivered: date) -> None:
    """Never before the start, never after the last instant's day, both where the user is."""
    found = delivered_on(delivered, {**shape, "cap": None})
    assert found.last_at
    assert (found.act_by is None) == (found.form.actor != "you")
    if found.act_by:
        home = instant("2026-01-01").tzinfo
        # A day begins earlier for the user where the rule's zone is ahead.
        begun = start_of_day(delivered, ZoneInfo(found.zone)).astimezone(home).date()
        assert min(begun, delivered) <= found.act_by
        assert found.act_by <= found.last_at.astimezone(home).date()


# --- the day to act by


def test_what_is_taken_off_to_be_safe_is_told() -> None:
    """A bank needs time to file, a parcel to arrive, and no post goes on a Sunday."""
    case = case_of(did("delivered", "11-05"), country="DE", transit_days=3)
    shape: dict[str, Any] = {"lead": 2, "reach": "received", "act": "post", "calendar": ("buyer",)}
    found = only(case, window(closes="15d", **shape), holidays=german_holidays)
    assert [(step.day, step.text) for step in found.steps] == [
        (day("11-20"), "+ 15 days"),
        (day("11-18"), "2 days before the end, so that it can be filed"),
        (day("11-15"), "3 days earlier: it must arrive in time"),
        (day("11-13"), "the last working day before: it goes by post"),
    ]
    assert (found.act_by, found.due_on) == (day("11-13"), day("11-20"))


def test_what_is_sent_in_time_needs_no_days_on_the_way() -> None:
    case = case_of(did("delivered", "11-05"), country="DE", transit_days=3)
    found = only(case, window(closes="15d", reach="sent", act="post"), holidays=german_holidays)
    assert [step.text for step in found.steps] == ["+ 15 days"]
    assert found.act_by == day("11-20")


def test_time_to_spare_never_leads_before_the_first_day() -> None:
    found = due("delivered", "20d", "delivered=11-05", opens="19d", lead=10)
    assert (found.opens_on, found.act_by) == (day("11-24"), day("11-24"))


def test_an_order_without_a_zone_counts_its_days_in_utc() -> None:
    case = folded(noted("order", CASE), did("delivered", "11-05"))
    found = only(case, window(zone="America/Los_Angeles"))
    assert (found.due_on, found.act_by) == (day("11-15"), day("11-15"))
