"""What conditions can ask about an order or a return: its facts, and what its events say."""

from collections.abc import Iterator
from typing import Any, Final

from returnctl.core.case import Case, Item, Parcel
from returnctl.core.money import Money
from returnctl.core.places import site_country
from returnctl.core.remembering import remembered
from returnctl.core.rules import ORDINARY
from returnctl.core.totals import expected_amount, order_amount
from returnctl.core.triggers import is_on

_ORDER_FIELDS: Final = (
    "shop", "seller", "seller_country", "paid_with", "currency", "country", "subdivision", "buyer",
    "free_return",
)  # fmt: skip
CONDITION_FIELDS: Final = frozenset(
    (*_ORDER_FIELDS, "site", "category", "reason", "resolution", "label", "amount", "item_price",
     "carrier", "outcome", "tracked")
)  # fmt: skip


@remembered
def facts_of(case: Case, scope: str) -> dict[str, Any]:
    """Return every field of `CONDITION_FIELDS`; None where it is not known."""
    found, parcels = case.find_return(scope), [*_parcels(case, scope)]
    return {
        **_of_order(case),
        "reason": case.reason_of(scope),
        # Who asks for nothing else asks for the money.
        "resolution": (found.resolution if found else None) or "refund",
        "label": found.label if found else None,
        "amount": expected_amount(case, scope),
        "item_price": _item_price(case, scope),
        # Who carries the parcels of a return, or those that bring the order.
        "carrier": next((each.carrier for each in parcels if each.carrier), None),
        "tracked": bool(parcels),
        "outcome": outcome_of(case, scope),
    }


@remembered
def _of_order(case: Case) -> dict[str, Any]:
    order = case.order
    facts = {name: getattr(order, name) for name in _ORDER_FIELDS}
    # A site is told in many ways (`amazon.de`, `de`); conditions know it by its country.
    facts["site"] = site_country(order.site)
    # Only goods with rules of their own have a category: without one they are ordinary.
    facts["category"] = order.category or ORDINARY
    return facts


def _item_price(case: Case, scope: str) -> Money | None:
    """Return the price of the dearest single item that goes back, or of the order."""
    found = case.find_return(scope)
    portions = dict(found.items) if found else {}
    items = [item for item in case.items if not portions or item.id in portions]
    if not items or _is_one(items):
        return (items and items[0].price) or order_amount(case)
    prices = [item.price for item in items if item.price is not None]
    if len(prices) < len(items) or len({price.currency for price in prices}) > 1:
        return None
    return max(prices, key=lambda price: price.minor)


def _is_one(items: list[Item]) -> bool:
    return len(items) == 1 and items[0].quantity == 1


def _parcels(case: Case, scope: str) -> Iterator[Parcel]:
    direction = "inbound" if scope == case.id else "return"
    for parcel in case.parcels:
        if parcel.direction == direction and (not parcel.returns or scope in parcel.returns):
            yield parcel


def outcome_of(case: Case, scope: str, channel: str | None = None) -> str | None:
    """Return what was decided on a channel, else what was decided last."""
    decided = [e for e in case.events if e.kind == "decided" and e.outcome]
    outcomes = [
        event.outcome
        for event in decided
        if event.target in (scope, case.id) and is_on(event, channel)
    ]
    return outcomes[-1] if outcomes else None
