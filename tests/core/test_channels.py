"""Two channels that exclude each other: the second is told of the first, before it is too late."""

from __future__ import annotations

import pytest

from returnctl.core.channels import channel_of_shop, conflicts, exclusions, open_channels, warning
from returnctl.core.entries import Entry
from returnctl.core.rules import Source
from returnctl.packs.choosing import select
from returnctl.packs.shelf import rulebook
from tests.core.building import case_of, day, did, form, noted, pack_of, rule

SHOP = pack_of(
    rule("dispute", form("delivered", excludes=("chargeback",))), channel="platform", title="Shop"
)
CARD = pack_of(
    rule("chargeback", form("delivered"), pack="card"), name="card", kind="payment", channel="card"
)
LAW = pack_of(
    rule("chargeback", form("delivered"), pack="law"), name="law", kind="statute", channel="statute"
)


def opened(channel: str, on: str = "11-09") -> Entry:
    return did("dispute_opened", on, channel=channel)


def test_a_channel_is_open_from_its_dispute_until_it_is_decided_or_closed() -> None:
    case = case_of(opened("platform"), opened("paypal", "11-12"))
    assert open_channels(case, case.id) == {"platform": day("11-09"), "paypal": day("11-12")}

    decided = case_of(opened("platform"), did("decided", "11-15", channel="platform"))
    assert open_channels(decided, decided.id) == {}


def test_an_appeal_opens_it_again() -> None:
    case = case_of(
        opened("platform"),
        did("decided", "11-15", channel="platform"),
        did("appealed", "11-16", channel="platform"),
    )
    assert open_channels(case, case.id) == {"platform": day("11-16")}


@pytest.mark.parametrize(("first", "second"), [("platform", "card"), ("card", "platform")])
def test_the_second_is_warned_of_the_first_whichever_pack_says_it(first: str, second: str) -> None:
    case = case_of(opened(first))
    found = conflicts(case, case.id, second, [SHOP, CARD])
    assert [(each.opening, each.standing, each.since) for each in found] == [
        (second, first, day("11-09"))
    ]


def test_a_warning_says_where_that_was_read() -> None:
    read = Source("Terms of the shop", "https://example.com/terms")
    shop = pack_of(
        rule("dispute", form("delivered", excludes=("chargeback",), source=read)),
        channel="platform",
    )
    case = case_of(opened("platform"))
    (found,) = conflicts(case, case.id, "card", [shop, CARD])
    assert found.source == read


def test_there_is_no_warning_where_nothing_is_open_or_nothing_excluded() -> None:
    assert conflicts(case_of(), "case", "card", [SHOP, CARD]) == ()
    case = case_of(opened("platform"))
    assert conflicts(case, case.id, "paypal", [SHOP, CARD]) == ()


def test_what_the_law_gives_no_channel_takes_away() -> None:
    assert exclusions(case_of(), "case", [SHOP, LAW]) == ()


def test_a_pack_that_does_not_surely_apply_excludes_nothing() -> None:
    visa = pack_of(*CARD.rules, name="visa", kind="payment", channel="card",
                   applies={"paid_with": "visa"})  # fmt: skip
    assert exclusions(case_of(), "case", [SHOP, visa]) == ()
    assert exclusions(case_of(paid_with="visa"), "case", [SHOP, visa])


def test_what_excludes_is_asked_of_the_return() -> None:
    """A pack may be about returns for a reason that the order itself does not have."""
    shop = pack_of(*SHOP.rules, channel="platform", applies={"reason": "damaged"})
    case = case_of(noted("return", "r", reason="damaged"))
    assert exclusions(case, "r", [shop, CARD])
    assert exclusions(case, case.id, [shop, CARD]) == ()


def test_a_decision_on_a_channel_where_nothing_was_opened_ends_nothing() -> None:
    case = case_of(opened("platform"), did("decided", "11-15", channel="paypal"))
    assert open_channels(case, case.id) == {"platform": day("11-09")}


@pytest.mark.parametrize("shop", ["ebay", "amazon", "etsy", "aliexpress"])
def test_a_chargeback_is_warned_about_where_the_platform_closes_its_case(shop: str) -> None:
    packs = select(rulebook()[0], shop=shop)
    case = case_of(opened("platform"), shop=shop, paid_with="visa")
    (found,) = conflicts(case, case.id, "card", packs)
    assert warning(found, "eBay") == (
        "A chargeback can close the eBay case, open since Mon 9 Nov 2026: choose one of the two."
    )


def test_the_other_way_round_it_is_the_new_case_that_is_in_danger() -> None:
    case = case_of(opened("card"), shop="ebay", paid_with="visa")
    (found,) = conflicts(case, case.id, "platform", select(rulebook()[0], shop="ebay"))
    assert warning(found, "eBay") == (
        "A chargeback is open since Mon 9 Nov 2026 and can close the eBay case: "
        "choose one of the two."
    )


def test_the_channel_of_the_shop_is_that_of_its_pack_whatever_stands_before_it() -> None:
    assert channel_of_shop([CARD, LAW, SHOP]) == "platform"
    assert channel_of_shop([CARD, LAW]) == "seller"
