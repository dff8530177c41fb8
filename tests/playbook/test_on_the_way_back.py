"""Situations 13 to 16 and 18: it went back, and the money does not come."""

from __future__ import annotations

from typing import Any

from tests.packs.building import Purchase, bought
from tests.playbook.telling import told


def sent(shop: str = "aliexpress", **facts: Any) -> Purchase:
    facts = {"seller_country": "CN", "paid_with": "visa", **facts}
    return (
        bought(shop, **facts)
        .did("paid", "2026-10-12")
        .did("delivered", "2026-11-02")
        .with_return(reason="defective")
        .did("requested", "2026-11-03", target="r")
        .did("approved", "2026-11-05", target="r")
        .did("sent", "2026-11-09", target="r")
    )


def test_13_dropped_off_and_no_status_support_gets_the_receipt() -> None:
    found = told(sent(free_return=True), "2026-11-13")
    assert found.standing("aliexpress.return-scan") == "ran_out"
    assert "send support the drop-off receipt" in found.advice("aliexpress.return-scan")
    assert found.rule("aliexpress.return-scan").due.row.confidence == "high"
    assert "free returns" in found.source("aliexpress.return-scan")
    assert "aliexpress.return-scan" in [each.row.rule for each in found.step.beside]


def test_13_the_carrier_has_its_two_working_days() -> None:
    found = told(sent(free_return=True), "2026-11-10")
    assert found.standing("aliexpress.return-scan") == "waiting"
    assert found.step.beside == ()


def test_14_delivered_back_and_not_confirmed_the_warehouse_has_8_days() -> None:
    found = told(sent(free_return=True), "2026-11-18")
    assert found.standing("aliexpress.return-check") == "ran_out"
    assert "AliExpress decides who is liable" in found.advice("aliexpress.return-check")
    assert "Free Returns terms" in found.source("aliexpress.return-check")


def test_14_upload_the_proof_of_delivery() -> None:
    back = sent().did("arrived_back", "2026-11-18", target="r")
    assert "Upload the proof of delivery" in told(back, "2026-11-20").advice(
        "aliexpress.seller-refund"
    )


def test_14_ebay_gives_the_seller_two_business_days() -> None:
    back = sent("ebay", site="DE", seller_country="DE").did(
        "arrived_back", "2026-11-12", target="r"
    )
    found = told(back, "2026-11-18")
    assert found.due.row.rule == "ebay.seller-refund"
    assert found.step.yours
    assert "ask eBay to step in" in found.due.row.advice


def test_14_after_an_eu_withdrawal_proof_of_sending_makes_the_refund_due() -> None:
    order = bought("bergzeit", seller_country="DE").did("delivered", "2026-10-20").with_return()
    order.did("withdrawal_sent", "2026-10-25", target="r").did("sent", "2026-10-27", target="r")
    found = told(order, "2026-11-20")
    assert found.standing("eu.withdrawal-refund") == "ran_out"
    assert "send the proof first" in found.advice("eu.withdrawal-refund")
    assert "2011/83/EU" in found.source("eu.withdrawal-refund")


def refunded() -> Purchase:
    back = sent().did("arrived_back", "2026-11-18", target="r")
    return back.did("refund_issued", "2026-11-20", target="r")


def test_15_refunded_and_not_on_the_account_ask_for_the_arn() -> None:
    assert told(refunded(), "2026-12-01").standing("aliexpress.refund-arrival") == "waiting"
    found = told(refunded(), "2027-01-10")
    assert found.due.row.rule == "aliexpress.refund-arrival"
    assert found.step.yours
    for words in ("the day of the purchase too", "ARN", "23 digits"):
        assert words in found.due.row.advice
    assert found.step.command.startswith("returnctl mark k3f money-in --amount")
    assert found.due.row.source_title


def test_16_still_nothing_the_credit_note_makes_it_a_chargeback() -> None:
    early, later = told(refunded(), "2026-11-25"), told(refunded(), "2027-01-10")
    assert early.standing("visa.chargeback-refund") == "later"
    assert later.standing("visa.chargeback-refund") == "open"
    assert "credit note" in later.advice("visa.chargeback-refund")
    assert "13.6" in later.source("visa.chargeback-refund")
    assert later.due_on("visa.chargeback-refund") == "2027-03-20"


def test_16_in_the_us_a_letter_must_arrive_within_60_days_of_the_statement() -> None:
    order = bought("ebay", country="US", site="US", paid_with="visa", statement_sent="2026-11-25")
    order.did("paid", "2026-10-12").did("delivered", "2026-11-02").with_return()
    order.did("refund_issued", "2026-11-20", target="r")
    order.did("problem", "2026-11-20", reason="defective")
    found = told(order, "2026-12-20")
    assert found.rule("us-fcba.billing-error").due.row.rule
    assert "60 days after the statement" in found.advice("us-fcba.billing-error")


def test_18_lost_on_the_way_back_your_postage_was_your_risk() -> None:
    advice = told(sent(free_return=False), "2026-11-30").advice("aliexpress.return-lost")
    assert "your risk until the warehouse has it" in advice
    assert "carrier's claim" in advice


def test_18_with_the_free_label_it_was_not() -> None:
    found = told(sent(free_return=True), "2026-11-30")
    assert "not your risk" in found.advice("aliexpress.return-lost")
    assert found.rule("aliexpress.return-lost").due.row.confidence == "high"


def test_18_the_carriers_claim_has_a_clock_and_marking_it_meets_it() -> None:
    order = sent("generic").with_parcel(
        "p", number="123", carrier="dhl express", direction="return"
    )
    found = told(order, "2026-11-20")
    assert found.standing("dhl-express.carrier-claim") == "open"
    assert found.source("dhl-express.carrier-claim")
    order.did("dispute_opened", "2026-11-20", target="r", channel="carrier")
    assert told(order, "2026-11-21").standing("dhl-express.carrier-claim") == "done"
