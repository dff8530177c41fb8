"""What money a case is about: what was paid, and what should come back by component."""

from collections.abc import Iterable
from typing import Final

from returnctl.core.case import Case, Event
from returnctl.core.money import Money
from returnctl.core.remembering import remembered
from returnctl.core.vocabulary import COMPONENTS

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
    items = {item.id: item for item in case.items}
    amounts = [
        known.share(quantity) if (known := items.get(item)) else None for item, quantity in portions
    ]
    return total(amounts) if amounts and all(amounts) else None


@remembered
def expected_amount(case: Case, target: str) -> Money | None:
    """Return what should come back in all."""
    return total(expected_parts(case, target).values())


def expected_parts(case: Case, target: str) -> dict[str, Money]:
    """Return what should come back by component, in one currency, in the components' order.

    The item is what was agreed or decided, else the price of what goes back; what the user told of
    a component stands in its place, and beside it.
    """
    base = _agreed(case, target) or _price(case, target)
    told = dict(_told(case, target))
    found = ({"item": base} if base else {}) | told
    if not found:
        return {}
    currency = (base or next(iter(found.values()))).currency
    known = {name: found[name] for name in COMPONENTS if name in found}
    return {name: amount for name, amount in known.items() if amount.currency == currency}


def events_about(case: Case, target: str) -> tuple[Event, ...]:
    """Return the events of a return; of its order too, where it is the only one.

    A dispute often starts at the order, and the return that was decided comes after it.
    """
    if target == case.id or len(case.returns) != 1:
        return case.events_of(target)
    return tuple(event for event in case.events if event.target in (target, case.id))


def _agreed(case: Case, target: str) -> Money | None:
    agreed = [e.amount for e in events_about(case, target) if e.kind in _AGREED and e.amount]
    return agreed[-1] if agreed else None


def _price(case: Case, target: str) -> Money | None:
    found = case.find_return(target)
    if found is not None and found.items:
        return portion_amount(case, found.items) or order_amount(case)
    return order_amount(case)


def _told(case: Case, target: str) -> tuple[tuple[str, Money], ...]:
    found = case.find_return(target)
    if found is None:
        return case.order.expected
    alone = len(case.returns) == 1
    return found.expected or (case.order.expected if alone else ())
