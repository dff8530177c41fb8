"""Situations 7 to 12 and 17, 19, 20: something is wrong with it, and somebody must give in."""

from __future__ import annotations

from typing import Any

import pytest

from returnctl.core.channels import conflicts, warning
from returnctl.packs.choosing import select
from returnctl.packs.shelf import rulebook
from tests.packs.building import Purchase, bought
from tests.playbook.telling import told


def ali(reason: str = "defective", **facts: Any) -> Purchase:
    facts = {"seller_country": "CN", "paid_with": "visa", **facts}
    return (
        bought("aliexpress", **facts)
        .did("paid", "2026-10-12")
        .did("delivered", "2026-11-08")
        .did("problem", "2026-11-09", reason=reason)
    )


def disputed(**facts: Any) -> Purchase:
    return ali(**facts).did("dispute_opened", "2026-11-10", channel="platform")


@pytest.mark.parametrize("reason", ["wrong_item", "defective", "damaged", "missing_parts"])
def test_7_wrong_or_defective_film_it_keep_the_box_and_dispute_in_15_days(reason: str) -> None:
    found = told(ali(reason), "2026-11-10")
    assert found.due.row.rule == "aliexpress.dispute"
    assert "Do not confirm receipt" in found.due.row.advice
    assert "keep the packaging" in found.due.row.advice
    assert "video" in found.step.first[0].text
    assert "label" in found.step.first[0].text
    assert found.step.command == "returnctl mark k3f dispute-opened"
    assert "buyer help" in found.due.row.source_title


def test_7_a_purchase_without_a_problem_is_not_in_doubt_for_want_of_a_reason() -> None:
    order = bought("aliexpress", seller_country="CN").did("delivered", "2026-11-08")
    assert told(order, "2026-11-10").rule("aliexpress.dispute").due.row.missing == ()


@pytest.mark.parametrize(
    ("shop", "rule", "days_later", "words"),
    [
        ("aliexpress", "aliexpress.seller-response", "2026-11-16", "Let the timer work"),
        ("ebay", "ebay.seller-response", "2026-11-18", "Ask eBay to step in"),
    ],
)
def test_8_a_silent_seller_loses_where_the_timer_works(
    shop: str, rule: str, days_later: str, words: str
) -> None:
    order = bought(shop, seller_country="CN", paid_with="visa", site="DE")
    order.did("delivered", "2026-11-08").did("problem", "2026-11-09", reason="defective")
    order.did("dispute_opened", "2026-11-10", channel="platform")
    assert told(order, "2026-11-11").standing(rule) == "waiting"
    found = told(order, days_later)
    assert found.standing(rule) == "ran_out"
    assert found.step.yours
    assert words in found.advice(rule)
    assert found.source(rule)


@pytest.mark.parametrize("shop", ["amazon", "etsy"])
def test_8_amazon_and_etsy_give_48_hours(shop: str) -> None:
    order = bought(shop).did("delivered", "2026-11-08")
    order.did("problem", "2026-11-09", reason="defective").did("seller_contacted", "2026-11-09")
    found = told(order, "2026-11-13")
    assert found.standing(f"{shop}.seller-response") == "ran_out"
    assert "48 hours" in found.advice(f"{shop}.seller-response")


def test_8_a_paypal_claim_is_won_by_silence_after_10_days() -> None:
    order = bought("generic", paid_with="paypal").did("paid", "2026-10-12")
    order.did("dispute_opened", "2026-11-01", channel="paypal")
    order.did("escalated", "2026-11-05", channel="paypal")
    found = told(order, "2026-11-20")
    assert found.standing("paypal.seller-response") == "ran_out"
    assert "you win the claim" in found.rule("paypal.seller-response").due.row.if_missed


def test_9_a_partial_offer_ends_the_dispute_when_it_is_accepted() -> None:
    offered = disputed().did("offer_made", "2026-11-12", channel="platform")
    found = told(offered, "2026-11-13")
    assert found.standing("aliexpress.offer") == "undated"
    advice = found.advice("aliexpress.offer")
    assert "Accepting ends the dispute for good" in advice
    assert "0 or 1" in advice
    assert "counter-offer" in advice
    assert "7th day" in found.rule("aliexpress.offer").due.row.if_missed
    assert "seller tricks" in found.source("aliexpress.offer")


def test_9_any_other_shop_too() -> None:
    order = bought("bergzeit").did("delivered", "2026-11-08")
    order.did("problem", "2026-11-09", reason="defective")
    order.did("offer_made", "2026-11-12", channel="seller")
    assert "would keep for good" in told(order, "2026-11-13").advice("generic.offer")


@pytest.mark.parametrize("order", [ali(), disputed()])
def test_10_asked_to_cancel_or_confirm_early_refuse(order: Purchase) -> None:
    found = told(order, "2026-11-12")
    assert found.standing("aliexpress.stand-firm") == "undated"
    advice = found.advice("aliexpress.stand-firm")
    for words in ("cancel the dispute", "confirm receipt early", "paid elsewhere", "refuse"):
        assert words in advice
    assert "inducing early confirmation" in found.source("aliexpress.stand-firm")
    assert found.rule("aliexpress.stand-firm").due.row.confidence == "high"


def test_11_postage_above_the_price_is_settled_before_anything_is_agreed() -> None:
    found = told(ali("changed_mind"), "2026-11-10")
    advice = found.advice("aliexpress.postage")
    for words in ("Free Returns icon", "prepaid label", "refund without return", "resell it"):
        assert words in advice
    assert "Buyer Protection" in found.source("aliexpress.postage")


def test_11_for_a_fault_the_shop_pays_and_a_free_return_costs_nothing() -> None:
    assert "the shop pays" in told(ali(), "2026-11-10").advice("aliexpress.postage")
    free = told(ali(free_return=True), "2026-11-10")
    assert "goes back free, once per order" in free.advice("aliexpress.postage")


@pytest.mark.parametrize("shop", ["ebay", "bergzeit"])
def test_11_other_shops_too(shop: str) -> None:
    pack = "ebay" if shop == "ebay" else "generic"
    order = bought(shop).did("delivered", "2026-11-08")
    order.did("problem", "2026-11-09", reason="wrong_item")
    assert "before you pay postage" in told(order, "2026-11-10").advice(f"{pack}.postage")


def test_12_a_return_is_agreed_send_it_tracked_within_10_days_and_enter_the_number() -> None:
    agreed = disputed().with_return().did("approved", "2026-11-14", target="r")
    found = told(agreed, "2026-11-15")
    assert found.due.row.rule == "aliexpress.ship-back"
    assert str(found.due.day) == "2026-11-23"
    assert "enter the number in the request the same day" in found.due.row.advice
    assert "One free label per order" in found.due.row.advice
    assert found.step.first[0].text == "the return address is not saved"
    assert found.step.command == "returnctl mark k3f sent --tracking NUMBER"
    assert "seller guides" in found.due.row.source_title


def lost(shop: str, **facts: Any) -> Purchase:
    order = bought(shop, seller_country="CN", **facts).did("paid", "2026-10-12")
    order.did("delivered", "2026-11-08").did("problem", "2026-11-09", reason="defective")
    order.did("dispute_opened", "2026-11-10", channel="platform")
    return order.did("decided", "2026-11-18", channel="platform", outcome="lost")


def test_17_a_lost_decision_is_appealed_at_once_aliexpress_says_not_for_how_long() -> None:
    found = told(lost("aliexpress", paid_with="visa"), "2026-11-19")
    assert found.standing("aliexpress.appeal") == "undated"
    assert "do it today, with new evidence" in found.advice("aliexpress.appeal")
    assert "seller forum" in found.source("aliexpress.appeal")


def test_17_ebay_gives_30_days_and_then_the_ladder_goes_on() -> None:
    found = told(lost("ebay", paid_with="visa"), "2026-11-19")
    assert found.due.row.rule == "ebay.appeal"
    assert found.due_on("ebay.appeal") == "2026-12-18"
    assert found.step.command == "returnctl mark k3f appealed"
    open_rungs = [rung.name for rung in found.rungs if rung.is_open]
    assert open_rungs[:5] == ["seller", "platform", "payment", "law", "warranty"]
    assert found.standing("visa.chargeback") == "open"
    assert found.standing("eu.withdrawal") == "open"
    assert found.standing("de.conformity") == "open"


def test_17_paypal_is_open_for_180_days() -> None:
    found = told(lost("ebay", paid_with="paypal"), "2026-11-19")
    assert found.standing("paypal.dispute") == "open"
    assert found.due_on("paypal.dispute") == "2027-04-10"


def test_19_the_window_is_over_support_goodwill_then_the_card_and_the_law() -> None:
    found = told(ali(), "2026-12-01")
    assert found.standing("aliexpress.dispute") == "over"
    assert found.standing("aliexpress.goodwill") == "undated"
    advice = found.advice("aliexpress.goodwill")
    for words in ("support chat", "goodwill", "PayPal or the card", "law"):
        assert words in advice
    assert found.rule("aliexpress.goodwill").due.row.confidence == "low"
    assert found.standing("visa.chargeback") == "open"


def test_19_while_the_window_is_open_goodwill_waits() -> None:
    assert told(ali(), "2026-11-10").standing("aliexpress.goodwill") == "later"


@pytest.mark.parametrize("shop", ["ebay", "amazon", "etsy", "aliexpress"])
def test_20_two_channels_choose_before_the_second_is_opened(shop: str) -> None:
    case = lost(shop, paid_with="visa").case
    packs = select(rulebook()[0], shop=shop)
    assert conflicts(case, case.id, "card", packs) == (), "the decided one is no longer open"

    order = bought(shop, paid_with="mastercard").did("delivered", "2026-11-08")
    case = order.did("dispute_opened", "2026-11-10", channel="platform").case
    (found,) = conflicts(case, case.id, "card", packs)
    assert "choose one of the two" in warning(found, packs[0].title)
    assert found.source.title
