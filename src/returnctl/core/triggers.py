"""Finding what a trigger names in a case: events, dated facts, scans, the ends of other rules."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from returnctl.core.case import Case, Event
from returnctl.core.deadline import Deadline, Start
from returnctl.core.events import EVENTS
from returnctl.core.facts import DATED_FACTS
from returnctl.core.rules import Trigger
from returnctl.core.scanned import SCAN_WORDS, WAYS_OF_PARCELS, local_day, scan_starts

EndOf = Callable[[str], Deadline | None]

# A dispute recorded without a channel is one with the shop, not with a bank or a court.
_SHOP_CHANNELS: Final = ("seller", "platform")


def parse_trigger(text: str) -> Trigger:
    """Read a trigger as packs write it.

    Raises:
        ValueError: it names no event, dated fact, rule or scan.
    """
    if text.startswith("rule:"):
        return Trigger("rule", text.removeprefix("rule:"))
    name, _, channel = text.removeprefix("scan:").partition("@")
    if text.startswith("scan:"):
        if name in SCAN_WORDS and channel in WAYS_OF_PARCELS:
            return Trigger("scan", name, channel)
        msg = f"{text!r} is no scan: write scan:delivered@return"
        raise ValueError(msg)
    if name in EVENTS:
        return Trigger("event", name, channel or None)
    if name in DATED_FACTS and not channel:
        return Trigger("fact", name)
    msg = f"{text!r} is no event, dated fact or rule:SLUG"
    raise ValueError(msg)


def occurrences(
    triggers: Sequence[Trigger], case: Case, scope: str, *, zone: str, end_of: EndOf
) -> list[Start]:
    """Return every occurrence of the triggers that `scope` can see, oldest first.

    A return sees its own events and the order's; the order sees the events of all its returns.
    """
    found: list[Start] = []
    for trigger in triggers:
        found += _find(trigger, case, scope, zone, end_of)
    return sorted(found, key=lambda start: (start.day, start.at.isoformat() if start.at else ""))


def _find(trigger: Trigger, case: Case, scope: str, zone: str, end_of: EndOf) -> list[Start]:
    if trigger.kind == "fact":
        day = getattr(case.order, trigger.name)
        return [Start(day, case.id, trigger.name)] if day else []
    if trigger.kind == "scan":
        return scan_starts(trigger, case, scope, zone)
    if trigger.kind == "rule":
        ended = end_of(trigger.name)
        if ended is None or ended.due_on is None:
            return []
        return [Start(ended.due_on, ended.owner, str(trigger))]
    starts = _events(trigger.name, trigger.channel, case, scope, zone)
    stand_in = EVENTS[trigger.name].stand_in
    if not starts and stand_in:
        return _events(stand_in, None, case, scope, zone, instead_of=trigger.name)
    return starts


def _events(
    name: str,
    channel: str | None,
    case: Case,
    scope: str,
    zone: str,
    instead_of: str | None = None,
) -> list[Start]:
    return [
        Start(
            day_in(event, zone),
            event.target,
            event.kind,
            at=event.at,
            event_id=event.id,
            source=event.source,
            recorded_at=event.recorded_at,
            instead_of=instead_of,
        )
        for event in case.events
        if event.kind == name
        and is_on(event, channel)
        and (scope == case.id or event.target in (scope, case.id))
    ]


def is_on(event: Event, channel: str | None) -> bool:
    """Say whether an event belongs to a channel; with None to any."""
    if channel is None or event.channel == channel:
        return True
    return event.channel is None and channel in _SHOP_CHANNELS


def day_in(event: Event, zone: str) -> date:
    """Return the event's day in a zone: a bare date is the zone's date, a time is converted."""
    return event.on if event.at is None else local_day(event.at, zone)
