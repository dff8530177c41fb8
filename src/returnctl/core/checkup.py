"""What is odd of a case: days that nobody can have meant, and money that does not add up.

What the log says is the user's, so it is told and nothing is changed. What cannot be at all (a year
before 2000, a zone that nobody knows, an amount below zero) never gets here: the fold lists it as
an entry that does not fit.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from returnctl.core.case import Case, Event
from returnctl.core.dayformat import format_day
from returnctl.core.events import EVENTS
from returnctl.core.money import Money
from returnctl.core.reconcile import money_targets, reconcile
from returnctl.core.totals import total
from returnctl.core.views.health import Outcome, bad, note
from returnctl.core.vocabulary import dashed


def odd_dates(case: Case, today: date) -> Iterator[Outcome]:
    """Tell of what happened in the future, and of days the wrong way round."""
    days = [(dashed(event.kind), event.on) for event in case.events]
    days += [(f"evidence {e.name}", e.taken) for e in case.evidence if e.taken]
    days += [("a message", each.on) for each in case.messages if each.on]
    for name, day in days:
        if day > today + timedelta(days=1):
            yield note(f"{name} on {format_day(day)} is yet to come")
    for event in case.events:
        yield from _too_early(case, event)


def _too_early(case: Case, event: Event) -> Iterator[Outcome]:
    """An event before one that it comes after: `--force` records such, and so do imports."""
    kind = EVENTS.get(event.kind)
    for other in case.events_of(event.target) if kind else ():
        if kind and other.kind in kind.after and other.on > event.on:
            first, second = dashed(event.kind), dashed(other.kind)
            days = f"{format_day(event.on)}, {second} on {format_day(other.on)}"
            yield note(f"{first} on {days}: the wrong way round")


def odd_money(case: Case) -> Iterator[Outcome]:
    """Tell of parts that are not the whole, and of too much money."""
    for event in case.events:
        parts = total(amount for _, amount in event.parts)
        # What nobody split is no fault.
        if parts and event.amount and _differ(parts, event.amount) and event.amount < parts:
            yield bad(f"the parts of {dashed(event.kind)} are {parts}, more than {event.amount}")
    items = [item.paid for item in case.items]
    lines = total(items) if items and all(items) else None
    if lines and case.order.price and _differ(lines, case.order.price):
        yield note(f"the items were paid {lines}, the order says {case.order.price}")
    for target in money_targets(case):
        found = reconcile(case, target)
        if found.over:
            yield note(f"{found.over} more came than was expected")
        if found.received and sum(each.received.minor for each in found.lines) != (
            found.received.minor
        ):
            yield bad(f"the components do not add up to {found.received}")


def _differ(one: Money, other: Money) -> bool:
    return one.currency == other.currency and one.minor != other.minor
