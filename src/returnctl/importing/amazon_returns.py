"""Amazon's returns and refunds out of "Request my data", in the layout until 2025 and that of 2026.

Refunds are of an order, not of an item. Only a reversal that is completed counts; it is all that
will come of its return, so what came is what was expected. What has no money and no day in it is
not read.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from returnctl.core.imported import Found
from returnctl.importing.amazon import SHOP, money
from returnctl.importing.days import Days
from returnctl.importing.reading import ReadRow, TableFormat, dated, facts, need
from returnctl.importing.tables import Row, Table, clean_text
from returnctl.importing.way import Unreadable, Way

# Words of Amazon's reasons, codes and sentences alike, and the reason that they mean here.
_REASONS: Final = (
    ("not_received", ("undeliver", "never arrived", "lost", "not received")),
    ("wrong_item", ("wrong item", "switcheroo", "incorrect item", "different item")),
    ("missing_parts", ("missing",)),
    ("not_as_described", ("not as described", "not_as_described", "inaccurate", "bad-desc")),
    ("defective", ("defect", "does not work", "doesn't work", "not compatible", "quality")),
    ("damaged", ("damage",)),
    ("wrong_size", ("too small", "too large", "too big", "size", "fit")),
    ("late", ("too late", "arrived late", "missed")),
    ("changed_mind", ("no longer", "unwanted", "mistake", "better price", "changed mind")),
)


def reason_of(text: str) -> str | None:
    """Return the reason that a sentence or code of Amazon's means; None for one nobody knows."""
    plain = text.casefold()
    return next((name for name, words in _REASONS if any(w in plain for w in words)), None)


def _days(way: Way) -> Days:
    # Refund dates of the old layout are written the American way, whatever the country.
    return Days(way.today, way.zone, order="mdy")


def _returned(table: Table, way: Way) -> ReadRow:
    days = _days(way)

    def read(row: Row) -> Iterable[Found]:
        on = _needed_day(days, table.cell(row, "dateofreturn"))
        yield _return(table, row, "arrived_back", on, table.cell(row, "returnreason"),
                      state=table.cell(row, "resolution"))  # fmt: skip

    return read


def _reversed(table: Table, way: Way) -> ReadRow:
    days = _days(way)

    def read(row: Row) -> Iterable[Found]:
        _refuse_unfinished(table.cell(row, "reversalstatus"))
        on = _needed_day(days, table.cell(row, "creationdate"))
        yield _return(table, row, "requested", on, table.cell(row, "reversalreason"),
                      key=table.cell(row, "reversalid"))  # fmt: skip

    return read


def _paid_back(table: Table, way: Way) -> ReadRow:
    days = _days(way)

    def read(row: Row) -> Iterable[Found]:
        _refuse_unfinished(table.cell(row, "status"))
        on = _needed_day(days, table.cell(row, "refundcompletiondate"))
        yield _refund(table, row, on, "amountrefunded", key=table.cell(row, "reversalid"))

    return read


def _refunded(table: Table, way: Way) -> ReadRow:
    days = _days(way)

    def read(row: Row) -> Iterable[Found]:
        _refuse_unfinished(table.cell(row, "reversalstatus"))
        created = days.read(table.cell(row, "creationdate"))
        on = _needed_day(days, table.cell(row, "refunddate"))
        reason = table.cell(row, "reversalreason")
        key = f"{created} {reason}" if created else None
        if created and "return" in reason.casefold():
            yield _return(table, row, "requested", created, reason, key=key)
        yield _refund(table, row, on, "refundamount", "directdebitrefundamount", key=key)

    return read


def _requested(table: Table, way: Way) -> ReadRow:
    days = _days(way)

    def read(row: Row) -> Iterable[Found]:
        told = table.cell(row, "returncreationdate", "returnrequestdate", "creationdate", "date")
        on = _needed_day(days, told)
        yield _return(table, row, "requested", on, table.cell(row, "returnreasoncode"))

    return read


def _nothing(_: Table, __: Way) -> ReadRow:
    def read(_: Row) -> Iterable[Found]:
        raise Unreadable("this table has neither money nor days that a return goes by")

    return read


def _needed_day(days: Days, text: str) -> date:
    found = days.read(text)
    if found is None:
        raise Unreadable("it has no date")
    return found


def _refuse_unfinished(status: str) -> None:
    if status and status.casefold() not in ("completed", "complete", "success", "succeeded"):
        raise Unreadable(f'its status is "{status[:40]}", not Completed')


def _return(
    table: Table, row: Row, event: str, on: date, why: str, *, key: str | None = None,
    state: str = "",
) -> Found:  # fmt: skip
    reason = reason_of(why)
    bare = reason is not None or why.casefold() == "customer return"
    said = clean_text(state or ("" if bare else why))
    return Found(
        kind="return", shop=SHOP, order_number=need(table.cell(row, "orderid"), "order number"),
        source=table.origin(row), happened=((event, on),), reason=reason, key=key or None,
        state=said or None, facts=_site(table, row),
    )  # fmt: skip


def _refund(table: Table, row: Row, on: date, *keys: str, key: str | None) -> Found:
    amount = money(table, row, *keys)
    if amount is None or amount.minor <= 0:
        raise Unreadable("it has no amount")
    return Found(
        kind="refund", shop=SHOP, order_number=need(table.cell(row, "orderid"), "order number"),
        source=table.origin(row), happened=dated("refund_issued", on), amount=amount,
        key=key or None, settled=True, facts=_site(table, row),
    )  # fmt: skip


def _site(table: Table, row: Row) -> Mapping[str, Any]:
    site = table.cell(row, "website").lower()
    return facts(site=site) if "." in site else {}


FORMATS: Final = (
    TableFormat("amazon-refunds-2026", "Amazon refunds (2026)",
                frozenset(("orderid", "refundamount", "refunddate", "reversalstatus")), _refunded),
    TableFormat("amazon-refund-payments", "Amazon refund payments (until 2025)",
                frozenset(("orderid", "refundcompletiondate", "amountrefunded")), _paid_back),
    TableFormat("amazon-reversals", "Amazon returned orders (until 2025)",
                frozenset(("orderid", "reversalid", "creationdate", "reversalstatus")), _reversed),
    TableFormat("amazon-returns", "Amazon customer returns (until 2025)",
                frozenset(("orderid", "dateofreturn", "returnreason")), _returned),
    TableFormat("amazon-return-requests", "Amazon return requests (2026)",
                frozenset(("orderid", "returnreasoncode", "returnshippingmethod")), _requested),
    TableFormat("amazon-return-states", "Amazon returns status (2026)",
                frozenset(("orderid", "returnresolution")), _nothing),
)  # fmt: skip
