"""Finding what a trigger names in a case: events, dated facts, scans, the ends of other rules."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property, lru_cache
from typing import Final

from returnctl.core.case import Case, Event
from returnctl.core.deadline import Deadline, Start
from returnctl.core.events import EVENTS
from returnctl.core.facts import DATED_FACTS
from returnctl.core.rules import Trigger
from returnctl.core.scanned import SCAN_WORDS, WAYS_OF_PARCELS, local_day, scan_starts
from returnctl.core.structs import Struct, field

EndOf = Callable[[str], Deadline | None]

# A dispute recorded without a channel is one with the shop, not with a bank or a court.
_SHOP_CHANNELS: Final = ("seller", "platform")
# Events with the kind that stands in for them where they were not recorded.
_STAND_INS: Final = tuple((name, row.stand_in) for name, row in EVENTS.items() if row.stand_in)


@lru_cache(maxsize=256)
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


class Happened(Struct, frozen=True, dict=True):
    """What happened in a case, as triggers name it; each trigger is looked for once."""

    case: Case
    _found: dict[tuple[Trigger, str, str], list[Start]] = field(default_factory=dict)
    _names_at: dict[str, frozenset[str]] = field(default_factory=dict)

    def find(
        self, triggers: Sequence[Trigger], scope: str, zone: str, end_of: EndOf
    ) -> list[Start]:
        """Return every occurrence of the triggers that `scope` can see, oldest first.

        A return sees its own events and the order's; the order sees the events of all its returns.
        """
        names, found = self.names, list[Start]()
        for trigger in triggers:
            if trigger.kind == "rule":
                found = found + _end(trigger, end_of)
            elif trigger.name in names:
                asked = (trigger, scope, zone)
                if asked not in self._found:
                    self._found[asked] = _find(trigger, self.case, scope, zone)
                found = found + self._found[asked]
        return sorted(found, key=_when) if len(found) > 1 else found

    def names_at(self, scope: str) -> frozenset[str]:
        """Return the names of all that may have happened to the order or a return itself."""
        found = self._names_at.get(scope)
        if found is None:
            events = self.case.events_of(scope)
            found = self._names_at[scope] = self._names(events, has_facts=scope == self.case.id)
        return found

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of all that the case may have occurrences of."""
        return self._names(self.case.events, has_facts=True)

    def _names(self, events: Sequence[Event], *, has_facts: bool) -> frozenset[str]:
        """Return what such events go by; "" stands for the ends of rules."""
        kinds = {event.kind for event in events}
        for_others = [name for name, kind in _STAND_INS if kind in kinds]
        facts = [name for name in DATED_FACTS if has_facts and getattr(self.case.order, name)]
        scans = SCAN_WORDS if self.case.checkpoints else ()
        return frozenset(("", *kinds, *for_others, *facts, *scans))


def _when(start: Start) -> tuple[date, str]:
    return start.day, start.at.isoformat() if start.at else ""


def _end(trigger: Trigger, end_of: EndOf) -> list[Start]:
    ended = end_of(trigger.name)
    if ended is None or ended.due_on is None:
        return []
    return [Start(ended.due_on, ended.owner, str(trigger))]


def _find(trigger: Trigger, case: Case, scope: str, zone: str) -> list[Start]:
    if trigger.kind == "fact":
        day = getattr(case.order, trigger.name)
        return [Start(day, case.id, trigger.name)] if day else []
    if trigger.kind == "scan":
        return scan_starts(trigger, case, scope, zone)
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
