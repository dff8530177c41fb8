"""What the case is about: the purchase, the problem, and each return."""

from collections.abc import Iterator
from typing import Final

from returnctl.core.case import Event, Return
from returnctl.core.dayformat import format_day
from returnctl.core.dossier.material import Material
from returnctl.core.dossier.paper import Cell, Facts, Section
from returnctl.core.reconcile import reconcile
from returnctl.core.statuses import status_of
from returnctl.core.totals import order_amount
from returnctl.core.vocabulary import LABELS, PAYMENTS, REASONS, RESOLUTIONS

Row = tuple[str, Cell]
_PROMISED: Final = "Refund promised by the shop, not all of it received"


def purchase(of: Material) -> Section:
    """Return what was bought: where, when, for how much, and what is wrong with it."""
    return Section("In short", (Facts(tuple(_purchase(of))),))


def _purchase(of: Material) -> Iterator[Row]:
    order = of.case.order
    yield "Shop", Cell(of.shop_title or order.shop, below=order.site or "")
    if order.seller or order.seller_country:
        country = f" ({order.seller_country})" if order.seller_country else ""
        yield "Seller", Cell(f"{order.seller or 'not known'}{country}")
    if order.number:
        yield "Order number", Cell(order.number, "code")
    if order.payment:
        yield "Payment number", Cell(order.payment, "code")
    yield from _days(of, ("Ordered", "ordered"), ("Paid", "paid"))
    if price := order_amount(of.case):
        paid_with = PAYMENTS.get(order.paid_with or "", order.paid_with or "")
        yield "Price", Cell(str(price), below=f"paid with {paid_with}" if paid_with else "")
    for number, item in enumerate(of.case.items):
        price = item.price
        below = f"{price} each" if price and item.quantity != 1 else str(price or "")
        yield "" if number else "Items", Cell(f"{item.quantity} x {item.title}", below=below)
    yield from _days(of, ("Delivered", "delivered"))
    yield from _problem(of)
    if not of.case.returns:
        yield from _standing(of, of.case.id)


def _days(of: Material, *wanted: tuple[str, str]) -> Iterator[Row]:
    for label, kind in wanted:
        if found := _last(of, kind):
            yield label, Cell(format_day(found.on))


def _last(of: Material, kind: str) -> Event | None:
    return next((each for each in reversed(of.case.events) if each.kind == kind), None)


def _problem(of: Material) -> Iterator[Row]:
    found = _last(of, "problem")
    if found is not None:
        reason = REASONS.get(found.reason or "", found.reason or "noted")
        yield "Problem", Cell(f"{reason}, noted on {format_day(found.on)}", below=found.note or "")


def _standing(of: Material, target: str) -> Iterator[Row]:
    """Say where it stands, and what money it is about."""
    status, money = status_of(of.case, target), reconcile(of.whole, target)
    # The label is the shop's word for it, and a bank would take it for the buyer's.
    label = _PROMISED if status.name == "refund_processed" and money.open else status.label
    yield "Status", Cell(f"{label}, {format_day(of.today)}")
    if money.expected:
        yield "Should come back", Cell(str(money.expected), "strong")
    if money.open and money.open != money.expected:
        yield "Still open", Cell(str(money.open), "strong")


def returns(of: Material) -> Section | None:
    """Return what is known of each return."""
    if not of.case.returns:
        return None
    alone = len(of.case.returns) == 1
    facts = (Facts(tuple(_return(each, of))) for each in of.case.returns)
    return Section("The return" if alone else "The returns", tuple(facts))


def _return(found: Return, of: Material) -> Iterator[Row]:
    if which := of.which(found.id):
        yield which.capitalize(), Cell("", "strong")
    yield from _standing(of, found.id)
    if reason := of.case.reason_of(found.id):
        yield "Reason", Cell(REASONS.get(reason, reason))
    if found.resolution:
        yield "Asked for", Cell(RESOLUTIONS.get(found.resolution, found.resolution))
    if found.code:
        yield "Return code", Cell(found.code, "code")
    titles = {item.id: item.title for item in of.case.items}
    for number, (item, quantity) in enumerate(found.items):
        yield "" if number else "Goes back", Cell(f"{quantity} x {titles.get(item, 'an item')}")
    if found.return_to:
        yield "Return address", Cell(found.return_to)
    if found.label:
        yield "Way back", Cell(LABELS.get(found.label, found.label))
    if found.postage:
        yield "Postage paid", Cell(str(found.postage))
