"""Amazon's order history out of "Request my data": the layout until 2025, and that of 2026.

A row is an item of a shipment. What an order cost is the sum of its rows; the subtotals of a
shipment stand on each of its rows and are not added. Amounts always have a point.
"""

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from returnctl.core.imported import Found, Line
from returnctl.core.money import Money
from returnctl.importing.amounts import read_amount
from returnctl.importing.days import Days
from returnctl.importing.reading import (
    OwnColumns,
    ReadRow,
    TableFormat,
    dated,
    facts,
    need,
    read_quantity,
    word,
)
from returnctl.importing.tables import Row, Table, clean_text
from returnctl.importing.way import Unreadable, Way

SHOP: Final = "amazon"
# Addresses and gift messages are nobody's business here.
_KEPT: Final = (
    "asin", "purchaseordernumber", "paymentinstrumenttype", "paymentmethodtype", "orderstatus",
    "shipmentstatus", "productcondition", "itemserialnumber", "shippingoption",
)  # fmt: skip
_SENT: Final = re.compile(r"([^(),;]+)\(([A-Za-z0-9 -]{6,40})\)")


def _reader(table: Table, way: Way) -> ReadRow:
    own = OwnColumns.of(table, _KEPT)
    days = Days(way.today, way.zone, order=way.date_order)

    def read(row: Row) -> Iterable[Found]:
        number = need(table.cell(row, "orderid"), "order number")
        amount = money(table, row, "totalamount", "totalowed")
        quantity = read_quantity(table.cell(row, "originalquantity", "quantity"))
        sent = tuple(parcels(table.cell(row, "carriernametrackingnumber")))
        shipped = table.cell(row, "shipdate", "shipmentdate")
        site = table.cell(row, "website").lower()
        line = Line(
            title=need(table.cell(row, "productname"), "product name"),
            quantity=quantity,
            price=_unit_price(table, row),
            paid=amount,
            key=table.cell(row, "asin"),
            parcel=sent[0][1] if len(sent) == 1 else " ".join(each for _, each in sent) or shipped,
            fields=own(row),
        )
        ordered = days.read(table.cell(row, "orderdate"))
        yield Found(
            kind="order", shop=SHOP, order_number=number, source=table.origin(row), items=(line,),
            state=state(table, row, quantity), amount=amount,
            happened=dated("ordered", ordered),
            facts=facts(site=site if "." in site else None,
                        currency=amount.currency if amount else None),
        )  # fmt: skip
        yield from _shipments(table, row, number, sent, days.read(shipped))

    return read


def _shipments(
    table: Table, row: Row, number: str, sent: tuple[tuple[str, str], ...], on: date | None
) -> Iterable[Found]:
    if not sent and on is None:
        return
    yield Found(
        kind="shipment", shop=SHOP, order_number=number, source=table.origin(row),
        tracking_numbers=tuple(each for _, each in sent),
        carrier=word(sent[0][0]) if sent else None,
        happened=dated("shipped", on),
    )  # fmt: skip


def money(table: Table, row: Row, *keys: str) -> Money | None:
    """Return an amount of Amazon's: a point before the cents, the currency in its own column.

    Raises:
        Unreadable: it is no amount.
    """
    currency = table.cell(row, "currency", "returnamountcurrency") or None
    return read_amount(table.cell(row, *keys), currency=currency, default=None, decimal=".")


def _unit_price(table: Table, row: Row) -> Money | None:
    """Return what one cost without tax; it may have more decimals than money has."""
    try:
        found = money(table, row, "unitprice")
    except Unreadable:
        return None
    return found if found and found.minor >= 0 else None


def state(table: Table, row: Row, quantity: int) -> str | None:
    """Return where Amazon says it stands."""
    told = table.cell(row, "shipmentstatus", "orderstatus")
    return "cancelled" if quantity == 0 else word(told)


def parcels(text: str) -> Iterable[tuple[str, str]]:
    """Yield carrier and number out of `AMZN_US(TBA123456789012)` or `Yamato - 498712345678`."""
    found = _SENT.findall(text)
    if not found and " - " in text:
        name, _, number = text.rpartition(" - ")
        found = [(name, number)] if re.fullmatch(r"[A-Za-z0-9]{6,40}", number.strip()) else []
    for name, number in found:
        yield clean_text(name.strip(" ,")).lower(), "".join(number.split())


OLD: Final = TableFormat(
    "amazon", "Amazon order history (until 2025)",
    frozenset(("orderid", "orderdate", "totalowed", "productname", "website")), _reader,
)  # fmt: skip
NEW: Final = TableFormat(
    "amazon-2026", "Amazon order history (2026)",
    frozenset(("orderid", "orderdate", "totalamount", "productname", "originalquantity")), _reader,
)  # fmt: skip
