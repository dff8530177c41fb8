"""What cannot be of a case: days that nobody can have meant, and money that does not add up.

What the log says is the user's, so most of it is told and nothing is changed.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from returnctl.core.case import Case, Event
from returnctl.core.dayformat import format_day
from returnctl.core.events import EVENTS
from returnctl.core.money import Money
from returnctl.core.reconcile import money_targets, reconcile
from returnctl.core.totals import total
from returnctl.core.views.health import Outcome, bad, note
from returnctl.core.vocabulary import dashed

_FIRST_YEAR: Final = 2000
_LAST_YEAR: Final = 2100


def odd_dates(case: Case, today: date) -> Iterator[Outcome]:
    """Tell of days out of any range, of what happened in the future, and of the wrong order."""
    days = [(dashed(event.kind), event.on) for event in case.events]
    days += [(f"evidence {e.name}", e.taken) for e in case.evidence if e.taken]
    days += [("a message", each.on) for each in case.messages if each.on]
    for name, day in days:
        if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
            yield bad(f"{name} on {format_day(day)} cannot be")
        elif day > today + timedelta(days=1):
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
    """Tell of amounts below zero, of parts that are not the whole, and of too much money."""
    yield from _below_zero(case)
    for event in case.events:
        parts = total(amount for _, amount in event.parts)
        if parts and event.amount and _differ(parts, event.amount):
            yield bad(f"the parts of {dashed(event.kind)} are {parts}, not {event.amount}")
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


def _below_zero(case: Case) -> Iterator[Outcome]:
    amounts: list[tuple[str, Money | None]] = [("the price", case.order.price)]
    amounts += [(f"item {item.title}", item.price) for item in case.items]
    amounts += [(f"item {item.title}", item.paid) for item in case.items]
    amounts += [(dashed(event.kind), event.amount) for event in case.events]
    for name, amount in amounts:
        if amount and amount.minor < 0:
            yield bad(f"{name} is {amount}")


def _differ(one: Money, other: Money) -> bool:
    return one.currency == other.currency and one.minor != other.minor


def odd_zone(case: Case) -> Iterator[Outcome]:
    """Tell of a zone that nobody knows: days would be those of another place."""
    if case.order.zone is None:
        return
    try:
        ZoneInfo(case.order.zone)
    except (KeyError, ValueError, OSError):
        yield bad(f'"{case.order.zone}" is no time zone')
