"""Deadlines of a case: whose they are, which form applies, and what the user's word does."""

import inspect
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from returnctl.core.assembly import deadline_id
from returnctl.core.case import Case
from returnctl.core.circumstances import CONDITION_FIELDS, facts_of
from returnctl.core.deadline import Deadline
from returnctl.core.derive import deadlines
from returnctl.core.entries import Entry
from returnctl.core.events import EVENTS
from returnctl.core.money import Money
from returnctl.core.rules import Form, Pack, Source
from returnctl.core.statuses import has_problem, is_open, open_returns
from tests.core.building import (
    CASE,
    case_of,
    day,
    derived,
    did,
    eur,
    form,
    instant,
    no_holidays,
    noted,
    only,
    pack_of,
    return_of,
    rule,
    rules_only,
    told,
    window,
)


def seller(starts: str = "requested", closes: str | None = "5d", **more: Any) -> Form:
    return form(starts, closes, actor="seller", kind="clock", **more)


def slugs(case: Case, *packs: Pack, **more: Any) -> set[str]:
    return {name for name in derived(case, *packs, **more) if not name.startswith("check-in")}


# --- whose deadline it is

TWO_RETURNS = (
    noted("return", "r1"),
    noted("return", "r2", number=2),
    did("delivered", "11-05"),
    did("approved", "11-10", "r1"),
    did("approved", "11-12", "r2"),
)


def test_deadline_belongs_to_what_its_start_happened_to() -> None:
    """The window to the order, the sending back to each return, on its own day."""
    pack = pack_of(
        rule("window", form("delivered", "30d")), rule("ship-back", form("approved", "7d"))
    )
    found = derived(case_of(*TWO_RETURNS), pack)
    assert {name: each.due_on for name, each in found.items() if "check-in" not in name} == {
        "window": day("12-05"),
        "ship-back of r1": day("11-17"),
        "ship-back of r2": day("11-19"),
    }


def test_deadline_of_the_order_is_met_by_what_a_return_did() -> None:
    """Asking for the return is what the window of the order waited for."""
    case = return_of(did("delivered", "11-05"), did("requested", "11-07", "r"))
    assert only(case, window(met_by="requested")).met_on == day("11-07")


def test_deadline_of_one_return_is_not_met_by_another() -> None:
    """Sending the first parcel does not send the second."""
    pack = pack_of(rule("ship-back", form("approved", "7d", met_by="sent", kind="duty")))
    found = derived(case_of(*TWO_RETURNS, did("sent", "11-13", "r1")), pack)
    assert found["ship-back of r1"].met_on == day("11-13")
    assert found["ship-back of r2"].met_on is None


def test_id_of_a_deadline_hangs_on_its_owner_and_rule() -> None:
    """Reminders and calendars find it again after the date has moved."""
    before = only(case_of(did("delivered", "11-05")), window())
    after = only(case_of(did("delivered", "11-09")), window())
    assert before.id == after.id == deadline_id(CASE, "shop.window")
    assert deadline_id("r", "shop.window") != before.id


def test_id_of_a_deadline_is_a_uuid_of_the_fifth_kind() -> None:
    """Of its owner and rule under a namespace of ours: the standard library gives the same."""
    namespace = UUID("6f2d1c1e-8a57-5c0e-9d0b-52657475726e")
    for owner in map(str, range(40)):
        assert deadline_id(owner, "shop.window") == str(uuid5(namespace, f"{owner} shop.window"))


@pytest.mark.parametrize(
    ("kind", "met_on"), [("right", "11-03"), ("duty", "11-07"), ("clock", "11-07")]
)
def test_what_came_before_the_start_meets_only_a_right(kind: str, met_on: str) -> None:
    """A right can be used early; what is owed comes after its start."""
    case = case_of(
        did("seller_contacted", "11-03"),
        did("delivered", "11-05"),
        did("seller_contacted", "11-07"),
    )
    found = only(case, window(met_by="seller_contacted", kind=kind))
    assert found.met_on == day(met_on)


# --- conditions


def reasons(**more: Any) -> Pack:
    """Thirty days for what is defective, ten for a changed mind; nothing for the rest."""
    return pack_of(
        rule(
            "window",
            form("delivered", "30d", when={"reason": ["defective", "damaged"]}, **more),
            form("delivered", "10d", when={"reason": "changed_mind"}, **more),
        )
    )


@pytest.mark.parametrize(
    ("reason", "due_on"), [("damaged", "12-05"), ("changed_mind", "11-15"), ("late", None)]
)
def test_first_form_whose_condition_holds_applies(reason: str, due_on: str | None) -> None:
    """A rule has variants, and no end where none of them holds."""
    case = case_of(did("delivered", "11-05"), did("problem", "11-06", reason=reason))
    found = rules_only(derived(case, reasons()).values())
    assert [each.due_on for each in found] == ([day(due_on)] if due_on else [])


def test_unknown_fact_makes_a_rule_possible() -> None:
    """It is shown with the question that decides it, on its earliest date, never as sure."""
    found = only(case_of(did("delivered", "11-05")), reasons())
    assert (found.missing, found.basis, found.due_on) == (("reason",), "fact_missing", day("11-15"))


def test_unknown_fact_takes_the_latest_date_of_others() -> None:
    """Nobody is accused by the shorter of two readings."""
    found = only(case_of(did("delivered", "11-05")), reasons(actor="seller", kind="clock"))
    assert (found.missing, found.due_on) == (("reason",), day("12-05"))


def test_pack_that_may_not_apply_is_possible_and_not_watched() -> None:
    """Without a country the statutes are told, and nobody is nagged by them."""
    pack = pack_of(*window().rules, applies={"country": "EU"})
    delivered = did("delivered", "11-05")
    unknown = only(case_of(delivered), pack)
    assert (unknown.missing, unknown.watch) == (("country",), False)
    here = only(case_of(delivered, country="DE"), pack)
    assert (here.missing, here.watch) == ((), True)
    assert slugs(case_of(delivered, country="US"), pack) == set()


def test_pack_that_applies_to_a_return_is_watched_there_while_a_fact_is_missing() -> None:
    """Whether a pack applies is asked of the return, whose reason the order does not have."""
    pack = pack_of(rule("answer", seller(when={"country": "DE"})), applies={"reason": "damaged"})
    case = return_of(did("requested", "11-05", "r"), reason="damaged")
    found = derived(case, pack)["answer of r"]
    assert (found.missing, found.watch) == (("country",), True)


def test_whether_a_pack_applies_is_asked_of_what_its_own_channel_decided() -> None:
    """A later decision of the shop is none of the payment service's."""
    pack = pack_of(rule("window", form("delivered", "10d", when={"country": "DE"})),
                   channel="paypal", applies={"outcome": "rejected"})  # fmt: skip
    case = case_of(
        did("delivered", "11-01"),
        did("decided", "11-05", channel="paypal", outcome="rejected"),
        did("decided", "11-08", channel="platform", outcome="refund"),
    )
    found = derived(case, pack)["window"]
    assert (found.missing, found.watch) == (("country",), True)


def test_conditions_can_ask_about_every_field() -> None:
    """All of them are there, whether they are known or not."""
    assert facts_of(case_of(), CASE).keys() == CONDITION_FIELDS


def test_conditions_ask_about_the_return_before_the_order() -> None:
    """Reason, part and price are those of the return."""
    case = case_of(
        noted("item", "i", quantity=3, price=eur(100)),
        noted("return", "r", reason="wrong_size", resolution="exchange", items=[["i", 2]]),
        did("problem", "11-06", reason="defective"),
        site="amazon.de",
    )
    of_return, of_order = facts_of(case, "r"), facts_of(case, CASE)
    assert (of_return["reason"], of_order["reason"]) == ("wrong_size", "defective")
    assert (of_return["amount"], of_order["amount"]) == (Money(200, "EUR"), Money(300, "EUR"))
    assert (of_return["resolution"], of_order["resolution"]) == ("exchange", "refund")
    assert (of_order["site"], of_order["category"]) == ("DE", "ordinary")


def test_conditions_know_the_dearest_thing_that_goes_back() -> None:
    """A limit on the price of a thing is no limit on what the rest of the order cost."""
    case = case_of(
        noted("item", "i", price=eur(100)),
        noted("item", "j", price=eur(300)),
        noted("item", "k", price=eur(900)),
        noted("return", "r", items=[["i", 1], ["j", 1]]),
    )
    assert facts_of(case, "r")["item_price"] == Money(300, "EUR")
    assert facts_of(case, CASE)["item_price"] == Money(900, "EUR")


def test_of_prices_in_two_currencies_none_is_the_dearest() -> None:
    dollars = noted("item", "j", price={"minor": 900, "currency": "USD"})
    assert (
        facts_of(case_of(noted("item", "i", price=eur(100)), dollars), CASE)["item_price"] is None
    )


def test_only_a_decision_is_an_outcome() -> None:
    rejected = did("inspected", "11-05", "r", outcome="rejected")
    decided = did("decided", "11-04", "r", outcome="refund")
    assert facts_of(return_of(rejected), "r")["outcome"] is None
    assert facts_of(return_of(decided, rejected), "r")["outcome"] == "refund"


def test_sure_rule_stands_in_place_of_those_it_supersedes() -> None:
    """A possible one hides nothing."""
    pack = pack_of(
        rule("window", form("delivered", "10d")),
        rule("longer", form("delivered", "30d", supersedes=("shop.window",))),
        rule(
            "other", form("delivered", "60d", when={"country": "DE"}, supersedes=("shop.longer",))
        ),
    )
    delivered = did("delivered", "11-05")
    assert slugs(case_of(delivered), pack) == {"longer", "other"}
    assert slugs(case_of(delivered, country="DE"), pack) == {"other"}


# --- the user's word


@pytest.mark.parametrize("name", ["window", "shop.window"])
@pytest.mark.parametrize(
    ("word", "due_on"),
    [
        ({"day": "2026-12-01"}, "12-01"),
        ({"day": "2026-11-07"}, "11-07"),
        ({"length": "30d"}, "12-05"),
        ({"ok": True}, "11-15"),
        ({"ok": True, "day": "2026-11-15"}, "11-15"),
    ],
)
def test_date_on_the_order_page_wins(name: str, word: dict[str, Any], due_on: str) -> None:
    """A day, another length or "it agrees" replaces or confirms the sum, and is marked."""
    found = only(case_of(did("delivered", "11-05"), told(name, **word)), window())
    assert (found.due_on, found.act_by, found.basis) == (day(due_on), day(due_on), "order_page")
    assert found.override
    assert found.override.rule == name


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ({"day": "2026-11-12"}, "from the order page"),
        ({"day": "2026-11-15", "ok": True}, "you looked: the order page agrees"),
    ],
)
def test_date_on_the_order_page_stands_below_what_the_rule_gives(
    word: dict[str, Any], text: str
) -> None:
    """One sees by how much the page differs."""
    found = only(case_of(did("delivered", "11-05"), told("window", **word)), window())
    assert [(step.day, step.text) for step in found.steps] == [
        (day("11-15"), "+ 10 days"),
        (day(word["day"]), text),
    ]


def test_date_on_the_order_page_keeps_a_rule_that_another_stands_in_place_of() -> None:
    pack = pack_of(
        rule("window", form("delivered", "10d")),
        rule("longer", form("delivered", "30d", supersedes=("shop.window",))),
    )
    case = case_of(did("delivered", "11-05"), told("window", day="2026-11-12"))
    assert slugs(case, pack) == {"window", "longer"}


def test_instant_on_the_order_page_counts_to_the_second() -> None:
    """A countdown ends at an instant; the last whole day before it is safe."""
    word = told("window", at="2026-12-01T10:00:00+00:00")
    found = only(case_of(did("delivered", "11-05"), word), window())
    assert found.last_at == instant("2026-12-01T11:00:00")
    assert (found.act_by, found.due_on) == (day("11-30"), day("12-01"))


def test_order_page_makes_a_possible_rule_sure() -> None:
    """Who read the date there knows that it applies."""
    found = only(case_of(did("delivered", "11-05"), told("window", day="2026-12-01")), reasons())
    assert (found.missing, found.due_on) == ((), day("12-01"))


def test_order_page_gives_a_date_to_a_rule_without_a_start_or_length() -> None:
    """The date is there although the delivery is not recorded, or the source is silent."""
    word = told("window", day="2026-12-01")
    assert only(case_of(did("ordered", "11-01"), word), window()).due_on == day("12-01")
    unknown = window("delivered", None)
    assert only(case_of(did("delivered", "11-05"), word), unknown).due_on == day("12-01")
    longer = told("window", length="30d")
    assert only(case_of(did("delivered", "11-05"), longer), unknown).due_on == day("12-05")


def test_word_on_a_return_beats_the_word_on_its_order() -> None:
    """Each return can have a date of its own; the order's holds for the rest."""
    pack = pack_of(rule("ship-back", form("approved", "7d")))
    case = case_of(
        *TWO_RETURNS,
        told("ship-back", day="2026-12-01"),
        told("ship-back", "r2", day="2026-12-05"),
    )
    found = derived(case, pack)
    assert found["ship-back of r1"].due_on == day("12-01")
    assert found["ship-back of r2"].due_on == day("12-05")


def test_slug_means_the_first_pack_that_has_it() -> None:
    """`dispute` is the shop's; the payment service's needs its full name."""
    paypal = pack_of(rule("window", form(), pack="paypal"), name="paypal", kind="payment")
    case = case_of(
        did("delivered", "11-05"),
        told("window", day="2026-12-01"),
        told("paypal.window", day="2026-12-05"),
    )
    found = {each.rule: each.due_on for each in deadlines(case, [window(), paypal], no_holidays)}
    assert found == {"shop.window": day("12-01"), "paypal.window": day("12-05")}


@pytest.mark.parametrize(
    ("word", "due_on"),
    [({"day": "2026-12-01"}, "12-01"), ({"at": "2026-12-01T23:30:00+00:00"}, "12-02")],
)
def test_name_that_is_no_rule_is_a_deadline_of_your_own(word: dict[str, Any], due_on: str) -> None:
    """A promise, a label's expiry: a duty of yours until it is taken back."""
    found = only(case_of(told("label-expires", **word)), window())
    assert (found.slug, found.form.name) == ("label-expires", "label expires")
    assert (found.due_on, found.form.kind, found.yours) == (day(due_on), "duty", True)
    assert found.basis == "order_page"


def test_own_deadline_belongs_to_what_it_was_told_of() -> None:
    """An order's and a return's are two."""
    case = return_of(told("promise", day="2026-12-01"), told("promise", "r", day="2026-12-02"),
                     did("requested", "11-05", "r"))  # fmt: skip
    assert slugs(case) == {"promise", "promise of r"}


@pytest.mark.parametrize("kind", ["duty", "right"])
def test_day_that_came_with_the_start_is_the_end_of_a_duty(kind: str) -> None:
    """ "Send it back until Friday" is in writing; a right is no business of that day."""
    case = return_of(did("approved", "11-10", "r", until="2026-11-13"))
    pack = pack_of(rule("ship-back", form("approved", "7d", kind=kind)))
    found = derived(case, pack)["ship-back of r"]
    wanted = ("order_page", day("11-13")) if kind == "duty" else ("computed", day("11-17"))
    assert (found.basis, found.due_on) == wanted


def test_a_day_that_came_with_the_start_is_told_as_that() -> None:
    approved = did("approved", "11-10", "r", until="2026-11-13")
    pack = pack_of(rule("ship-back", form("approved", "7d", kind="duty")))
    found = derived(return_of(approved), pack)["ship-back of r"]
    assert [(step.day, step.text) for step in found.steps] == [
        (day("11-13"), "the day you were told"),
    ]  # fmt: skip


@pytest.mark.parametrize("until", ["2026-11-13", "2026-11-20", None])
def test_a_day_that_one_order_was_told_is_none_of_the_next_order_s(until: str | None) -> None:
    """The rules remember what they gave for a day, and both orders were approved on it."""
    pack = pack_of(rule("ship-back", form("approved", "7d", kind="duty")))
    for told_day in ("2026-11-12", until):
        found = derived(return_of(did("approved", "11-10", "r", until=told_day)), pack)
    assert found["ship-back of r"].due_on == day(until or "11-17")


# --- the safe day


@pytest.mark.parametrize(
    ("more", "facts", "act_by"),
    [
        ({}, {}, "11-15"),
        ({"lead": 3}, {}, "11-12"),
        ({"lead": 60}, {}, "11-05"),
        ({"reach": "received"}, {"transit_days": 4}, "11-11"),
        ({"reach": "received"}, {}, "11-15"),
        ({"reach": "sent"}, {"transit_days": 4}, "11-15"),
        ({"act": "post"}, {}, "11-13"),
        ({"act": "post", "lead": 1}, {}, "11-13"),
        ({"act": "post", "reach": "received"}, {"transit_days": 4}, "11-11"),
        ({"act": "post"}, {"country": "DE"}, "11-12"),
        ({"actor": "seller"}, {}, None),
    ],
)
def test_safe_day_leaves_time_to_file_to_travel_and_to_post(
    more: dict[str, Any], facts: dict[str, Any], act_by: str | None
) -> None:
    """Less the lead, less the transit days, then back to a working day at home; never too early.

    The end is Sunday, 15 November; the 13th is a holiday in DE.
    """

    def holidays(place: str, year: int) -> Mapping[date, str]:
        return {day("11-13"): "Friday off"} if place == "DE" else {}

    case = case_of(did("delivered", "11-05"), **facts)
    found = only(case, window(**more), holidays=holidays)
    assert (found.act_by, found.due_on) == (act_by and day(act_by), day("11-15"))


@pytest.mark.parametrize(
    ("zone", "act_by"),
    [
        ("Europe/Berlin", "11-14"),
        ("America/Los_Angeles", "11-14"),
        ("Pacific/Auckland", "11-15"),
    ],
)
def test_safe_day_is_whole_where_the_user_is(zone: str, act_by: str) -> None:
    """The end of the 15th in Auckland is noon of the 15th in Berlin."""
    found = only(case_of(did("delivered", "11-05"), zone=zone), window(zone="Pacific/Auckland"))
    assert (found.act_by, found.due_on) == (day(act_by), day("11-15"))


# --- trouble and the end


@pytest.mark.parametrize(
    ("events", "kind", "lapses"),
    [
        ([], "right", True),
        ([did("problem", "11-06")], "right", False),
        ([did("requested", "11-06", "r")], "right", False),
        ([did("completed", "11-06", "r")], "right", True),
        ([], "duty", False),
        ([], "clock", False),
    ],
)
def test_right_lapses_where_nothing_is_wrong(events: list[Entry], kind: str, lapses: bool) -> None:
    """Nobody is reminded of a window that was not needed."""
    returns = [noted("return", "r")] if any(e.target == "r" for e in events) else []
    case = case_of(did("delivered", "11-05"), *returns, *events)
    assert only(case, window(kind=kind)).lapses is lapses


@pytest.mark.parametrize("end", [name for name, row in EVENTS.items() if row.closes])
def test_closed_order_has_no_deadlines_unless_asked(end: str) -> None:
    """`show --all` still tells what they were."""
    case = case_of(did("delivered", "11-05"), told("promise", day="2026-12-01"), did(end, "11-20"))
    assert derived(case, window()) == {}
    assert slugs(case, window(), closed_too=True) == {"window", "promise"}


def test_closed_return_leaves_the_others_their_deadlines() -> None:
    """One of two returns is done."""
    pack = pack_of(rule("ship-back", form("approved", "7d")))
    case = case_of(*TWO_RETURNS, did("completed", "11-20", "r1"))
    assert slugs(case, pack) == {"ship-back of r2"}
    assert slugs(case, pack, closed_too=True) == {"ship-back of r1", "ship-back of r2"}


def test_nothing_depends_on_today() -> None:
    """Deadlines are made of a case, packs and holidays; no clock is handed in."""
    assert list(inspect.signature(deadlines).parameters) == [
        "case", "packs", "holidays", "closed_too",
    ]  # fmt: skip


# --- silence must be proven

RULES = pack_of(
    rule("window", form("delivered", "15d", met_by="requested dispute_opened")),
    rule("dispute", form("delivered", "30d", when={"reason": "defective"})),
    rule("answer", seller(met_by="approved declined")),
    rule("ship-back", form("approved", "7d", kind="duty", met_by="sent")),
    rule("refund", seller("arrived_back", "10bd", met_by="refund_issued money_in")),
    rule("liability", form("delivered", "2y", watch=False)),
    rule("unknown", form("requested", None)),
)
HISTORY = st.lists(
    st.builds(
        did,
        st.sampled_from(sorted(EVENTS)),
        st.dates(day("2026-11-01"), day("2026-12-20")).map(str),
        st.sampled_from([CASE, "r1", "r2"]),
    ),
    min_size=1,
    max_size=8,
)


def waiting(found: Deadline) -> bool:
    return bool(found.target_day and found.watch and not found.met_on and not found.missing)


@given(HISTORY, st.booleans())
def test_no_open_return_or_problem_is_without_a_date(history: list[Entry], returns: bool) -> None:
    """Whatever happened, something dated, watched and unmet waits for every open one."""
    of_order = [replace(each, target=CASE) for each in history]
    noted_returns = [noted("return", "r1"), noted("return", "r2", number=2)]
    case = case_of(*(noted_returns + history if returns else of_order))
    found = [each for each in derived(case, RULES).values() if waiting(each)]
    if not is_open(case, CASE):
        return
    expecting = set(open_returns(case))
    if not case.returns and has_problem(case):
        expecting = {CASE}
    for target in expecting:
        days = [each.target_day for each in found if each.owner == target and each.target_day]
        assert days
        own = [event.on for event in case.events_of(target)]
        assert max(days) > max(own, default=date.min)


@pytest.mark.parametrize(
    ("events", "pack", "due_on"),
    [
        ("requested=11-05", pack_of(), "11-12"),
        ("requested=11-05 acknowledged=11-08", pack_of(), "11-15"),
        ("requested=11-05", pack_of(rule("answer", seller())), "11-17"),
        ("requested=11-05", pack_of(rule("answer", seller(watch=False))), "11-12"),
        ("requested=11-05", pack_of(rule("answer", seller(when={"country": "DE"}))), "11-12"),
        ("requested=11-05", pack_of(rule("answer", seller(closes=None))), "11-12"),
        ("requested=11-05 approved=11-06", pack_of(rule("answer", seller(met_by="approved"))),
         "11-13"),
    ],
)  # fmt: skip
def test_check_in_falls_a_week_after_the_last_date(events: str, pack: Pack, due_on: str) -> None:
    """After the last event, or the last sure and watched rule that nothing has met."""
    happened = [did(name, on, "r") for name, _, on in (e.partition("=") for e in events.split())]
    found = derived(return_of(*happened), pack)["check-in of r"]
    assert (found.due_on, found.act_by, found.yours) == (day(due_on), day(due_on), True)
    assert found.form.advice.strip()


def dateless(**of_form: Any) -> Pack:
    return pack_of(rule("step", replace(seller(closes=None), **of_form)))


def test_a_duty_without_a_date_asks_for_it_within_two_days() -> None:
    """Somebody waits for you, and nobody knows for how long: seven days may be too late."""
    pack = dateless(actor="you", kind="duty", name="answer the offer", advice="Check the amount.")
    happened = (did("requested", "11-05", "r"), did("acknowledged", "11-20", "r"))
    found = derived(return_of(*happened), pack)["check-in of r"]
    assert (found.form.name, found.act_by) == ("answer the offer", day("11-07"))
    assert found.form.advice.startswith("Check the amount.")
    assert "returnctl edit REF --deadline step=DATE" in found.form.advice


def test_another_s_step_without_a_date_names_who_is_waited_for() -> None:
    found = derived(return_of(did("requested", "11-05", "r")), dateless(name="refund"))
    assert found["check-in of r"].form.name == "look again (seller: refund)"
    assert found["check-in of r"].act_by == day("11-12")


def test_another_s_step_is_asked_for_only_while_it_is_the_newest() -> None:
    happened = (did("requested", "11-05", "r"), did("acknowledged", "11-08", "r"))
    found = derived(return_of(*happened), dateless(name="refund"))["check-in of r"]
    assert found.form.name == "look again, record what happened"


@pytest.mark.parametrize(
    ("last", "name", "met_by"),
    [
        ("sent", "look whether it arrived back", "arrived_back"),
        ("exchange_shipped", "look whether the exchange has come", "exchange_received"),
    ],
)
def test_a_check_in_names_what_usually_follows(last: str, name: str, met_by: str) -> None:
    found = derived(return_of(did("requested", "11-05", "r"), did(last, "11-06", "r")))
    form = found["check-in of r"].form
    assert (form.name, [str(each) for each in form.met_by]) == (name, [met_by])


def test_a_date_from_the_page_takes_the_place_of_the_question() -> None:
    pack = dateless(actor="you", kind="duty", name="answer the offer")
    page = told("step", "r", day="2026-11-20")
    found = derived(return_of(did("requested", "11-05", "r"), page), pack)
    assert found["step of r"].act_by == day("11-20")
    assert found["check-in of r"].form.name == "look for the answer"


def test_purchase_without_a_problem_has_no_check_in() -> None:
    """Silence about what went well is no question."""
    assert slugs(case_of(did("delivered", "11-05"))) == set()
    assert derived(case_of(did("delivered", "11-05"))) == {}
    assert set(derived(case_of(did("delivered", "11-05"), did("problem", "11-06")))) == {"check-in"}


def test_a_date_of_your_own_is_as_sure_as_you_are() -> None:
    (found,) = rules_only(derived(case_of(told("call-them", day="2026-11-20"))).values())
    assert (found.form.name, found.form.kind, found.form.confidence, found.form.source) == (
        "call them", "duty", "high", Source("your own date"),
    )  # fmt: skip
    assert [(step.day, step.text) for step in found.steps] == [(day("11-20"), "your own date")]


def test_credit_that_expires_is_to_be_used_by_the_date_that_came_with_it() -> None:
    credit = did("money_in", "11-08", "r", amount=eur(500), tender="credit", until="2026-12-31")
    found = derived(return_of(did("delivered", "11-01"), did("requested", "11-02", "r"), credit))
    (use,) = [each for each in found.values() if each.form.name.startswith("use ")]
    assert (use.due_on, use.basis, use.form.actor, use.form.confidence, use.form.source) == (
        day("12-31"), "order_page", "you", "high", Source("the date that came with the refund"),
    )  # fmt: skip
    assert (use.form.kind, use.form.where, use.form.if_missed) == (
        "right", "the shop, at checkout", "the refund is lost",
    )  # fmt: skip
    assert use.start
    assert (use.start.target, use.start.event_id, use.start.source) == ("r", "e04", "user")
    assert [(step.day, step.text) for step in use.steps] == [
        (day("12-31"), "the day you were told")
    ]


def test_a_check_in_says_since_when_nothing_is_recorded() -> None:
    found = derived(return_of(did("delivered", "11-01"), did("requested", "11-02", "r")))
    form = found["check-in of r"].form
    assert form.advice == (
        "Nothing is recorded since requested. Look at the order page and record "
        "what happened: returnctl mark REF lists what can follow."
    )
    assert form.if_missed == "a window may close unseen"


@pytest.mark.parametrize("outcome", ["refund", "partial_refund"])
def test_after_a_decision_that_pays_the_refund_is_looked_for(outcome: str) -> None:
    events = (did("requested", "11-02", "r"), did("dispute_opened", "11-03", "r"))
    decided = did("decided", "11-05", "r", outcome=outcome)
    found = derived(return_of(did("delivered", "11-01"), *events, decided))
    assert [each.name for each in found["check-in of r"].form.met_by] == ["refund_issued"]


def test_a_deadline_of_your_own_keeps_your_word() -> None:
    (found,) = rules_only(derived(case_of(told("call-them", day="2026-11-20"))).values())
    assert (found.rule, found.slug, found.basis, found.starts_on) == (
        "own.call-them", "call-them", "order_page", None,
    )  # fmt: skip
    assert found.override
    assert found.override.day == day("11-20")


def test_a_deadline_of_your_own_on_a_closed_return_is_gone() -> None:
    drafts = (noted("return", "r"), did("requested", "11-05", "r"), did("kept", "11-06", "r"))
    case = case_of(*drafts, told("call-them", "r", day="2026-11-20"))
    assert derived(case) == {}
    assert "call-them of r" in derived(case, closed_too=True)


def test_nothing_of_a_closed_order_has_a_deadline() -> None:
    """Not even what belongs to a return that was never closed."""
    drafts = (noted("return", "r"), did("requested", "11-05", "r"))
    packs = pack_of(rule("answer", seller()))
    assert set(derived(case_of(*drafts), packs)) == {"answer of r", "check-in of r"}
    assert derived(case_of(*drafts, did("archived", "11-07")), packs) == {}


def test_a_check_in_starts_at_silence() -> None:
    found = derived(return_of(did("requested", "11-05", "r")))["check-in of r"]
    assert found.start
    assert (found.start.name, found.start.day, found.start.target) == (
        "silence", day("11-05"), "r",
    )  # fmt: skip
    assert [(step.day, step.text) for step in found.steps] == [
        (day("11-12"), "+ 7 days without news"),
    ]  # fmt: skip
    assert (found.basis, found.rule) == ("computed", "returnctl.check-in")


def test_conditions_know_who_pays_the_way_back() -> None:
    case = return_of(label="prepaid")
    assert (facts_of(case, "r")["label"], facts_of(case, CASE)["label"]) == ("prepaid", None)
