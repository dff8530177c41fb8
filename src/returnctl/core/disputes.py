"""Disputes: what happened on each channel, told apart from the others.

A dispute recorded without a channel (by an import) is one with the shop.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar

from returnctl.core.case import Case, Event
from returnctl.core.events import EVENTS
from returnctl.core.money import Money
from returnctl.core.structs import Struct

_T = TypeVar("_T")


class Dispute(Struct, frozen=True, kw_only=True):
    """One contest on one channel, as its own events tell it; `stage` is the last of them.

    `number` is the case number, `answer_by` the day that came with the last event.
    """

    target: str
    channel: str | None
    stage: str
    on: date
    opened_on: date | None = None
    closed: bool = False
    number: str | None = None
    reason: str | None = None
    refusal: str | None = None
    outcome: str | None = None
    asked: Money | None = None
    offered: Money | None = None
    awarded: Money | None = None
    answer_by: date | None = None


def disputes(case: Case) -> tuple[Dispute, ...]:
    """Return the disputes of a case, in the order in which they began."""
    found: dict[tuple[str, str | None], list[Event]] = {}
    for event in case.events:
        if EVENTS[event.kind].on_channel:
            found.setdefault((event.target, event.channel), []).append(event)
    return tuple(_dispute(events) for events in found.values())


def _dispute(events: Sequence[Event]) -> Dispute:
    last = events[-1]
    decided = [each for each in events if each.kind == "decided"]
    return Dispute(
        target=last.target,
        channel=last.channel,
        stage=last.kind,
        on=last.on,
        opened_on=next((e.on for e in events if e.kind == "dispute_opened"), None),
        closed=last.kind == "dispute_closed",
        number=_last(e.code for e in events),
        reason=_last(e.reason for e in events),
        refusal=_last(e.refusal for e in events),
        outcome=decided[-1].outcome if decided else None,
        asked=_last(e.amount for e in events if e.kind in ("dispute_opened", "counter_offer")),
        offered=_last(e.amount for e in events if e.kind == "offer_made"),
        awarded=decided[-1].amount if decided else None,
        answer_by=last.until,
    )


def _last(values: Iterable[_T | None]) -> _T | None:
    known = [value for value in values if value is not None]
    return known[-1] if known else None


def running_channels(case: Case, target: str) -> list[str]:
    """Return the channels on which the order or return has a dispute that is not closed."""
    return [
        each.channel
        for each in disputes(case)
        if each.target in (target, case.id) and each.channel and not each.closed
    ]


def without_closed(events: Sequence[Event]) -> Sequence[Event]:
    """Leave out the disputes that were closed, while one on another channel goes on."""
    last = {e.channel: e.kind for e in events if EVENTS[e.kind].on_channel}
    closed = {channel for channel, kind in last.items() if kind == "dispute_closed"}
    if len(closed) == len(last):
        return events
    return [e for e in events if not (EVENTS[e.kind].on_channel and e.channel in closed)]
