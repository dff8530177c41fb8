"""Each layout: what is read of it, with the traps that real exports have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from returnctl.importing.formats import LAYOUTS
from tests.importing import exports
from tests.importing.exports import EXPORTS
from tests.importing.importing import only, rows

if TYPE_CHECKING:
    from tests.importing.importing import Importer


def eur(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "EUR"}


def test_every_layout_has_an_export_here() -> None:
    without_one = {"amazon-return-states", "paypal-es", "paypal-fr"}

    assert {each.name for each in LAYOUTS} - set(EXPORTS) == without_one


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_is_read_and_nothing_of_it_is_a_misfit(importer: Importer, name: str) -> None:
    data = importer.take(*EXPORTS[name])

    assert data["new"]
    assert importer.cli.query("SELECT * FROM misfits") == []


@pytest.mark.parametrize("name", EXPORTS)
def test_a_second_import_appends_nothing(importer: Importer, name: str) -> None:
    first = importer.take(*EXPORTS[name])
    before = importer.cli.log_size(), importer.told()

    again = importer.take(*EXPORTS[name])

    assert (again["new"], again["changed"]) == ([], [])
    assert len(again["known"]) == len(first["new"])
    assert again["skipped"] == first["skipped"]
    assert (importer.cli.log_size(), importer.told()) == before


def test_an_amazon_order_is_the_sum_of_its_rows(importer: Importer) -> None:
    data = importer.take(*EXPORTS["amazon"])

    order = rows(data, "new")[0]
    assert order["items"] == ["Kettle, 1.7 l", "2 x Descaler", "Descaler"]
    assert (order["amount"], order["shop"]) == (eur("1502.10"), "amazon")
    assert importer.show("305-1111111-1111111")["order"]["site"] == "amazon.de"


def test_an_instant_is_the_users_day(importer: Importer) -> None:
    """Half past eleven at night in London is the next day in Berlin."""
    late = exports.AMAZON_OLD.replace("2025-02-03T22:30:00Z", "2025-02-03T23:30:00Z")

    data = importer.take("late.csv", late)

    assert rows(data, "new")[0]["on"] == "2025-02-04"


def test_an_amazon_parcel_is_told_with_its_carrier(importer: Importer) -> None:
    data = importer.take(*EXPORTS["amazon"])

    found = [(r["carrier"], r["tracking_numbers"], r["on"]) for r in rows(data, "new", "shipment")]
    assert found == [
        ("amzn_de", ["TBA123456789012"], "2025-02-05"),
        ("\u30e4\u30de\u30c8\u904b\u8f38", ["498712345678"], "2025-02-07"),
        (None, [], "2025-03-01"),
    ]


def test_a_cancelled_item_costs_nothing_and_is_none(importer: Importer) -> None:
    data = importer.take(*EXPORTS["amazon"])

    cancelled = rows(data, "new")[1]
    assert (cancelled["items"], cancelled["state"]) == (["0 x Lamp"], "cancelled")
    assert cancelled["amount"] == eur("0.00")


def test_no_address_and_no_gift_message_is_kept(importer: Importer) -> None:
    importer.take(*EXPORTS["amazon"])
    importer.take(*EXPORTS["aliexpress-orders"])

    log = repr(importer.cli.query("SELECT data FROM log"))
    assert "Closed" in log
    assert "ASIN" in log
    assert not any(word in log for word in ("Any Street", "Jane Doe", "birthday", "+49", "10115"))


def test_an_amazon_refund_is_a_return_that_is_settled(importer: Importer) -> None:
    importer.take(*EXPORTS["amazon-2026"])
    data = importer.take(*EXPORTS["amazon-refunds-2026"])

    assert only(data, "new", "refund")["amount"] == eur("59.50")
    assert [each["reason"] for each in data["skipped"]] == [
        'its status is "Pending", not Completed'
    ]
    shown = importer.show("302-7654321-1234567")
    (money,) = shown["money"]
    assert (money["expected"], money["promised"], money["short"]) == (
        eur("59.50"), eur("59.50"), None,
    )  # fmt: skip
    assert ("refund_issued", "2026-11-10") in importer.events("302-7654321-1234567")


def test_a_refund_before_its_order_finds_it_later(importer: Importer) -> None:
    importer.take(*EXPORTS["amazon-refunds-2026"])
    data = importer.take(*EXPORTS["amazon-2026"])

    assert only(data, "changed")["items"] == ['Headset "Pro"', "Headset stand"]
    assert len(importer.cli.query("SELECT id FROM orders")) == 1


def test_a_return_request_and_its_refund_are_one_return(importer: Importer) -> None:
    importer.take(*EXPORTS["amazon-return-requests"])
    importer.take(*EXPORTS["amazon-refunds-2026"])

    (found,) = importer.show("302-7654321-1234567")["returns"]
    assert found["reason"] == "defective"


def test_two_tables_of_one_zip_tell_of_one_return(importer: Importer) -> None:
    """In whichever order they come: the request, and the refund with the day of its request."""
    for name in ("amazon-return-requests", "amazon-refunds-2026", "amazon-2026"):
        importer.write(f"all/{EXPORTS[name][0]}", EXPORTS[name][1])

    importer.data(str(importer.folder / "all"))

    (found,) = importer.show("302-7654321-1234567")["returns"]
    assert found["reason"] == "defective"
    assert importer.data(str(importer.folder / "all"))["changed"] == []


def test_two_returns_of_one_day_in_one_table_are_two(importer: Importer) -> None:
    header, row = exports.RETURN_REQUESTS_2026.splitlines()
    twice = "\n".join([header, row, row.replace("B0HEADSET1", "B0STAND001")]) + "\n"

    importer.take("Return Requests.csv", twice)

    assert len(importer.show("302-7654321-1234567")["returns"]) == 2
    assert importer.take("Return Requests.csv", twice)["new"] == []


def test_old_reversals_lead_to_their_payments(importer: Importer) -> None:
    folder = importer.folder / "old"
    for name in ("amazon-reversals", "amazon-refund-payments"):
        importer.write(f"old/{EXPORTS[name][0]}", EXPORTS[name][1])

    data = importer.data(str(folder))

    assert only(data, "new", "refund")["on"] == "2025-03-09"
    (found,) = importer.show("305-3333333-3333333")["returns"]
    assert found["reason"] == "changed_mind"


def test_a_table_without_money_and_days_is_listed(importer: Importer) -> None:
    data = importer.take("Returns Status.csv", exports.RETURN_STATES_2026)

    assert [each["source"] for each in data["skipped"]] == ["Returns Status.csv:2"]


def test_aliexpress_prices_come_with_signs_of_all_sorts(importer: Importer) -> None:
    data = importer.take(*EXPORTS["aliexpress-inventory"])

    assert [row["amount"] for row in rows(data, "new")] == [
        {"amount": "120.95", "currency": "USD"},
        {"amount": "258.92", "currency": "PLN"},
    ]
    assert [row["state"] for row in rows(data, "new")] == ["completed", "cancelled"]
    (item,) = importer.show("8190123456789012")["items"]
    assert ["Tags", "desk"] in item["fields"]


def test_the_same_order_in_csv_and_json_is_one(importer: Importer) -> None:
    importer.take(*EXPORTS["aliexpress-inventory"])

    data = importer.take(*EXPORTS["aliexpress-inventory-json"])

    assert data["new"] == []
    assert len(importer.show("8190123456789012")["items"]) == 1


def test_quotes_that_nobody_escaped_are_read(importer: Importer) -> None:
    order = only(importer.take(*EXPORTS["aliexpress-exporter"]), "new")

    assert order["items"] == ['2 x Screen 27" IPS, matt']
    assert order["amount"] == {"amount": "199.00", "currency": "USD"}


def test_orders_and_their_lines_come_in_two_files(importer: Importer) -> None:
    for name in ("aliexpress-orders", "aliexpress-lines"):
        importer.write(f"both/{EXPORTS[name][0]}", EXPORTS[name][1])

    order = only(importer.data(str(importer.folder / "both")), "new")

    assert (order["items"], order["amount"]) == (["Desk mat", "2 x Pen"], eur("14.20"))


def test_lines_after_their_orders_double_no_item(importer: Importer) -> None:
    importer.take(*EXPORTS["aliexpress-orders"])
    importer.take(*EXPORTS["aliexpress-lines"])

    found = importer.show("8190123456782222")["items"]
    assert sorted(item["title"] for item in found) == ["Desk mat", "Pen"]


def test_aliexpress_own_workbook_counts_in_cents(importer: Importer) -> None:
    order = only(importer.take(*EXPORTS["aliexpress-data"]), "new")

    assert (order["order_number"], order["amount"]) == ("8190123456784444", eur("1.70"))
    assert importer.events("8190123456784444") == [
        ("ordered", "2026-09-03"), ("paid", "2026-09-03"),
    ]  # fmt: skip


def test_temu_prices_have_their_sign_behind(importer: Importer) -> None:
    data = importer.take(*EXPORTS["temu"])

    assert rows(data, "new")[0]["amount"] == {"amount": "70.48", "currency": "PLN"}
    assert only(data, "new", "shipment")["on"] == "2026-10-03"


def test_a_paypal_refund_is_money_on_the_statement(importer: Importer) -> None:
    data = importer.take(*EXPORTS["paypal"])

    assert [(r["shop"], r["order_number"]) for r in rows(data, "new")] == [
        ("alpine wool", "4AB12345CD678901E"), ("aliexpress", "8190123456789012"),
    ]  # fmt: skip
    assert ("money_in", "2026-11-02") in importer.events("4AB12345CD678901E")
    assert importer.show("8190123456789012")["order"]["paid_with"] == "paypal"
    assert [each["reason"] for each in data["skipped"]] == [
        '"Bank Deposit to PP Account" is no purchase',
        'its status is "Pending", not Completed',
    ]


def test_a_refund_finds_a_payment_of_an_earlier_import(importer: Importer) -> None:
    importer.take("oct.csv", exports.table(exports.PAYPAL_HEADER, exports.PAYPAL_PAID))

    data = importer.take("nov.csv", exports.table(exports.PAYPAL_HEADER, exports.PAYPAL_BACK),
                         "--date-format", "dmy")  # fmt: skip

    assert only(data, "new", "refund")["order_number"] == "4AB12345CD678901E"


def test_a_refund_of_an_unknown_payment_is_skipped(importer: Importer) -> None:
    data = importer.take("nov.csv", exports.table(exports.PAYPAL_HEADER, exports.PAYPAL_BACK),
                         "--date-format", "dmy")  # fmt: skip

    (skipped,) = data["skipped"]
    assert "4AB12345CD678901E" in skipped["reason"]


def test_headers_in_the_language_of_the_account_are_known(importer: Importer) -> None:
    data = importer.take(*EXPORTS["paypal-de"])

    assert only(data, "new")["items"] == ["Wolljacke"]
    assert only(data, "new", "refund")["amount"] == eur("59.90")


def test_a_sheet_of_ones_own_in_windows_letters(importer: Importer) -> None:
    data = importer.take(*EXPORTS["table"])

    assert [(r["shop"], r["items"], r["amount"], r["on"]) for r in rows(data, "new")] == [
        ("aliexpress", ["2 x M\u00fctze"], eur("9.00"), "2026-10-05"),
        ("ebay", ["Ofen \u201eMax\u201c"], eur("1139.00"), "2026-10-14"),
    ]
    (item,) = importer.show("8190123456783333")["items"]
    assert item["fields"] == [["Status", "da"], ["Charge", "L-7"]]
