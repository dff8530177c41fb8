"""Situations 1 to 6: it was paid for, and it is not here."""

from __future__ import annotations

from typing import Any

from tests.packs.building import Purchase, bought
from tests.playbook.telling import told

ORDERED = "2026-10-12"


def ali(**facts: Any) -> Purchase:
    return bought("aliexpress", seller_country="CN", paid_with="visa", **facts).did("paid", ORDERED)


def test_1_paid_and_not_shipped_the_processing_timer_closes_the_order() -> None:
    found = told(ali(), "2026-10-20")
    assert found.standing("aliexpress.ship-by") == "undated"
    assert "processing timer" in found.advice("aliexpress.ship-by")
    assert "Do not cancel yourself" in found.advice("aliexpress.ship-by")
    assert found.rule("aliexpress.ship-by").due.row.if_missed == (
        "the order closes by itself and is refunded"
    )
    assert "unsold transactions" in found.source("aliexpress.ship-by")


def test_2_cancel_asked_and_the_seller_is_silent_after_72_hours_it_is_closed() -> None:
    found = told(ali().did("cancel_requested", "2026-10-13"), "2026-10-18")
    assert found.standing("aliexpress.cancel-response") == "ran_out"
    assert found.step.yours
    assert "silence cancels the order" in found.due.row.advice
    assert "watch for the refund" in found.due.row.advice
    assert "unsold transactions" in found.due.row.source_title


def test_3_shipped_without_a_scan_message_then_a_new_number_then_a_dispute() -> None:
    shipped = ali().did("shipped", "2026-10-15")
    assert told(shipped, "2026-10-16").standing("aliexpress.first-scan") == "later"
    assert told(shipped, "2026-10-20").standing("aliexpress.first-scan") == "waiting"
    late = told(shipped, "2026-10-26")
    assert late.standing("aliexpress.first-scan") == "ran_out"
    advice = late.advice("aliexpress.first-scan")
    assert "write to the seller" in advice
    assert "After ten days ask for another number" in advice
    assert "after fifteen open a dispute for invalid tracking" in advice
    assert "buyers' guide" in late.source("aliexpress.first-scan")
    assert [each.row.rule for each in late.step.beside] == ["aliexpress.first-scan"]


def test_4_stuck_on_the_way_ask_for_more_time_and_dispute_before_the_timer_ends() -> None:
    stuck = ali(protection_end="2026-12-10", promised_by="2026-11-30").did("shipped", "2026-10-15")
    found = told(stuck, "2026-12-03")
    assert found.standing("aliexpress.ask-extension") == "open"
    assert "Ask the seller to extend" in found.advice("aliexpress.ask-extension")
    assert "less than 48 hours" in found.rule("aliexpress.ask-extension").due.row.if_missed
    assert found.step.command == ("returnctl mark k3f extended --rule protection --until DATE")
    last = told(stuck, "2026-12-07")
    assert "before the timer on the order page runs out" in last.advice("aliexpress.protection")
    assert last.due_on("aliexpress.dispute-not-received") == "2026-12-15"
    assert "extending the protection" in found.source("aliexpress.ask-extension")


def test_5_fast_delivery_that_is_late_pays_a_coupon() -> None:
    late = ali(promised_by="2026-11-10").did("shipped", "2026-10-15")
    found = told(late, "2026-11-12")
    assert found.standing("aliexpress.delivery-promise") == "ran_out"
    advice = found.advice("aliexpress.delivery-promise")
    assert "Claim the coupon" in advice
    assert "full amount" in advice
    assert "Free Returns terms" in found.source("aliexpress.delivery-promise")
    assert "aliexpress.delivery-promise" in [each.row.rule for each in found.step.beside]


def missing(purchase: Purchase) -> Purchase:
    return (
        purchase.did("shipped", "2026-10-15")
        .did("delivered", "2026-11-08")
        .did("problem", "2026-11-09", reason="not_received")
    )


def test_6_marked_delivered_and_not_there_aliexpress() -> None:
    found = told(missing(ali()), "2026-11-10")
    assert found.due.row.rule == "aliexpress.dispute"
    assert "ask the neighbours" in found.due.row.advice
    assert "Never confirm receipt" in found.due.row.advice
    assert str(found.due.day) == "2026-11-22"
    assert found.due.row.source_title


def test_6_ebay_gives_30_days_and_the_scan_ends_nothing() -> None:
    order = bought("ebay", promised_by="2026-11-09").did("paid", ORDERED)
    found = told(missing(order), "2026-11-10")
    assert found.standing("ebay.dispute-not-received") == "open"
    assert "carrier for its proof of delivery" in found.advice("ebay.dispute-not-received")
    assert found.due_on("ebay.dispute-not-received") == "2026-12-08", "the earlier start is safe"
    assert "eBay help" in found.source("ebay.dispute-not-received")


def test_6_temu_counts_90_days_from_the_order() -> None:
    found = told(missing(bought("temu").did("paid", ORDERED)), "2026-11-10")
    assert found.standing("temu.dispute-not-received") == "open"
    assert found.due_on("temu.dispute-not-received") == "2027-01-10"


def test_6_amazon_takes_the_claim_from_the_third_day_on() -> None:
    found = told(missing(bought("amazon", site="amazon.de").did("paid", ORDERED)), "2026-11-09")
    assert found.standing("amazon.claim") == "later"
    assert "from the third day on claim under A-to-z" in found.advice("amazon.claim")
    assert "A-to-z" in found.source("amazon.claim")
