"""An order whose rows are in two currencies: kept apart, told, and never added up wrongly."""

from __future__ import annotations

import pytest

from tests.importing.importing import Importer

HEAD = "order_number,shop,item,price,currency,ordered\n"
CUP = "12-34567-89011,ebay,Cup,7.00,EUR,2026-11-15\n"
LENS = "12-34567-89011,ebay,Lens,300.00,USD,2026-11-15\n"
NUMBER = "12-34567-89011"


def test_rows_of_two_currencies_stay_apart_and_are_told(importer: Importer) -> None:
    data = importer.take("o.csv", HEAD + CUP + LENS)
    case = importer.show(NUMBER)

    assert data["new"][0]["amount"] is None
    assert [(e["source"], e["reason"]) for e in data["skipped"]] == [
        ("o.csv:3", "its amount is in USD, the order's in EUR: not added up")
    ]
    assert case["order"]["currency"] == "EUR"
    assert [(i["title"], i["price"]) for i in case["items"]] == [
        ("Cup", {"amount": "7.00", "currency": "EUR"}),
        ("Lens", {"amount": "300.00", "currency": "USD"}),
    ]


@pytest.mark.parametrize("rows", [("9.00,EUR", "310.00,USD"), ("310.00,USD", "9.00,EUR")])
def test_totals_of_two_currencies_are_no_price(importer: Importer, rows: tuple[str, ...]) -> None:
    lines = [f"{NUMBER},ebay,Cup {n},{row},2026-11-15\n" for n, row in enumerate(rows)]
    importer.take("o.csv", HEAD.replace("price", "order_total") + "".join(lines))
    case = importer.show(NUMBER)

    assert case["order"]["currency"] == rows[0][-3:]
    assert case["order"]["price"] is None
    assert case["status"][0]["amount"] is None


def test_rows_of_one_currency_are_added_up(importer: Importer) -> None:
    data = importer.take("o.csv", HEAD + CUP + LENS.replace("USD", "EUR"))

    assert data["skipped"] == []
    assert data["new"][0]["amount"] == {"amount": "307.00", "currency": "EUR"}


def test_once_more_it_changes_nothing(importer: Importer) -> None:
    importer.take("o.csv", HEAD + CUP + LENS)
    size = importer.cli.log_size()
    importer.take("o.csv", HEAD + CUP + LENS)

    assert importer.cli.log_size() == size
