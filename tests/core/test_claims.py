"""A claim: what is owed of one problem or return since when, and how long the money took."""

from __future__ import annotations

from typing import Any

import pytest

from returnctl.core.case import Case
from returnctl.core.claims import Claim, claims_of
from returnctl.core.rules import Rule
from tests.core.building import case_of, day, derived, did, eur, form, noted, pack_of, rule

TODAY = day("11-21")
ORDERED = (noted("return", "r"), did("delivered", "10-01"), did("requested", "10-05", "r"))


def returned(*drafts: Any, price: int = 1000) -> Case:
    return case_of(*ORDERED, *drafts, price=eur(price))


def claim(case: Case, *rules: Rule) -> Claim:
    found = derived(case, pack_of(*rules), closed_too=True)
    return claims_of(case, "k3f", tuple(found.values()), today=TODAY)[0]


def pays(slug: str = "seller-refund", closes: str | None = "14d", **more: Any) -> Rule:
    """The shop's clock for paying."""
    given = {"actor": "seller", "kind": "clock", "met_by": "money_in", **more}
    return rule(slug, form("requested", closes, **given))


def test_a_purchase_without_a_problem_is_no_claim() -> None:
    assert claims_of(case_of(did("delivered", "10-01")), "k3f", today=TODAY) == ()


def test_of_several_returns_each_has_the_events_of_its_own() -> None:
    case = case_of(
        noted("return", "r"),
        noted("return", "s", number=2),
        did("problem", "10-02"),
        did("requested", "10-05", "r"),
        did("requested", "10-07", "s"),
    )

    first, second = claims_of(case, "k3f", today=TODAY)
    assert [each.target for each in first.events] == ["r"]
    assert (first.asked_on, second.asked_on) == (day("10-05"), day("10-07"))


def test_an_only_return_has_the_order_s_events_too() -> None:
    assert claim(returned(did("problem", "10-02"))).asked_on == day("10-02")


def test_nobody_was_asked_for_what_only_waits_in_the_list() -> None:
    """A return without any event has no day on which it began, and owes what it is worth."""
    found = claim(case_of(noted("return", "r"), price=eur(1000)))
    assert (found.asked_on, found.due_since, found.days_to_pay) == (None, None, None)
    assert str(found.owed) == "10.00 EUR"


@pytest.mark.parametrize(
    ("events", "since"),
    [
        ([], None),
        ([did("refund_agreed", "10-09", "r")], "10-09"),
        ([did("refund_issued", "10-10", "r"), did("refund_agreed", "10-09", "r")], "10-09"),
        ([did("dispute_opened", "10-08", "r"), did("decided", "10-11", "r", outcome="refund")],
         "10-11"),
        ([did("dispute_opened", "10-08", "r"), did("decided", "10-11", "r", outcome="lost")], None),
    ],
)  # fmt: skip
def test_money_is_due_since_it_was_promised_or_decided(
    events: list[Any], since: str | None
) -> None:
    assert claim(returned(*events)).due_since == (since and day(since))


@pytest.mark.parametrize(
    ("of_rule", "since", "late"),
    [
        # Asked for on 5 October: fourteen days later the shop should have paid.
        ({}, "10-19", 33),
        ({"closes": "46d"}, "11-20", 1),
        ({"closes": "47d"}, None, 0),
        ({"closes": None}, None, 0),
        ({"slug": "refund-arrival"}, None, 0),
        ({"actor": "bank"}, None, 0),
        ({"actor": "you"}, None, 0),
        ({"when": {"country": "DE"}}, None, 0),
    ],
)
def test_a_clock_of_the_shop_that_ran_out_makes_it_late(
    of_rule: dict[str, Any], since: str | None, late: int
) -> None:
    found = claim(returned(), pays(**of_rule))

    assert found.due_since == (since and day(since))
    assert found.days_late == late


def test_of_two_clocks_the_later_ones_delay_is_not_the_claim_s() -> None:
    found = claim(returned(), pays("a-refund", "14d"), pays("b-refund", "30d"))

    assert (found.due_since, found.days_late) == (day("10-19"), 33)


def test_money_that_came_stops_the_delay() -> None:
    found = claim(returned(did("money_in", "10-21", "r", amount=eur(1000))), pays())

    assert (found.days_late, found.paid_on, found.days_to_pay) == (2, day("10-21"), 16)


def test_nothing_took_its_time_while_money_is_owed() -> None:
    found = claim(returned(did("money_in", "10-21", "r", amount=eur(999))))

    assert (str(found.owed), found.paid_on, found.days_to_pay) == ("0.01 EUR", day("10-21"), None)


def test_money_before_it_was_asked_for_took_no_days() -> None:
    found = claim(returned(did("money_in", "10-03", "r", amount=eur(1000))))

    assert found.days_to_pay == 0


def test_the_last_of_several_payments_ends_it() -> None:
    paid = [did("money_in", on, "r", amount=eur(500)) for on in ("10-20", "10-09")]
    found = claim(returned(*paid, did("money_in", "10-25", "r")))

    assert (found.paid_on, found.days_to_pay) == (day("10-20"), 15)
    assert [(on, str(money)) for on, money in found.payments] == [
        (day("10-09"), "5.00 EUR"), (day("10-20"), "5.00 EUR"),
    ]  # fmt: skip


def test_money_of_the_order_is_none_of_the_return_s() -> None:
    found = claim(returned(did("money_in", "10-20", amount=eur(500))))

    assert found.payments == ()
