"""Mails of carriers name no order: they join the one that has their parcel, or are told."""

from __future__ import annotations

from typing import Any

from returnctl.core.imported import Found, Origin, Skipped
from returnctl.core.importing.loose import COLUMNS, Home, brought_home, parcels_of
from tests.core.building import day

NUMBER = "LP00712345678901"
SOURCE = Origin("mail.eml", 3)


def mail(**facts: Any) -> Found:
    given = {"kind": "delivery", "shop": "", "order_number": "", "source": SOURCE}
    return Found(**{**given, "tracking_numbers": (NUMBER,), **facts})


def skipped(row: Found, *homes: Home) -> Skipped:
    (found,) = brought_home(row, lambda number: homes if number == NUMBER else ())
    assert isinstance(found, Skipped)
    return found


def test_the_orders_that_name_a_parcel_are_found_by_its_number() -> None:
    rows = [
        mail(shop="ebay", order_number="17", tracking_numbers=("ab1", "CD2")),
        mail(shop="ebay", order_number="18", tracking_numbers=("AB1",)),
        mail(shop="ebay", order_number="18", tracking_numbers=("ab1",)),
        mail(shop="ebay"),
    ]

    assert parcels_of(rows) == {
        "AB1": {
            ("ebay", "17"): Home(shop="ebay", number="17"),
            ("ebay", "18"): Home(shop="ebay", number="18"),
        },
        "CD2": {("ebay", "17"): Home(shop="ebay", number="17")},
    }


def test_a_row_joins_every_order_that_has_its_parcel() -> None:
    homes = [Home(shop="ebay", number="17"), Home(shop="temu", number="18", ref="k3f")]
    row = mail(tracking_numbers=(NUMBER, "other"))

    found = list(brought_home(row, lambda number: homes if number == NUMBER else ()))

    assert [(each.shop, each.order_number) for each in found if isinstance(each, Found)] == [
        ("ebay", "17"), ("temu", "18"),
    ]  # fmt: skip
    assert all(isinstance(each, Found) and each.source == SOURCE for each in found)


def test_a_parcel_of_no_known_order_is_told_with_all_that_the_mail_says() -> None:
    row = mail(carrier="dhl", state="delivered", said_on=day("11-08"))

    assert skipped(row) == Skipped(
        SOURCE,
        f"a parcel of no known order: DHL {NUMBER}, Delivered on 2026-11-08",
        ("Tracking number", "Carrier", "State", "Day"),
        (NUMBER, "DHL", "Delivered", "2026-11-08"),
    )


def test_what_the_mail_does_not_say_is_told_as_unknown() -> None:
    assert skipped(mail()) == Skipped(
        SOURCE,
        f"a parcel of no known order: carrier unknown {NUMBER}, Unknown",
        COLUMNS,
        (NUMBER, "carrier unknown", "Unknown", ""),
    )


def test_a_carrier_and_a_state_that_nobody_knows_are_told_as_they_are() -> None:
    found = skipped(mail(carrier="Uncle Bob", state="eaten"))

    assert found.cells == (NUMBER, "Uncle Bob", "Unknown", "")


def test_a_parcel_that_you_sent_back_is_left_to_you() -> None:
    home = Home(shop="ebay", number="17", direction="return")

    assert skipped(mail(), home).reason.startswith("a parcel that you sent back, of ebay 17: ")


def test_an_order_without_a_number_is_named_by_its_ref() -> None:
    home = Home(shop="ebay", number="", ref="k3f")

    assert skipped(mail(), home).reason.startswith("a parcel of k3f, which has no number: ")


def test_what_is_of_a_whole_file_names_no_line() -> None:
    assert [str(Origin("mail.eml", 3)), str(Origin("mail.eml"))] == ["mail.eml:3", "mail.eml"]
