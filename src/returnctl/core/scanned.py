"""Scans that start or meet rules: `scan:available_for_pickup@inbound`, `scan:moved@return`.

Conventions:
- `@inbound` scans are of parcels to you and belong to the order; `@return` scans are of parcels
  from you and belong to the returns that they carry.
- `any` is every scan of a parcel that is still on its way, understood or not; `moved` those by
  which the carrier has it; `delivered` the one that delivered it for good. Another status
  (`in_transit`, ...) is every scan of it.
- What asks you to do something (`at_door`: `available_for_pickup`, `customs`, `address`, `missed`,
  `exception`) and `waiting` (announced, and nothing since) start a clock only while the parcel
  stands there. When it moves on, the matter is over by itself.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from returnctl.core.case import Case, Checkpoint
from returnctl.core.deadline import Start
from returnctl.core.doors import DOORS, door_of
from returnctl.core.journey import ENDED, Journey, has_moved, is_declined, journeys, returns_in
from returnctl.core.rules import Trigger
from returnctl.core.vocabulary import PARCEL_STATUSES

WAYS_OF_PARCELS: Final = ("inbound", "return")


def scan_starts(trigger: Trigger, case: Case, scope: str, zone: str) -> list[Start]:
    """Return the scans that a trigger names and `scope` can see, as starts."""
    return [
        Start(
            day=scan.on if scan.at is None else local_day(scan.at, zone),
            target=scope,
            name=str(trigger),
            at=scan.at,
            source=scan.source,
            recorded_at=scan.recorded_at,
            told=told_by(found, scan),
        )
        for found in journeys(case)
        if found.parcel.direction == trigger.channel and _belongs(case, found, scope)
        for scan in _WORDS[trigger.name](found)
    ]


def told_by(found: Journey, scan: Checkpoint) -> str:
    """Name a scan for people: the parcel, what the carrier said and where, and who passed it on."""
    words = scan.text or PARCEL_STATUSES[scan.status]
    place = f", {scan.place}" if scan.place else ""
    return f'{found.parcel.number}: "{words}"{place}, told by {scan.provider or "a service"}'


def local_day(instant: datetime, zone: str) -> date:
    """Return the calendar day of an instant in a zone."""
    return instant.astimezone(ZoneInfo(zone)).date()


def _belongs(case: Case, found: Journey, scope: str) -> bool:
    if found.parcel.direction == "inbound":
        return scope == case.id
    return scope in returns_in(case, found.parcel)


def _any(found: Journey) -> Iterator[Checkpoint]:
    if found.status not in ENDED:
        yield from found.scans


def _moved(found: Journey) -> Iterator[Checkpoint]:
    yield from filter(has_moved, found.scans)


def _arrived(found: Journey) -> Iterator[Checkpoint]:
    """Only what delivered it for good, unless the user said that it did not."""
    if found.arrival is not None and not is_declined(found):
        yield found.arrival


def _waiting(found: Journey) -> Iterator[Checkpoint]:
    """A parcel that is announced and was never seen."""
    if found.first_seen is None:
        yield from (scan for scan in found.scans if scan.status == "pre_transit")


def _of_status(status: str) -> Callable[[Journey], Iterator[Checkpoint]]:
    def find(found: Journey) -> Iterator[Checkpoint]:
        yield from (scan for scan in found.scans if scan.status == status)

    return find


def _at_door(door: str) -> Callable[[Journey], Iterator[Checkpoint]]:
    """The first scan of the unbroken row at the end that asks for the same."""

    def find(found: Journey) -> Iterator[Checkpoint]:
        if found.conflict is not None or found.status in ENDED:
            return
        first = None
        for scan in reversed(found.telling):
            if door_of(scan) != door:
                break
            first = scan
        if first is not None:
            yield first

    return find


_WORDS: Final[Mapping[str, Callable[[Journey], Iterator[Checkpoint]]]] = {
    **{status: _of_status(status) for status in PARCEL_STATUSES},
    **{door: _at_door(door) for door in DOORS},
    "any": _any,
    "moved": _moved,
    "delivered": _arrived,
    "waiting": _waiting,
}
SCAN_WORDS: Final = tuple(_WORDS)
