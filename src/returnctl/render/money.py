"""Refunds in words: asked, promised and seen, what is missing, and by when it must come."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from returnctl.core.agenda import Due
from returnctl.core.case import Return
from returnctl.core.dayformat import format_short
from returnctl.core.money import Money
from returnctl.core.reconcile import Line as Component
from returnctl.core.reconcile import Reconciliation
from returnctl.core.views.cases import CaseView
from returnctl.core.vocabulary import COMPONENTS, LABELS, TENDERS
from returnctl.render.blocks import Block, Column, Line, Row, Span, Table, joined, line, whole
from returnctl.render.page import Page
from returnctl.render.records import jsonable, texts
from returnctl.render.urgency import mark

_LABEL: Final = 8
_ARRIVAL: Final = ".refund-arrival"
_COLUMNS: Final = (
    Column("name"),
    Column("expected", "EXPECTED", right=True),
    Column("promised", "PROMISED", right=True),
    Column("received", "RECEIVED", right=True),
    Column("difference", "DIFFERENCE", right=True),
)


def money_blocks(view: CaseView, page: Page) -> Iterator[Block]:
    """Tell the money of the order and of each return; nothing of a mere purchase."""
    told = [each for each in view.money if _is_told(each, view)]
    for each in told:
        found = view.case.find_return(each.target)
        which = f"   ({view.ref}.{found.number})" if found and len(told) > 1 else ""
        yield _labelled("MONEY", *_sums(each), which)
        yield from _remaining(each, view, page)
        yield from _postage(each, found)
        if len(each.lines) > 1 or any(paid.tender for paid in each.tenders):
            yield _table(each)


def _labelled(label: str, *parts: Span | str) -> Line:
    return line(Span(label.ljust(_LABEL), "dim"), *parts, hang=_LABEL)


def _is_told(found: Reconciliation, view: CaseView) -> bool:
    if found.asked or found.promised or found.received or found.uncounted:
        return True
    claimed = any(
        each.row.id == found.target and each.row.kind != "purchase" for each in view.lines
    )
    return claimed and found.expected is not None


def _sums(found: Reconciliation) -> tuple[Span, ...]:
    told = (
        ("asked", found.asked),
        ("promised", found.promised),
        ("seen on the statement", found.received),
    )
    parts = [line(f"{name} ", whole(_amount(money, found.currency))) for name, money in told]
    return (*joined(parts, "   "), Span(" of ") if found.expected else Span(" "),
            whole(found.expected or found.currency or ""))  # fmt: skip


def _amount(money: Money | None, currency: str | None) -> str:
    """Give an amount without its currency, where that is the one of the line."""
    if money is None:
        return Money(0, currency).decimal if currency else "nothing"
    return money.decimal if money.currency == currency else str(money)


def _remaining(found: Reconciliation, view: CaseView, page: Page) -> Iterator[Line]:
    """Say what is short or too much, and what may still come."""
    parts = []
    if found.short:
        parts.append(line(whole(f"{found.short} short", "late")))
    if found.over:
        parts.append(line(whole(f"{found.over} too much")))
    due = _arrival(found.target, view)
    if found.promised and found.open and due and due.day:
        day = whole(f"{format_short(due.day, page.today)} {mark(due)}")
        parts.append(line(whole(found.open), " still open, due by ", day))
    parts += [
        line(whole(each), f": what did the bank make of it? returnctl rm {view.ref} money-in, "
             "then record it with --worth AMOUNT")
        for each in found.uncounted
    ]  # fmt: skip
    if parts:
        yield _labelled("", *joined(parts, "; "))


def _arrival(target: str, view: CaseView) -> Due | None:
    """Return the clock of the money that is on its way."""
    running = (
        each
        for each in view.deadlines
        if each.row.rule.endswith(_ARRIVAL) and each.row.met_on is None
        and target in (each.row.return_id, each.row.order_id)
    )  # fmt: skip
    return next(running, None)


def _postage(found: Reconciliation, sent: Return | None) -> Iterator[Line]:
    """Say who pays the way back, what it cost, and what of it was claimed and came."""
    if sent is None or not (sent.label or sent.postage):
        return
    parts = [line(LABELS.get(sent.label, sent.label))] if sent.label else []
    if sent.postage:
        parts.append(line("you paid ", whole(sent.postage)))
    claimed = next((each for each in found.lines if each.component == "postage"), None)
    if claimed:
        parts.append(line("claimed ", whole(claimed.expected)))
        parts.append(line("back ", whole(claimed.received)))
    yield _labelled("POSTAGE", *joined(parts, "   "))


def _table(found: Reconciliation) -> Table:
    rows = [_row(COMPONENTS[each.component], each, each.difference) for each in found.lines]
    rows += [
        Row({"name": line(f"paid in: {TENDERS.get(paid.tender, paid.tender)}" if paid.tender
                          else "paid in: not said"),
             "promised": line(whole(paid.promised.decimal)),
             "received": line(whole(paid.received.decimal))})
        for paid in found.tenders
        if len(found.tenders) > 1 or paid.tender
    ]  # fmt: skip
    return Table(_COLUMNS, tuple(rows), under="name", indent=_LABEL)


def _row(name: str, found: Component, difference: Money) -> Row:
    cells = {"expected": found.expected, "promised": found.promised, "received": found.received,
             "difference": difference}  # fmt: skip
    return Row({"name": line(name)} | {
        key: line(whole(money.decimal)) for key, money in cells.items()
    })  # fmt: skip


def money_records(view: CaseView) -> Iterator[Sequence[str]]:
    """Return the sums that are known as plain records."""
    names = ("expected", "promised", "received", "short", "over", "open")
    for each in view.money:
        known = ((name, getattr(each, name)) for name in names)
        yield from (texts("money", name, None, amount) for name, amount in known if amount)


def money_data(view: CaseView, page: Page) -> list[dict[str, Any]]:
    """Return the reconciliation of the order and of each return for JSON."""
    return [_record(each, view, page) for each in view.money]


def _record(found: Reconciliation, view: CaseView, page: Page) -> dict[str, Any]:
    sums = ("asked", "expected", "promised", "received", "short", "over", "open", "uncounted")
    due, sent = _arrival(found.target, view), view.case.find_return(found.target)
    return {
        "of": found.target,
        "currency": found.currency,
        **{name: jsonable(getattr(found, name), page) for name in sums},
        "due_by": jsonable(due.day if due else None, page),
        "components": [
            jsonable(each, page) | {"difference": jsonable(each.difference, page)}
            for each in found.lines
        ],
        "tenders": jsonable(found.tenders, page),
        "label": sent.label if sent else None,
        "postage": jsonable(sent.postage if sent else None, page),
    }
