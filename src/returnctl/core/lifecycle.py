"""What may follow what: contradictions of dates and stages, what an event implies, what comes next.

Stages may be skipped; only contradictions are refused. All of it is read from the event table.
"""

from collections.abc import Iterable
from datetime import date
from typing import Final

from returnctl.core.case import Case, Event
from returnctl.core.dayformat import format_day
from returnctl.core.events import EVENTS, FOLLOWS_THE_END, EventKind
from returnctl.core.statuses import status_of
from returnctl.core.vocabulary import dashed

# What usually comes next, by status: the first thing that `mark REF` offers.
LIKELY: Final = {
    "purchased": ("shipped", "delivered", "cancel_requested", "problem"),
    "shipped": ("delivered", "problem"),
    "delivered": ("problem", "receipt_confirmed", "requested", "kept"),
    "problem_noted": ("dispute_opened", "requested", "offer_made", "kept"),
    "request_submitted": ("approved", "declined", "acknowledged", "cancelled"),
    "awaiting_approval": ("approved", "declined", "offer_made", "cancelled"),
    "approved": ("sent", "label_received", "kept"),
    "declined": ("dispute_opened", "escalated", "kept"),
    "in_transit": ("arrived_back", "tracking_submitted", "refund_issued"),
    "item_received": ("refund_issued", "inspected", "exchange_shipped"),
    "in_dispute": ("offer_made", "escalated", "decided", "approved"),
    "escalated": ("decided", "evidence_asked"),
    "decided": ("refund_issued", "sent", "appealed"),
    "appealed": ("decided",),
    "dispute_closed": ("dispute_opened", "reopened", "kept"),
    "refund_processed": ("money_in", "sent", "credit_used"),
    "exchange_shipped": ("exchange_received",),
    "reopened": ("problem", "requested", "dispute_opened"),
}


def date_clash(kind: str, on: date, others: Iterable[tuple[str, date]]) -> str | None:
    """Return how a date contradicts other events' dates, or None.

    `others` may hold an older date of the same event: correcting it is no contradiction. What can
    happen again after another has no fixed place beside it.
    """
    for other, day in others:
        if other == kind or other in EVENTS[kind].again_after or kind in EVENTS[other].again_after:
            continue
        if other in EVENTS[kind].after and day > on:
            return f"{_dated(kind, on)} would be before {_dated(other, day)}"
        if kind in EVENTS[other].after and day < on:
            return f"{_dated(kind, on)} would be after {_dated(other, day)}"
    return None


def stage_clash(case: Case, target: str, kind: EventKind) -> str | None:
    """Return how an event contradicts the stage of an order or return, or None."""
    status = status_of(case, target)
    begins_anew = kind.opens_return and target == case.id
    if status.closed and kind.name not in FOLLOWS_THE_END and not begins_anew:
        return f"it is closed ({status.label})"
    barring = [e for e in case.events_of(target) if e.kind in kind.barred_by]
    if barring:
        return f"{_dated(barring[0].kind, barring[0].on)} is recorded"
    return None


def closed_clash(case: Case, kind: EventKind) -> str | None:
    """Return how an event contradicts the end of the whole order, or None."""
    status = status_of(case, case.id)
    if status.closed and kind.name not in FOLLOWS_THE_END:
        return f"it is closed ({status.label})"
    return None


def implied(case: Case, target: str) -> tuple[str, ...]:
    """Return the events that must have happened and have no date, in the order of life."""
    seen = {event.kind for event in _visible(case, target)}
    wanted: set[str] = set()
    following = list(seen)
    while following:
        new = set(EVENTS[following.pop()].implies) - seen - wanted
        wanted |= new
        following += new
    return tuple(name for name in EVENTS if name in wanted)


def followers(case: Case, target: str) -> tuple[tuple[EventKind, ...], tuple[EventKind, ...]]:
    """Return the events that usually come next, and all others that can."""
    status = status_of(case, target)
    likely = tuple(EVENTS[name] for name in LIKELY.get(status.name, ("reopened",)))
    level = "return" if target != case.id else "order"
    others = tuple(
        kind
        for kind in EVENTS.values()
        if kind not in likely
        and (level in kind.levels or kind.opens_return)
        and stage_clash(case, target, kind) is None
    )
    return likely, others


def _visible(case: Case, target: str) -> tuple[Event, ...]:
    return tuple(event for event in case.events if event.target in (target, case.id))


def visible_dates(case: Case, target: str, channel: str | None = None) -> list[tuple[str, date]]:
    """Return the dated events that an event of the target must agree with.

    A dispute on one channel runs beside those on the others: with `channel`, theirs are left out.
    """
    return [
        (event.kind, event.on)
        for event in _visible(case, target)
        if channel is None or event.channel in (None, channel)
    ]


def _dated(kind: str, day: date) -> str:
    return f"{dashed(kind)} on {format_day(day)}"
