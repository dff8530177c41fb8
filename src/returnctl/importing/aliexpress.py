"""What browser exporters make of AliExpress's order list, and AliExpress's own copy of your data.

None of them has tracking numbers or days of delivery: those come from mails, or by hand.
"""

from collections.abc import Iterable
from typing import Final

from returnctl.core.imported import Found, Line
from returnctl.core.money import Money
from returnctl.importing.amounts import decide_decimal, read_amount
from returnctl.importing.days import decide_days
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

SHOP: Final = "aliexpress"
_DAY: Final = ("orderdate", "date")
_UNIT: Final = ("itempricetext", "unitprice", "price")
_KEPT: Final = (
    "status", "attributes", "skuattrsjson", "productid", "skuid", "sku", "producturl",
    "itemdetailurl", "snapshoturl", "tags", "invoiceurl",
)  # fmt: skip
_CANCELLED: Final = ("cancel", "closed", "expired")


def _lines(table: Table, way: Way) -> ReadRow:
    """Read a row for each line of an order."""
    days = decide_days(table.values(*_DAY), way)
    decimal = decide_decimal(table.values(*_UNIT), way)
    own = OwnColumns.of(table, _KEPT)
    has_total = "unitprice" in table.columns and "price" in table.columns

    def amount(row: Row, *keys: str) -> Money | None:
        currency = table.cell(row, "currency") or None
        text = table.cell(row, *keys)
        return read_amount(text, currency=currency, default=way.currency, decimal=decimal)

    def read(row: Row) -> Iterable[Found]:
        unit, paid = amount(row, *_UNIT), amount(row, "price") if has_total else None
        keys = ("productid", "itemid", "orderlineid")
        line = Line(
            title=need(table.cell(row, "title", "itemtitle", "product"), "title"),
            quantity=read_quantity(table.cell(row, "qty", "quantity")),
            price=unit, paid=paid,
            key="/".join(filter(None, (table.cell(row, *keys), table.cell(row, "skuid")))),
            fields=own(row),
        )  # fmt: skip
        known = unit or paid
        ordered = days.read(table.cell(row, "orderdateiso", *_DAY))
        yield Found(
            kind="order", shop=SHOP, order_number=_number(table.cell(row, "orderid")),
            source=table.origin(row), items=(line,), state=_state(table.cell(row, "status")),
            happened=dated("ordered", ordered),
            facts=facts(seller=clean_text(table.cell(row, "store", "storename")),
                        currency=known.currency if known else None),
        )  # fmt: skip

    return read


def _orders(table: Table, way: Way) -> ReadRow:
    """Read a row for each order; its lines are in a file of their own."""
    days = decide_days(table.values("orderdate"), way)
    decimal = decide_decimal(table.values("totalpricetext"), way)
    own = OwnColumns.of(table, ("status", "paymentmethod"))

    def read(row: Row) -> Iterable[Found]:
        price = read_amount(table.cell(row, "totalpricetext"), decimal=decimal,
                            currency=table.cell(row, "currency") or None,
                            default=way.currency)  # fmt: skip
        ordered = days.read(table.cell(row, "orderdate"))
        yield Found(
            kind="order", shop=SHOP, order_number=_number(table.cell(row, "orderid")),
            source=table.origin(row), title=clean_text(table.cell(row, "ordertitle")),
            state=_state(table.cell(row, "status")), amount=price,
            happened=dated("ordered", ordered),
            facts=facts(seller=clean_text(table.cell(row, "storename")), price=price,
                        currency=price.currency if price else None,
                        url=table.cell(row, "orderdetailurl")),
            fields=own(row),
        )  # fmt: skip

    return read


def _own_data(table: Table, way: Way) -> ReadRow:
    """Read AliExpress's workbook: a row for each line, amounts in cents and without a currency."""
    days = decide_days(table.values("gmtcreateordertime"), way)
    own = OwnColumns.of(table, ("orderstatus", "endreason", "frozenstatus"))

    def cents(row: Row, key: str) -> Money | None:
        text = table.cell(row, key).removesuffix(".0")
        if not text:
            return None
        if way.currency is None:
            raise Unreadable("it has no currency (returnctl config set currency EUR)")
        if not (text.isascii() and text.isdigit() and len(text) < 13):
            raise Unreadable(f'"{text[:40]}" is no number of cents')
        return Money(int(text), way.currency)

    def read(row: Row) -> Iterable[Found]:
        paid = cents(row, "payableamt")
        line = Line(
            title=need(table.cell(row, "itemname"), "title"), paid=paid,
            price=cents(row, "unitprice"), key=table.cell(row, "orderid"),
            fields=own(row),
        )  # fmt: skip
        told = (("ordered", "gmtcreateordertime"), ("paid", "gmtpayordertime"))
        dated = ((event, days.read(table.cell(row, key))) for event, key in told)
        yield Found(
            kind="order", shop=SHOP, source=table.origin(row), items=(line,), amount=paid,
            order_number=_number(table.cell(row, "parentorderid", "orderid")),
            state=_state(table.cell(row, "orderstatus")),
            happened=tuple((event, day) for event, day in dated if day),
            facts=facts(currency=way.currency),
        )  # fmt: skip

    return read


def _number(text: str) -> str:
    return need(text, "order number").lstrip("#").replace(" ", "")


def _state(text: str) -> str | None:
    plain = word(text) or ""
    return "cancelled" if any(each in plain for each in _CANCELLED) else plain or None


FORMATS: Final = (
    TableFormat("aliexpress-inventory", "AliExpress, Shopper Inventory",
                frozenset(("orderid", "title", "qty", "price", "store", "productid")), _lines),
    TableFormat("aliexpress-inventory-json", "AliExpress, Shopper Inventory (JSON)",
                frozenset(("orderid", "orderlineid", "title", "price", "storename")), _lines),
    TableFormat("aliexpress-exporter", "AliExpress, order exporter",
                frozenset(("orderid", "itemid", "product", "unitprice", "storename")), _lines),
    TableFormat("aliexpress-lines", "AliExpress, order export (lines)",
                frozenset(("orderid", "itemtitle", "itempricetext", "orderlineid")), _lines),
    TableFormat("aliexpress-orders", "AliExpress, order export (orders)",
                frozenset(("orderid", "ordertitle", "totalpricetext")), _orders),
    TableFormat("aliexpress-data", "AliExpress, your own data",
                frozenset(("orderid", "parentorderid", "itemname", "payableamt")), _own_data,
                numbers=("parentorderid", "orderid")),
)  # fmt: skip
