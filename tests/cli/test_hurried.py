"""The main job, as a hurried shopper does it: one line in, one line out, and what it is made of."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.running import Cli

HURRIED = (
    "8190123456789012", "USB-C hub", "23,99", "--delivered", "8nov", "--reason", "defective",
)  # fmt: skip


def test_the_hurried_line_is_enough(cli: Cli) -> None:
    """Shop, currency, year and the order of the words are all understood."""
    written = cli.data("add", *HURRIED)
    (row,) = cli.data("status")

    assert written["created"] is True
    assert (row["shop"], row["order_number"]) == ("aliexpress", "8190123456789012")
    assert (row["items"], row["amount"]) == (["USB-C hub"], {"amount": "23.99", "currency": "EUR"})
    assert (row["kind"], row["status_label"]) == ("problem", "Problem Noted")
    assert (row["whose_move"], row["act_by"], row["days_left"]) == ("you", "2026-11-22", 1)


def test_add_prints_ref_date_unknowns_and_the_next_command(cli: Cli) -> None:
    """After `add` one knows what to type next, and every date was understood with its weekday."""
    out = cli.ok("add", *HURRIED).out
    ref = cli.data("status")[0]["ref"]

    assert out.startswith(ref)
    assert "delivered Sun 8 Nov 2026" in out
    assert "Sun 22 Nov 2026" in out
    assert f"returnctl edit {ref} --seller-country" in out
    assert f"returnctl next {ref}" in out
    assert "returnctl undo" in out


def test_the_deadline_is_one_sentence_in_a_pipe(cli: Cli) -> None:
    """The first words are what a phone shows; number and amount are whole; the basis is said."""
    ref = cli.add(*HURRIED)
    first = cli.ok("deadlines").lines[0]

    assert first.startswith("TOMORROW Sun 22 Nov 2026: open a dispute. USB-C hub, 23.99 EUR")
    assert f"aliexpress 8190123456789012 [{ref}] computed" in first


@pytest.fixture
def parcel_of_5_november(cli: Cli) -> str:
    return cli.add(
        "8190123456789012", "USB-C hub", "23.99", "--delivered", "2026-11-05",
        "--did", "receipt-confirmed=2026-11-05", "--reason", "defective", "--seller-country", "CN",
    )  # fmt: skip


def test_a_dispute_ends_after_fifteen_days_and_is_safe_a_day_earlier(
    cli: Cli, parcel_of_5_november: str
) -> None:
    """The source does not say whether the first day counts, so the earlier reading is safe."""
    dispute = cli.deadline(parcel_of_5_november, "dispute")

    assert (dispute["starts_on"], dispute["due_on"], dispute["act_by"]) == (
        "2026-11-05", "2026-11-20", "2026-11-19",
    )  # fmt: skip
    assert dispute["due_at"] == "2026-11-21T08:59:59+01:00"
    assert dispute["basis"] == "computed"


@pytest.mark.parametrize(
    ("as_of", "state", "days_left"),
    [
        ("2026-11-04", "not_started", 15),
        ("2026-11-19", "running", 0),
        ("2026-11-19 23:59", "running", 0),
        ("2026-11-20", "last_chance", -1),
        ("2026-11-21 08:59", "last_chance", -2),
        ("2026-11-21 09:00", "overdue", -2),
        ("2026-11-21", "overdue", -2),
    ],
)
def test_the_last_day_in_berlin_is_a_last_chance(
    cli: Cli, parcel_of_5_november: str, as_of: str, state: str, days_left: int
) -> None:
    """Midnight in California is nine in the morning in Berlin."""
    found = cli.at(as_of).deadline(parcel_of_5_november, "dispute")

    assert (found["state"], found["days_left"]) == (state, days_left)


def test_why_tells_start_sum_zone_rule_and_source(cli: Cli, parcel_of_5_november: str) -> None:
    """`why` reads like a calculation on paper."""
    out = cli.ok("why", parcel_of_5_november, "dispute").out

    for part in (
        "Thu  5 Nov", "+ 15 days", "Fri 20 Nov", "Thu 19 Nov if the first day counts",
        "23:59 Pacific time = Sat 21 Nov 08:59 in Berlin", "aliexpress.dispute",
        "AliExpress buyer help", "https://", "Not legal advice",
    ):  # fmt: skip
        assert part in out


def test_without_a_confirmed_receipt_the_delivery_stands_in_and_why_says_so(cli: Cli) -> None:
    """The rule starts at a confirmation that nobody recorded."""
    ref = cli.add(*HURRIED)

    assert 'no "receipt confirmed" recorded' in cli.ok("why", ref, "dispute").out
    assert cli.deadline(ref, "dispute")["start"]["instead_of"] == "receipt_confirmed"


def eu_parcel(cli: Cli) -> str:
    return cli.add(
        "8190123456789012", "USB-C hub", "23.99", "--delivered", "2026-11-05",
        "--reason", "defective", "--seller-country", "DE",
    )  # fmt: skip


def test_from_an_eu_seller_the_withdrawal_stands_beside_the_dispute(cli: Cli) -> None:
    """A later right does not hide an earlier duty, nor one right another."""
    ref = eu_parcel(cli)
    rows: list[dict[str, Any]] = cli.at("2026-11-10").data("deadlines")

    due = {row["rule"]: row["due_on"] for row in rows if row["ref"] == ref}
    assert (due["eu.withdrawal"], due["aliexpress.dispute"]) == ("2026-11-19", "2026-11-20")


def test_a_withdrawal_notice_starts_its_own_send_back(cli: Cli) -> None:
    """Fourteen days from the notice, a duty of yours."""
    ref = eu_parcel(cli)
    cli.at("2026-11-12").ok("mark", ref, "withdrawal-sent")
    back = cli.at("2026-11-12").deadline(ref, "withdrawal-send-back")

    assert (back["rule"], back["actor"], back["kind"]) == ("eu.withdrawal-send-back", "you", "duty")
    assert (back["starts_on"], back["due_on"]) == ("2026-11-12", "2026-11-26")


def test_the_withdrawal_is_met_by_its_notice(cli: Cli) -> None:
    ref = eu_parcel(cli)
    cli.at("2026-11-12").ok("mark", ref, "withdrawal-sent")

    found = cli.at("2026-11-12").deadline(ref, "withdrawal")
    assert (found["state"], found["met_on"]) == ("met", "2026-11-12")


def test_a_period_in_calendar_days_that_ends_on_a_holiday_rolls_on(cli: Cli) -> None:
    """25 December is a holiday, the 26th too in Germany, the 27th a Sunday."""
    ref = cli.at("2026-12-12").add(
        "--shop", "bergzeit", "--order", "B-4711", "Jacket", "99", "--delivered", "2026-12-11",
        "--seller-country", "DE",
    )  # fmt: skip

    assert cli.at("2026-12-12").deadline(ref, "withdrawal")["due_on"] == "2026-12-28"


def test_a_free_return_from_china_counts_ninety_days_from_the_payment(cli: Cli) -> None:
    ref = cli.at("2026-02-01").add(
        "8190123456789012", "Hub", "9", "--paid", "2026-01-15", "--delivered", "2026-01-30",
        "--free-return", "--seller-country", "CN",
    )  # fmt: skip

    assert cli.at("2026-02-01").deadline(ref, "return-window")["due_on"] == "2026-04-15"


def test_paypal_counts_a_hundred_and_eighty_days_from_the_payment(cli: Cli) -> None:
    ref = cli.at("2026-02-01").add(
        "8190123456789012", "Hub", "9", "--paid", "2026-01-10", "--delivered", "2026-01-30",
        "--paid-with", "paypal", "--reason", "defective",
    )  # fmt: skip

    found = cli.at("2026-02-01").deadline(ref, "paypal.dispute")
    assert found["due_on"] == "2026-07-09"


def test_visa_counts_a_hundred_and_twenty_days(cli: Cli) -> None:
    ref = cli.at("2026-03-01").add(
        "8190123456789012", "Hub", "9", "--paid", "2026-01-10", "--promised-by", "2026-02-10",
        "--paid-with", "visa", "--reason", "not-received",
    )  # fmt: skip

    found = cli.at("2026-03-01").deadline(ref, "chargeback-not-received")
    assert (found["starts_on"], found["due_on"]) == ("2026-02-10", "2026-06-10")


def test_visa_never_goes_past_540_days_from_the_payment(cli: Cli) -> None:
    """Promised for 2027-06-01: 120 days would be the end of September; the cap is July."""
    ref = cli.at("2026-03-01").add(
        "8190123456789012", "Hub", "9", "--paid", "2026-01-10", "--promised-by", "2027-06-01",
        "--paid-with", "visa", "--reason", "not-received",
    )  # fmt: skip

    assert cli.at("2026-03-01").deadline(ref, "chargeback-not-received")["due_on"] == "2027-07-04"
