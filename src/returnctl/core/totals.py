"""What money a case is about: paid, expected back, promised and seen, in the order's currency."""

from collections.abc import Iterable
from typing import Final

from returnctl.core.case import Case, Event
from returnctl.core.money import Money

# What settles how much it will be, whatever was paid.
_AGREED: Final = frozenset(("refund_agreed", "decided"))


def total(amounts: Iterable[Money | None]) -> Money | None:
    """Add amounts of one currency; None when nothing is known, or currencies differ."""
    known = [amount for amount in amounts if amount is not None]
    if not known or len({amount.currency for amount in known}) > 1:
        return None
    return Money(sum(amount.minor for amount in known), known[0].currency)


def order_amount(case: Case) -> Money | None:
    """Return the order's price, or the sum of its items where all have one."""
    if case.order.price is not None:
        return case.order.price
    totals = [item.total for item in case.items]
    return total(totals) if totals and all(totals) else None


def portion_amount(case: Case, portions: tuple[tuple[str, int], ...]) -> Money | None:
    """Return the price of some items in some quantities."""
    prices = {item.id: item.price for item in case.items}
    amounts = [
        Money(price.minor * quantity, price.currency) if (price := prices.get(item)) else None
        for item, quantity in portions
    ]
    return total(amounts) if amounts and all(amounts) else None


def expected_amount(case: Case, target: str) -> Money | None:
    """Return what should come back: what was agreed or decided, the items' price, the order's."""
    agreed = [e.amount for e in case.events_of(target) if e.kind in _AGREED and e.amount]
    if agreed:
        return agreed[-1]
    found = case.find_return(target)
    if found is not None and found.items:
        return portion_amount(case, found.items) or order_amount(case)
    return order_amount(case)


def received_amount(events: Iterable[Event]) -> Money | None:
    """Return what was seen on the statement."""
    return total(event.amount for event in events if event.kind == "money_in")


def promised_amount(events: Iterable[Event]) -> Money | None:
    """Return what the shop says it refunded."""
    return total(event.amount for event in events if event.kind == "refund_issued")
