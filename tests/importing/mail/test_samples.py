"""Mails that people really got: every number that a reader finds in them, and nothing else.

The table was written by reading each mail. Names, addresses and some numbers were changed before
they were published, so that in some of them the versions of one text name different numbers.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from returnctl.core.imported import Found
from tests.importing.mail.mails import said

FOLDER = Path(__file__).parents[4] / "shared" / "data" / "emails"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"needs {FOLDER}")

# File: shop and orders, carrier, parcels, state, day.
SHOPS = {
    "amazon_delivered": (["123-1234567-1234567"], None, [], "delivered", "2020-09-11"),
    # The subject's number lacks a digit: it is none.
    "amazon_shipped_alt_2": (["113-9999999-8459426"], None, [], "in_transit", "2021-12-03"),
    "amazon_shipped_alt_timeformat": (
        ["321-1234567-1234567", "113-5838173-8241820"], None, [], "in_transit", "2020-09-10"),
    # Neither this mail nor the two of Poland say when they were sent.
    "amazon_shipped_it": (
        ["405-5236882-9395563"], "sda oversized", ["350C20177729F"], "in_transit", None),
    "amazon_uk_shipped": (
        ["123-4567890-1234567", "202-5744269-7075523"], "amazon", ["QA0881872248"], "in_transit",
        "2020-12-12"),
    # Its tracking number is CHANGED_FOR_SECURITY.
    "amazon_uk_shipped_2": (
        ["123-4567890-1234567", "026-4480809-9307517"], None, [], "in_transit", "2021-11-15"),
}  # fmt: skip
CARRIERS = {
    "auspost_delivered": ("australia-post", ["997053641168"], "delivered", "2021-10-10"),
    "dpd_com_pl_delivering": ("dpd", ["1000399528451U"], "out_for_delivery", "2022-01-13"),
    "gls_delivered": ("gls", ["90346692444"], "delivered", "2021-12-24"),
    "hermes_delivered": ("evri", ["8888297016898882"], "delivered", "2020-11-12"),
    "hermes_out_for_delivery": ("evri", ["8888888888888888"], "out_for_delivery", "2020-11-12"),
    # Named "delivered" by who published it: it waits in the locker.
    "inpost_pl_delivered": ("inpost", ["609999999990999918999993"], "available_for_pickup", None),
    "poczta_polska_delivering": (
        "poczta-polska", ["00111222333444555666"], "out_for_delivery", None),
    # Sent on Monday: delivery is due on Tuesday.
    "royal_mail_uk_out_for_delivery": (
        "royal-mail", ["MA038501234GB"], "in_transit", "2020-08-10"),
    "ups_out_for_delivery_new": ("ups", ["1Z0Y12345678031234"], "out_for_delivery", "2021-08-19"),
    "usps_exception": (
        "usps", ["92748902410637553123456789", "92748902410637553403302876"], "exception",
        "2019-12-21"),
    "usps_out_for_delivery": (
        "usps", ["92123456508577307776690000", "92748931508577307776690000"], "out_for_delivery",
        "2020-09-23"),
}  # fmt: skip


def read(name: str) -> list[Found]:
    rows = said((FOLDER / f"{name}.eml").read_bytes())
    assert all(isinstance(row, Found) for row in rows), rows
    return [row for row in rows if isinstance(row, Found)]


@pytest.mark.parametrize("name", SHOPS)
def test_a_mail_of_a_shop(name: str) -> None:
    orders, carrier, parcels, state, day = SHOPS[name]

    rows = [row for row in read(name) if row.kind != "order"]

    assert [(row.shop, row.order_number) for row in rows] == [("amazon", each) for each in orders]
    for row in rows:
        assert list(row.tracking_numbers) == parcels
        assert (row.carrier, row.state) == (carrier, state)
        assert (row.on and row.on.isoformat()) == day


@pytest.mark.parametrize("name", CARRIERS)
def test_a_mail_of_a_carrier(name: str) -> None:
    carrier, parcels, state, day = CARRIERS[name]

    rows = read(name)

    assert [number for row in rows for number in row.tracking_numbers] == parcels
    for row in rows:
        assert (row.shop, row.order_number) == ("", "")
        assert (row.carrier, row.state, row.on and row.on.isoformat()) == (carrier, state, day)


def test_every_mail_of_the_folder_stands_in_the_table() -> None:
    empty = {each.stem for each in FOLDER.glob("*.eml") if not each.stat().st_size}

    assert {each.stem for each in FOLDER.glob("*.eml")} - empty == {*SHOPS, *CARRIERS}
