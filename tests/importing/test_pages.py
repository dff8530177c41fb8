"""Order pages that were pasted into a pipe, or saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.importing.importing import only, rows

if TYPE_CHECKING:
    from tests.importing.importing import Importer

A, B = "302-1234567-7654321", "302-7654321-1234567"
PASTED = f"""Your Account › Your Orders › Order Details
Order placed November 3, 2026 | Order # {A}
Ship to: Somebody, Somewhere
Item(s) Subtotal: $20.00
Grand Total: $23.99
Carrier: UPS, Tracking ID: 1Z999AA10123456784
USB-C hub, 7 ports
"""


def test_a_pasted_order_page(importer: Importer) -> None:
    answer = importer.run("--yes", "--json", "-", stdin=PASTED)

    order = only(answer.data, "new")
    assert (order["shop"], order["order_number"], order["on"]) == ("amazon", A, "2026-11-03")
    assert order["amount"] == {"amount": "23.99", "currency": "USD"}
    assert (order["tracking_numbers"], order["carrier"]) == (["1Z999AA10123456784"], "ups")


def test_a_pasted_page_in_german(importer: Importer) -> None:
    text = (
        f"Meine Bestellungen\nBestellt am 3. November 2026\nBestellnr. {A}\nGesamtbetrag: 23,99 €\n"
    )

    order = only(importer.run("--yes", "--json", "-", stdin=text).data, "new")

    assert order["amount"] == {"amount": "23.99", "currency": "EUR"}


def test_a_pasted_mail_with_its_fields(importer: Importer) -> None:
    text = (
        "From: Amazon <order-update@amazon.com>\nSubject: Delivered: hub\n"
        f"Date: Fri, 6 Nov 2026 10:00:00 +0000\n\nOrder # {A}\n"
    )

    assert rows(importer.run("--yes", "--json", "-", stdin=text).data, "new", "delivery")


def test_a_saved_page(importer: Importer) -> None:
    page = f"<!DOCTYPE html><title>x</title><p>Order number: 12-34567-89012</p><!-- {A} -->"

    assert only(importer.take("order.html", page), "new")["order_number"] == "12-34567-89012"


def test_a_saved_page_with_markup(importer: Importer) -> None:
    page = (
        '<html><script type="application/ld+json">{"@context": "https://schema.org", '
        '"@type": "Order", "orderNumber": "LS-1", "seller": {"name": "Little Shop"}}</script>'
    )

    assert only(importer.take("order.html", page), "new")["order_number"] == "LS-1"


def test_of_a_list_of_orders_only_the_numbers_are_sure(importer: Importer) -> None:
    text = f"Order placed November 3, 2026\nTotal $9.00\n{A}\nOrder placed May 1, 2026\n{B}\n"

    found = rows(importer.run("--yes", "--json", "-", stdin=text).data, "new")

    assert [(row["order_number"], row["on"], row["amount"]) for row in found] == [
        (A, None, None),
        (B, None, None),
    ]


def test_a_page_without_an_order_is_listed(importer: Importer) -> None:
    data = importer.run("--yes", "--json", "-", stdin="Hello,\nI wrote this myself\n").data

    assert "shows no order number" in data["skipped"][0]["reason"]


def test_a_table_in_a_pipe_stays_a_table(importer: Importer) -> None:
    text = 'Order ID,Title,Price\n12-34567-89012,"Cup, blue",1.00\n'

    data = importer.run("--yes", "--json", "-", stdin=text).data

    assert only(data, "new")["source"] == "standard input:2"


def test_an_unknown_table_in_a_pipe_is_listed_as_one(importer: Importer) -> None:
    data = importer.run("--yes", "--json", "-", stdin="Foo,Bar\n1,2\n").data

    assert "nobody here knows its columns" in data["skipped"][0]["reason"]
