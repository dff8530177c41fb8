"""Temu's order list, as browser exporters save it: a row for each item."""

from collections.abc import Iterable
from typing import Final

from returnctl.core.imported import Found, Line
from returnctl.core.money import Money
from returnctl.importing.amounts import decide_decimal, read_amount
from returnctl.importing.days import decide_days
from returnctl.importing.reading import OwnColumns, ReadRow, TableFormat, dated, facts, need
from returnctl.importing.tables import Row, Table
from returnctl.importing.way import Way

_SHOP: Final = "temu"


def _reader(table: Table, way: Way) -> ReadRow:
    days = decide_days((*table.values("ordertime"), *table.values("shippeddate")), way)
    decimal = decide_decimal((*table.values("price"), *table.values("ordertotal")), way)

    own = OwnColumns.of(table, ("pricetax", "shippingcost"))

    def amount(row: Row, key: str) -> Money | None:
        text = table.cell(row, key)
        return read_amount(text, currency=None, default=way.currency, decimal=decimal)

    def read(row: Row) -> Iterable[Found]:
        number = need(table.cell(row, "orderid"), "order number")
        title = need(table.cell(row, "itemdescriptionatordertime"), "item")
        whole, ordered = amount(row, "ordertotal"), days.read(table.cell(row, "ordertime"))
        yield Found(
            kind="order", shop=_SHOP, order_number=number, source=table.origin(row),
            items=(Line(title=title, price=amount(row, "price"), fields=own(row)),), amount=whole,
            happened=dated("ordered", ordered),
            facts=facts(price=whole, currency=whole.currency if whole else None,
                        url=table.cell(row, "orderdetailurl")),
        )  # fmt: skip
        if shipped := days.read(table.cell(row, "shippeddate")):
            yield Found(kind="shipment", shop=_SHOP, order_number=number,
                        source=table.origin(row), happened=dated("shipped", shipped))  # fmt: skip

    return read


FORMAT: Final = TableFormat(
    "temu", "Temu orders",
    frozenset(("orderid", "itemdescriptionatordertime", "ordertime", "ordertotal")), _reader,
)  # fmt: skip
