"""Orders and returns as one table: a row for each return, and for each order without one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from returnctl.core.money import Money
from returnctl.core.sheets import Cell, Sheet

_NAMES: Final = (
    "id", "ref", "kind", "order_id", "shop", "seller", "order_number", "return_code", "items",
    "status", "reason", "resolution", "amount", "amount_currency", "refunded",
    "refunded_currency", "tracking_numbers", "ordered_on", "closed", "updated_on",
)  # fmt: skip


def case_sheet(cases: Iterable[Mapping[str, Any]]) -> Sheet:
    """Return the table of cases as `store.caserows` yields them."""
    return Sheet(_NAMES, (row for case in cases for row in _rows(case)))


def _rows(case: Mapping[str, Any]) -> Iterator[Sequence[Cell]]:
    ordered = next((event.on for event in case["events"] if event.kind == "ordered"), None)
    for row in case["status"]:
        yield (
            row.id, row.ref, row.kind, row.order_id, row.shop, row.seller, row.order_number,
            row.return_code, ", ".join(row.items), row.status, row.reason, row.resolution,
            *_amount(row.amount), *_amount(row.refunded),
            ", ".join(each.number for each in row.parcels), ordered,
            "yes" if row.closed else "no", row.updated_on,
        )  # fmt: skip


def _amount(money: Money | None) -> tuple[Cell, Cell]:
    return (Decimal(money.decimal), money.currency) if money else (None, None)
