"""Where a field's value is found: small questions to a situation, None for "not known"."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from returnctl.core.letters.situation import Situation
from returnctl.core.money import Money
from returnctl.core.totals import order_amount, portion_amount
from returnctl.core.vocabulary import Direction

# The events whose note says what is wrong.
_COMPLAINTS: Final = frozenset(("problem", "requested", "dispute_opened"))


def items(of: Situation) -> str | None:
    """Name the items concerned, with their number where it is more than one."""
    portions = dict(of.found.items) if of.found and of.found.items else None
    titles = [
        item.title if count == 1 else f"{count} x {item.title}"
        for item in of.case.items
        if item.title and (count := portions.get(item.id, 0) if portions else item.quantity)
    ]
    return ", ".join(titles) or None


def paid(of: Situation) -> Money | None:
    """Return what was paid for the items concerned, else for the order."""
    part = portion_amount(of.case, of.found.items) if of.found and of.found.items else None
    return part or order_amount(of.case)


def missing(of: Situation) -> Money | None:
    """Return what is missing of a refund that came; before it came nothing is short."""
    return of.money.short if of.money.received else None


def details(of: Situation) -> str | None:
    """Return the user's note on the problem."""
    notes = (e.note for e in reversed(of.events) if e.kind in _COMPLAINTS)
    return next(filter(None, notes), None) or (of.found and of.found.note) or None


def amount(*kinds: str) -> Callable[[Situation], Money | None]:
    """Return how to find the last amount of these events."""

    def find(of: Situation) -> Money | None:
        told = (e.amount for e in reversed(of.events) if e.kind in kinds)
        return next(filter(None, told), None)

    return find


def case_number(of: Situation) -> str | None:
    """Return the number of the last dispute that has one."""
    numbers = (e.code for e in reversed(of.events) if e.channel is not None)
    return next(filter(None, numbers), None)


def contacted(of: Situation) -> date | None:
    """Return the day you wrote last, or asked."""
    days = (of.said({"me"}), of.day("seller_contacted"))
    known = [day for day in days if day]
    return max(known) if known else of.day("requested", "dispute_opened")


def ended(*slugs: str) -> Callable[[Situation], date | None]:
    """Return how to find the day that one of another's clocks had, once it is surely over."""

    def find(of: Situation) -> date | None:
        days = (d.row.due_on for d in of.overdue if d.row.rule.partition(".")[2] in slugs)
        return min(filter(None, days), default=None)

    return find


def parcel(direction: Direction, fact: str) -> Callable[[Situation], Any]:
    """Return how to find a fact of the last parcel that way."""
    return lambda of: getattr(of.parcel(direction), fact, None) or None


def evidence(of: Situation) -> tuple[str, ...] | None:
    """Return the kinds of proof there are; what has no kind comes last."""
    kinds = dict.fromkeys(each.kind for each in of.case.evidence)
    return tuple(sorted(kinds, key=lambda kind: kind == "other")) or None


def day(*kinds: str) -> Callable[[Situation], date | None]:
    """Return how to find the day of the last of these events."""
    return lambda of: of.day(*kinds)


GUARANTEES: Final = ("eu.conformity", "de.conformity", "es.conformity", "fr.conformity")
CHARGEBACKS: Final = tuple(
    f"{card}.{slug}"
    for card in ("visa", "mastercard")
    for slug in ("chargeback", "chargeback-not-received", "chargeback-refund")
)
