"""The check-in: what it takes over from a step without a date, and what it waits for."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from returnctl.core.entries import Entry
from returnctl.core.lengths import Length
from returnctl.core.rules import Form, Pack, Rule, Source
from tests.core.building import (
    case_of,
    day,
    derived,
    did,
    fact,
    form,
    noted,
    pack_of,
    return_of,
    rule,
)

ASKED = did("requested", "11-05", "r")


def step(name: str = "step", *, starts: str = "requested", **of_form: Any) -> Rule:
    """A rule that nobody gives a length."""
    given = {"actor": "you", "kind": "duty", "name": name, **of_form}
    return rule(name, replace(form(starts, None), **given))


def check_in(*rules: Rule | Pack, events: tuple[Entry, ...] = (ASKED,)) -> Form:
    pack = pack_of(*(each for each in rules if isinstance(each, Rule)))
    return derived(return_of(*events), pack)["check-in of r"].form


WORDS: dict[str, Any] = {
    "advice": "Check the amount.",
    "where": "the order page",
    "first": "read the offer",
    "if_missed": "the offer is gone",
    "source": Source("Terms", "https://example.org/terms"),
    "confidence": "low",
}


def test_your_step_without_a_date_lends_the_check_in_all_its_words() -> None:
    found = check_in(step(**WORDS, met_by=form(met_by="approved").met_by))

    assert found.advice == (
        "Check the amount. No date is known; where the page shows one: "
        "returnctl edit REF --deadline step=DATE."
    )
    assert (found.where, found.first, found.if_missed, found.source, found.confidence) == (
        "the order page", "read the offer", "the offer is gone", WORDS["source"], "low",
    )  # fmt: skip
    assert [str(each) for each in found.met_by] == ["approved"]
    assert found.opens is None
    assert (found.actor, found.kind, found.count) == ("you", "duty", "after")


def test_advice_that_tells_the_command_already_does_not_tell_it_twice() -> None:
    advice = "Type returnctl edit REF --deadline step=DATE now."

    assert check_in(step(advice=advice)).advice == advice


def test_what_others_do_is_looked_at_tomorrow_and_has_no_first_step_of_yours() -> None:
    found = check_in(step("refund", **{**WORDS, "actor": "seller", "kind": "clock"}))

    assert found.name == "look again (seller: refund)"
    assert (found.opens, found.first, found.where) == (Length(1, "d"), "", "the order page")


def test_a_duty_goes_before_what_others_owe() -> None:
    theirs = step("theirs", actor="seller", kind="clock")

    assert check_in(theirs, step("mine")).name == "mine"
    assert check_in(step("mine"), theirs).name == "mine"


def test_of_two_duties_the_newer_is_asked_for() -> None:
    rules = [step("older"), step("newer", starts="approved")]
    events = (ASKED, did("approved", "11-07", "r"))

    assert check_in(*rules, events=events).name == "newer"
    assert check_in(*reversed(rules), events=events).name == "newer"


def test_a_right_without_a_date_is_no_duty() -> None:
    """Nobody waits for it: the check-in stays a week away."""
    pack = pack_of(step(kind="right"))

    assert derived(return_of(ASKED), pack)["check-in of r"].act_by == day("11-12")


def test_a_right_that_runs_for_months_keeps_nobody_from_looking() -> None:
    months = rule("chargeback", form("requested", "120d", kind="right"))
    weeks = rule("dispute", form("requested", "30d", kind="right"))
    duty = rule("send", form("requested", "120d", kind="duty"))

    def due(*rules: Rule) -> object:
        return derived(return_of(ASKED), pack_of(*rules))["check-in of r"].due_on

    assert due(months) == day("11-12")
    assert due(weeks) == day("12-12")
    assert due(duty) == day("2027-03-12")


@pytest.mark.parametrize(
    ("channel", "name", "met_by"),
    [
        (None, "look for the answer", "seller_replied"),
        ("seller", "look for the answer", "seller_replied"),
        ("platform", "look for the answer", "seller_replied"),
        ("issuer", "look for the decision", "decided@issuer"),
        ("payment", "look for the decision", "decided@payment"),
    ],
)
def test_after_a_dispute_one_waits_for_the_shop_or_for_whoever_decides(
    channel: str | None, name: str, met_by: str
) -> None:
    opened = did("dispute_opened", "11-06", "r", **({"channel": channel} if channel else {}))
    found = check_in(events=(ASKED, opened))

    assert (found.name, [str(each) for each in found.met_by]) == (name, [met_by])


def test_a_decision_that_pays_nothing_asks_what_happened() -> None:
    lost = did("decided", "11-07", "r", outcome="lost")

    assert check_in(events=(ASKED, did("dispute_opened", "11-06", "r"), lost)).name == (
        "look again, record what happened"
    )


def test_a_check_in_counts_from_the_return_s_own_events() -> None:
    """What happened to another return of the order moves nothing."""
    case = case_of(
        noted("return", "r"), noted("return", "s"), ASKED, did("requested", "11-15", "s")
    )

    found = derived(case)
    assert found["check-in of r"].due_on == day("11-12")
    assert found["check-in of s"].due_on == day("11-22")


def test_a_return_to_which_nothing_happened_counts_from_the_order_s_events() -> None:
    found = derived(return_of(did("delivered", "11-01")))

    assert found["check-in of r"].due_on == day("11-08")


def test_a_return_of_an_order_without_events_counts_from_its_newest_entry() -> None:
    """Entries of tests are recorded on 21 November."""
    found = derived(return_of(fact("r", code="RMA-1")))["check-in of r"]

    assert found.due_on == day("11-28")
    assert found.form.advice.startswith("Nothing is recorded. Look at the order page")


@pytest.mark.parametrize("other", [{"zone": "Pacific/Auckland"}, {"zone": "America/Los_Angeles"}])
def test_two_orders_that_wait_alike_have_each_the_ends_of_its_own_zone(other: Any) -> None:
    """What was reckoned for one order is kept, and is never that of an order elsewhere."""
    here, there = (
        derived(case_of(noted("return", "r"), ASKED, **facts), pack_of())["check-in of r"]
        for facts in ({"zone": "Europe/Berlin"}, other)
    )

    assert here.due_on == there.due_on == day("11-12")
    assert here.due_at != there.due_at
