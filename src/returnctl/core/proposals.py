"""What the scans of parcels suggest: events that the user may take over, derived and never stored.

Conventions:
- A proposal changes nothing. It becomes an event when it is accepted, with tracking as its source,
  so that the user's own word for the same event wins, whenever it came.
- What is recorded already, by whomever, is not proposed again, and neither is what the user
  declined (`Parcel.declined` holds the keys) or what a closed order or return has no use for.
- A parcel whose number went backwards proposes nothing.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from returnctl.core.case import Case, Checkpoint, Parcel
from returnctl.core.doors import door_of
from returnctl.core.events import EVENTS
from returnctl.core.journey import ENDED, Journey, is_declined, journeys, returns_in
from returnctl.core.lifecycle import closed_clash, date_clash, stage_clash, visible_dates
from returnctl.core.statuses import is_open, open_returns
from returnctl.core.structs import Struct


class Proposal(Struct, frozen=True, kw_only=True):
    """An event that a scan suggests; `clash` says how it contradicts what is recorded."""

    kind: str
    target: str
    on: date
    at: datetime | None
    parcel: Parcel
    scan: Checkpoint
    reason: str | None = None
    clash: str | None = None

    @property
    def key(self) -> str:
        """What a decline is remembered by."""
        return f"{self.kind} {self.target} {self.on.isoformat()}"

    @property
    def says(self) -> str:
        """The event as a user would tell it."""
        return EVENTS[self.kind].says


def proposals(case: Case) -> tuple[Proposal, ...]:
    """Return what the scans of a case suggest, in the order of life."""
    found = journeys(case)
    inbound = [each for each in found if each.parcel.direction == "inbound"]
    back = [each for each in found if each.parcel.direction == "return"]
    told = [*_inbound(case, inbound), *(p for each in back for p in _way_back(case, each))]
    return tuple(_unclashed(case, [p for p in told if p.key not in p.parcel.declined]))


def advice(case: Case, found: Journey) -> str | None:
    """Say what to do about a parcel where no event can be proposed, or nothing."""
    parcel = found.parcel
    if found.conflict is not None:
        return "Look at the carrier's page, and record what really happened."
    if parcel.direction == "return":
        if found.turned is not None:
            return "It goes back to you: tell the seller, and ask where it should go."
        if found.status == "delivered" and len(returns_in(case, parcel)) > 1:
            return "Which of the returns was in it? Record arrived-back for each."
        if found.status == "delivered" and not case.returns:
            return "No return is recorded that it could belong to."
    elif found.stands_at is not None and door_of(found.stands_at) and found.status not in ENDED:
        return "It wants something of you: returnctl deadlines tells what, and by when."
    elif found.arrival is not None and is_declined(found):
        return "You said that it did not come: returnctl mark REF problem --reason not-received."
    if found.status == "delivered" and found.arrival is None:
        return "The service says delivered, and no scan says when."
    return None


def _inbound(case: Case, found: list[Journey]) -> Iterator[Proposal]:
    """An order has come when all its parcels have; one that went back has not."""
    done = {event.kind for event in case.events_of(case.id)}
    for each in found:
        if (turned := each.turned) and not done & {"delivered", "problem"} and not each.conflict:
            yield _proposal("problem", case.id, each, turned, reason="not_received")
    arrivals = [(each, scan) for each in found if (scan := each.arrival)]
    if arrivals and "delivered" not in done and len(arrivals) == len(found):
        last, scan = max(arrivals, key=lambda pair: (pair[1].on, pair[0].parcel.id))
        yield _proposal("delivered", case.id, last, scan)
    for each, scan in arrivals:
        yield from _exchange(case, each, scan)


def _exchange(case: Case, found: Journey, scan: Checkpoint) -> Iterator[Proposal]:
    """What comes after the shop sent the exchange, when the order itself is here, is that."""
    if not any(event.kind == "delivered" for event in case.events_of(case.id)):
        return
    for target in open_returns(case):
        events = {event.kind: event for event in case.events_of(target)}
        shipped = events.get("exchange_shipped")
        if shipped and "exchange_received" not in events and scan.on >= shipped.on:
            yield _proposal("exchange_received", target, found, scan)


def _way_back(case: Case, found: Journey) -> Iterator[Proposal]:
    """The first scan says that it was sent, the last that the seller has it."""
    targets = returns_in(case, found.parcel)
    if len(targets) > 1 and not found.parcel.returns:
        return
    for target in targets:
        done = {event.kind for event in case.events_of(target)}
        if done & {"arrived_back", "inspected"} or found.conflict or found.turned:
            continue
        if (first := found.first_seen) and "sent" not in done:
            yield _proposal("sent", target, found, first)
        if arrival := found.arrival:
            yield _proposal("arrived_back", target, found, arrival)


def _proposal(
    kind: str, target: str, found: Journey, scan: Checkpoint, reason: str | None = None
) -> Proposal:
    return Proposal(kind=kind, target=target, on=scan.on, at=scan.at, parcel=found.parcel,
                    scan=scan, reason=reason)  # fmt: skip


def _unclashed(case: Case, found: Iterable[Proposal]) -> Iterator[Proposal]:
    """Say of each how it contradicts what is recorded; what has ended takes no news."""
    for each in found:
        row = EVENTS[each.kind]
        if not is_open(case, each.target) or closed_clash(case, row):
            continue
        clash = date_clash(each.kind, each.on, visible_dates(case, each.target))
        yield Proposal(
            kind=each.kind, target=each.target, on=each.on, at=each.at, parcel=each.parcel,
            scan=each.scan, reason=each.reason, clash=clash or stage_clash(case, each.target, row),
        )  # fmt: skip
