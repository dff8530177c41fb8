"""Disputes on channels: who is meant, what is kept, what `show` tells."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.conftest import Prepared
from tests.cli.running import Cli

HUB = "8190123456789012"


def hub(cli: Cli) -> None:
    cli.add(HUB, "USB-C hub", "23.99", "--delivered", "8nov", "--requested", "9nov",
            "--code", "RMA-1", "--reason", "defective", "--paid-with", "paypal")  # fmt: skip


@pytest.fixture
def one(cli: Cli, prepared: Prepared) -> Cli:
    return prepared(cli, hub)


def events(cli: Cli, kind: str) -> list[dict[str, Any]]:
    return [event for event in cli.data("show", HUB)["events"] if event["kind"] == kind]


def test_the_channel_is_the_shops_then_that_of_the_dispute_that_goes_on(one: Cli) -> None:
    one.ok("mark", HUB, "dispute-opened", "--channel", "paypal")
    one.ok("mark", HUB, "escalated")
    assert [event["channel"] for event in events(one, "escalated")] == ["paypal"]
    one.ok("mark", HUB, "dispute-opened")
    assert [event["channel"] for event in events(one, "dispute_opened")] == ["paypal", "platform"]


def test_of_several_disputes_one_must_be_named(one: Cli) -> None:
    one.ok("mark", HUB, "dispute-opened")
    one.ok("mark", HUB, "dispute-opened", "--channel", "paypal")
    answer = one("mark", HUB, "decided", "--outcome", "lost")
    assert answer.exit_code == 4
    assert "--channel platform or --channel paypal" in answer.err
    one.ok("mark", HUB, "dispute-closed", "--channel", "paypal")
    one.ok("mark", HUB, "decided", "--outcome", "lost")
    assert [event["channel"] for event in events(one, "decided")] == ["platform"]


def test_case_numbers_are_kept_found_and_no_return_codes(one: Cli) -> None:
    one.ok("mark", HUB, "dispute-opened", "--channel", "paypal", "--code", "PP-D-77")
    one.ok("mark", "PP-D-77", "escalated", "--code", "PP-C-78")
    case = one.data("show", "PP-C-78")
    assert [each["code"] for each in case["returns"]] == ["RMA-1"]
    assert [(each["channel"], each["number"]) for each in case["disputes"]] == [
        ("paypal", "PP-C-78")
    ]


def test_show_lists_each_dispute_by_channel(one: Cli) -> None:
    one.ok("mark", HUB, "dispute-opened", "--amount", "23.99", "--on", "9nov")
    one.ok("mark", HUB, "offer-made", "--amount", "5", "--until", "30nov", "--on", "10nov")
    one.ok("mark", HUB, "dispute-opened", "--channel", "paypal", "--code", "PP-77", "--on", "11nov")
    one.ok("mark", HUB, "dispute-rejected", "--channel", "paypal", "--reason", "used")
    assert [
        line for line in one.ok("show", HUB).lines if "until 2026" in line or "PP-77   " in line
    ]
    lines = one.ok("show", HUB).out
    assert (
        "DISPUTE the platform   an offer was made, 10 Nov   asked 23.99 EUR   offered 5.00 EUR   "
        "until 2026-11-30"
    ) in lines
    assert "PayPal   rejected by the seller, 21 Nov   case PP-77   refused: used" in lines


def test_the_day_of_an_offer_is_the_day_to_answer_it(one: Cli) -> None:
    one.ok("mark", HUB, "dispute-opened")
    one.ok("mark", HUB, "offer-made", "--amount", "5", "--until", "30nov")
    due = one.deadline(HUB, "offer")
    assert (due["act_by"], due["basis"]) == ("2026-11-30", "order_page")


@pytest.mark.parametrize("event", ["inspected", "declined", "dispute-rejected"])
def test_the_seller_has_reasons_of_its_own(one: Cli, event: str) -> None:
    answer = one("mark", HUB, event, "--reason", "defective")
    assert answer.exit_code == 2
    assert "used, incomplete, damaged-by-you, wrong-item-back, empty-parcel" in answer.err
    one.ok("mark", HUB, event, "--reason", "empty-parcel")
    assert one.data("status")[0]["reason"] == "defective"
    assert "empty parcel" in one.ok("show", HUB).out


def test_a_rejected_inspection_is_a_decline(one: Cli) -> None:
    one.ok("mark", HUB, "inspected", "--outcome", "rejected", "--reason", "used")
    assert one.data("status")[0]["status_label"] == "Declined"
    assert one("mark", HUB, "inspected", "--outcome", "lost").exit_code == 2


def test_after_an_appeal_it_is_decided_again(one: Cli) -> None:
    one.ok("mark", HUB, "dispute-opened", "--on", "10nov")
    one.ok("mark", HUB, "decided", "--outcome", "lost", "--on", "12nov")
    one.ok("mark", HUB, "appealed", "--on", "13nov")
    one.ok("mark", HUB, "decided", "--outcome", "refund", "--on", "20nov")
    assert [event["outcome"] for event in events(one, "decided")] == ["lost", "refund"]
    assert one.data("status")[0]["status_label"] == "Decided"
