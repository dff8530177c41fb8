"""The money: parts, short, another currency, a credit; labels, postage, parts of an order."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.conftest import Prepared
from tests.cli.running import Cli

HUB = "8190123456789012"
CABLES = "8190123456780042"


def hub_and_cables(cli: Cli) -> None:
    cli.add(HUB, "USB-C hub", "23.99", "--delivered", "8nov", "--reason", "defective",
            "--seller-country", "CN", "--paid-with", "visa")  # fmt: skip
    cli.add(CABLES, "--item", "50 x Cable @ 1.20", "--delivered", "8nov", "--return", "Cable=30",
            "--code", "RMA-1", "--seller-country", "CN")  # fmt: skip


@pytest.fixture
def two(cli: Cli, prepared: Prepared) -> Cli:
    return prepared(cli, hub_and_cables)


def euros(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "EUR"}


def money(cli: Cli, ref: str = HUB) -> dict[str, Any]:
    (found,) = cli.data("show", ref)["money"]
    assert isinstance(found, dict)
    return found


def status(cli: Cli) -> dict[str, Any]:
    """The hub's row, open or not."""
    (row,) = [row for row in cli.data("status", "--all") if row["order_number"] == HUB]
    assert isinstance(row, dict)
    return row


# --- short to the cent


def test_short_is_told_by_the_write_and_by_status(two: Cli) -> None:
    """22.15 instead of 23.99: the missing 1.84 has a name, and what can be done about it."""
    answer = two.ok("mark", HUB, "refund-issued", "--amount", "22.15").out
    assert "Short      1.84 EUR of 23.99 EUR: ask for the rest." in answer
    assert "--expect item=AMOUNT" in answer
    assert "1.84 EUR short" in two.ok("status").out
    row = status(two)
    assert (row["amount"], row["short"]) == (euros("23.99"), euros("1.84"))


def test_what_was_agreed_settles_it(two: Cli) -> None:
    two.ok("mark", HUB, "money-in", "--amount", "22.15")
    assert status(two)["short"] == euros("1.84")
    two.ok("edit", HUB, "--expect", "item=22.15")
    row = status(two)
    assert (row["status_label"], row["short"]) == ("Completed", None)


def test_money_line_says_what_was_asked_promised_and_seen(two: Cli) -> None:
    line = "MONEY   asked 0.00   promised 0.00   seen on the statement 0.00 of 23.99 EUR"
    assert line in two.ok("show", HUB).lines
    two.ok("mark", HUB, "dispute-opened", "--amount", "23.99")
    two.ok("mark", HUB, "refund-issued", "--amount", "22.15")
    lines = two.ok("show", HUB).lines
    assert "MONEY   asked 23.99   promised 22.15   seen on the statement 0.00 of 23.99 EUR" in lines
    assert "        1.84 EUR short; 23.99 EUR still open, due by Fri 18 Dec ~" in lines


def test_a_purchase_has_no_money_line(cli: Cli) -> None:
    ref = cli.add(HUB, "USB-C hub", "23.99", "--delivered", "8nov")
    assert "MONEY" not in cli.ok("show", ref).out


# --- parts, tenders, currencies


def test_parts_are_held_against_what_is_expected(two: Cli) -> None:
    two.ok("edit", HUB, "--expect", "postage=4.00")
    two.ok(
        "mark", HUB, "money-in", "--part", "item=20.00", "--part", "postage=2.15", "--to", "card"
    )
    found = money(two)
    assert [(e["component"], e["expected"]["amount"], e["received"]["amount"],
             e["difference"]["amount"]) for e in found["components"]] == [
        ("item", "23.99", "20.00", "-3.99"),
        ("postage", "4.00", "2.15", "-1.85"),
    ]  # fmt: skip
    assert found["short"] == euros("5.84")
    assert [(e["tender"], e["received"]) for e in found["tenders"]] == [("card", euros("22.15"))]
    table = [line.split() for line in two.ok("show", HUB).lines]
    assert ["postage", "4.00", "0.00", "2.15", "-1.85"] in table


def test_add_can_say_what_is_expected(cli: Cli) -> None:
    ref = cli.add(HUB, "USB-C hub", "23.99", "--code", "RMA-9", "--expect", "postage=4.00")
    assert money(cli, ref)["expected"] == euros("27.99")


def test_another_currency_counts_what_the_bank_made_of_it(two: Cli) -> None:
    two.ok("mark", HUB, "money-in", "--amount", "25.30 USD")
    assert (money(two)["received"], money(two)["short"]) == (None, None)
    assert money(two)["uncounted"] == [{"amount": "25.30", "currency": "USD"}]
    assert "what did the bank make of it?" in two.ok("show", HUB).out
    two.ok("rm", HUB, "money-in", "--yes")
    two.ok("mark", HUB, "money-in", "--amount", "25.30 USD", "--worth", "23.49 EUR")
    assert (money(two)["received"], money(two)["short"]) == (euros("23.49"), euros("0.50"))


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--part", "postage"), "does not say COMPONENT=AMOUNT"),
        (("--part", "gift=4"), "is no part of a refund"),
        (("--part", "item=4", "--part", "item=5"), "item is told twice"),
        (("--part", "item=4", "--part", "fee=5 USD"), "in several currencies"),
        (("--amount", "5", "--part", "item=4"), "the parts are 4.00 EUR in all, and not 5.00 EUR"),
        (("--amount", "5", "--worth", "4"), "--worth says what the bank made"),
        (("--worth", "4"), "--worth says what the bank made"),
        (("--amount", "5", "--to", "cash"), "is no way to be paid"),
        (("--amount", "5", "--until", "31dec"), "when a credit or coupon expires"),
        (("--amount", "5", "--to", "card", "--until", "31dec"), "when a credit or coupon expires"),
    ],
)
def test_what_does_not_add_up_is_refused(two: Cli, words: tuple[str, ...], says: str) -> None:
    size = two.log_size()
    answer = two("mark", HUB, "money-in", *words)
    assert (answer.exit_code, two.log_size()) == (2, size)
    assert says in answer.err


def test_a_credit_that_expires_stays_open_until_it_is_used(two: Cli) -> None:
    two.ok("mark", HUB, "money-in", "--amount", "23.99", "--to", "credit", "--until", "31dec")
    due = two.deadline(HUB, "use-credit")
    assert (due["name"], due["act_by"], due["basis"]) == (
        "use store credit",
        "2026-12-31",
        "order_page",
    )
    two.ok("mark", HUB, "credit-used")
    assert status(two)["status_label"] == "Completed"


# --- the way back


def test_postage_back_is_told_from_payment_to_refund(two: Cli) -> None:
    two.ok("mark", CABLES, "sent", "--tracking", "LX123456789ES", "--label", "own",
           "--postage", "6.90")  # fmt: skip
    assert "POSTAGE at your own cost   you paid 6.90 EUR" in two.ok("show", CABLES).lines
    two.ok("edit", CABLES, "--expect", "postage=6.90")
    two.ok("mark", CABLES, "refund-issued", "--part", "item=36", "--part", "postage=6.90")
    two.ok("mark", CABLES, "money-in", "--part", "item=36", "--part", "postage=5")
    found = money(two, CABLES)
    assert (found["label"], found["postage"], found["short"]) == (
        "own",
        euros("6.90"),
        euros("1.90"),
    )
    assert "claimed 6.90 EUR   back 5.00 EUR" in two.ok("show", CABLES).out


def test_a_refund_before_the_parcel_says_that_it_is_still_owed(two: Cli) -> None:
    two.ok("mark", CABLES, "approved", "--until", "30nov")
    answer = two.ok("mark", CABLES, "refund-issued", "--amount", "36")
    assert "The parcel is still owed" in answer.out
    assert two.deadline(CABLES, "ship-back")["met_on"] is None
    two.ok("edit", CABLES, "--resolution", "refund-only")
    assert "ship-back" not in {
        d["rule"].split(".")[1] for d in two.data("show", CABLES)["deadlines"]
    }


# --- parts of an order


def test_no_more_goes_back_than_was_bought(two: Cli) -> None:
    """Over all returns of the order, whichever command says it."""
    answer = two("add", CABLES, "--return", "Cable=21", "--code", "RMA-2")
    assert answer.exit_code == 5
    assert 'the order has 50 of "Cable", not 21 and 30 in other returns' in answer.err
    two.ok("add", CABLES, "--return", "Cable=20", "--code", "RMA-2")
    again = two("mark", "RMA-2", "requested", "--item", "Cable=21")
    assert again.exit_code == 5
    forced = two.ok("mark", "RMA-2", "requested", "--item", "Cable=21", "--force")
    assert "forced" in forced.out


def test_the_one_free_label_is_told_with_the_second_return(two: Cli) -> None:
    limit = "One free return label per order; further parcels go at your cost."
    assert limit in two.ok("add", CABLES, "--return", "Cable=5", "--code", "RMA-2").out


def test_who_paid_the_first_label_is_not_warned_of_the_second(two: Cli) -> None:
    two.ok("mark", CABLES, "sent", "--tracking", "LX123456789ES", "--label", "own")
    assert "free return label" not in two.ok("add", CABLES, "--return", "Cable=5").out
