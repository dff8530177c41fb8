"""The journey of a parcel: its scans, where it stands, and whether they contradict each other.

Conventions:
- The status is what the last scan that anybody understood says. Unknown words never change it.
- A parcel that goes back to its sender is `returned` from then on, whatever follows: "delivered"
  means then that its sender has it again.
- After "delivered" nothing else can come. If it does, the number went backwards: that is shown as a
  conflict, and nothing is concluded from it until it is delivered again or the user says what
  happened.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from returnctl.core.case import Case, Checkpoint, Parcel
from returnctl.core.dayformat import format_day
from returnctl.core.events import EVENTS
from returnctl.core.structs import Struct
from returnctl.core.vocabulary import PARCEL_STATUSES

# What says nothing of where a parcel is.
MUTE: Final = frozenset(("unknown", "expired"))
# The carrier does not have it yet.
_BEFORE: Final = MUTE | {"pre_transit"}
# Nothing more is expected of it.
ENDED: Final = frozenset(("delivered", "returned"))


class Journey(Struct, frozen=True, kw_only=True):
    """A parcel with its scans, oldest first; `last` is the newest of them."""

    parcel: Parcel
    scans: tuple[Checkpoint, ...]
    status: str
    conflict: str | None = None

    @property
    def label(self) -> str:
        """The status as people read it."""
        return PARCEL_STATUSES[self.status]

    @property
    def last(self) -> Checkpoint | None:
        """The newest scan, understood or not."""
        return self.scans[-1] if self.scans else None

    @property
    def telling(self) -> tuple[Checkpoint, ...]:
        """The scans that say where it is."""
        return tuple(scan for scan in self.scans if scan.status not in MUTE)

    @property
    def stands_at(self) -> Checkpoint | None:
        """The scan that the status comes from."""
        told = self.telling
        return told[-1] if told else None

    @property
    def first_seen(self) -> Checkpoint | None:
        """The first scan by which the carrier has it."""
        return next((scan for scan in self.scans if has_moved(scan)), None)

    @property
    def arrival(self) -> Checkpoint | None:
        """The scan that delivered it for good: the first of those that nothing else follows."""
        if self.status != "delivered" or self.conflict:
            return None
        arrived = None
        for scan in reversed(self.telling):
            if scan.status != "delivered":
                break
            arrived = scan
        return arrived

    @property
    def turned(self) -> Checkpoint | None:
        """The first scan that says it goes back to its sender."""
        return next((scan for scan in self.scans if scan.status == "returned"), None)


def journey(case: Case, parcel: Parcel) -> Journey:
    """Return the journey of a parcel of the case."""
    scans = tuple(scan for scan in case.checkpoints if scan.of == parcel.id)
    told = [scan for scan in scans if scan.status not in MUTE]
    return Journey(
        parcel=parcel, scans=scans, status=_status(parcel, told), conflict=_conflict(told)
    )


def journeys(case: Case) -> tuple[Journey, ...]:
    """Return the journeys of all parcels of the case."""
    return tuple(journey(case, parcel) for parcel in case.parcels)


def returns_in(case: Case, parcel: Parcel) -> tuple[str, ...]:
    """Return the returns that a parcel carries: those it names, else every one that may be."""
    known = tuple(each.id for each in case.returns)
    named = tuple(each for each in parcel.returns if each in known)
    if named or len(known) == 1:
        return named or known
    ended = {event.target for event in case.events if EVENTS[event.kind].closes}
    return tuple(each for each in known if each not in ended)


def is_declined(found: Journey) -> bool:
    """Say whether the user said no to its arrival; the keys end with the day."""
    arrived = found.arrival
    days = {key.rpartition(" ")[2] for key in found.parcel.declined}
    return arrived is not None and arrived.on.isoformat() in days


def has_moved(scan: Checkpoint) -> bool:
    """Say whether the carrier has the parcel, by that scan."""
    return scan.status not in _BEFORE


def _status(parcel: Parcel, told: Sequence[Checkpoint]) -> str:
    """A service's own word counts where no scan tells more, or where it gave up waiting."""
    reported = parcel.reported or "unknown"
    if not told:
        return reported
    if any(scan.status == "returned" for scan in told):
        return "returned"
    last = told[-1].status
    return "expired" if reported == "expired" and last != "delivered" else last


def _conflict(told: Sequence[Checkpoint]) -> str | None:
    """Say how the scans contradict each other, or nothing."""
    arrived: Checkpoint | None = None
    backwards: Checkpoint | None = None
    for scan in told:
        if scan.status == "delivered":
            arrived, backwards = scan, None
        elif arrived is not None and _is_after(scan, arrived):
            backwards = scan
    if arrived is None or backwards is None:
        return None
    return " ".join(_contradiction(arrived, backwards))


def _is_after(scan: Checkpoint, arrived: Checkpoint) -> bool:
    """Two services tell of one day in no order; of one service the order is its own."""
    return scan.provider == arrived.provider or scan.on > arrived.on


def _contradiction(arrived: Checkpoint, backwards: Checkpoint) -> Iterator[str]:
    yield f"delivered on {format_day(arrived.on)}, then"
    yield f"{PARCEL_STATUSES[backwards.status].lower()} on {format_day(backwards.on)}:"
    yield "the scans contradict each other"
