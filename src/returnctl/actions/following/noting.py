"""What a report adds to a case: the scans and facts that were not recorded, and the answer itself.

Nothing here is an event, an amount or a date of a deadline: those are the user's (`accepting`).
"""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, Final

from returnctl.core.case import Case, Checkpoint, Parcel
from returnctl.core.entries import Draft
from returnctl.core.facts import FIRST_YEAR, LAST_YEAR
from returnctl.core.journey import MUTE
from returnctl.core.recognition.carriers import find_carrier
from returnctl.core.scans import identity
from returnctl.core.sightings import Report, Scan
from returnctl.core.structs import Struct
from returnctl.core.vocabulary import PARCEL_STATUSES

# More than any carrier has to say; the whole answer is kept beside it.
_LONGEST_TEXT: Final = 400
_MOST_SCANS: Final = 400
_MOST_ALIASES: Final = 8


class News(Struct, frozen=True):
    """What is new of one parcel: drafts of its scans and facts, and whether it was delivered."""

    scans: tuple[Draft, ...]
    facts: tuple[Draft, ...]
    delivered: bool

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """All of it."""
        return (*self.scans, *self.facts)


def news_of(case: Case, parcel: Parcel, report: Report, new_id: Callable[[], str]) -> News:
    """Return what a report tells of a parcel that the case does not know."""
    known = {identity(scan): scan for scan in case.checkpoints if scan.of == parcel.id}
    fresh = [
        scan
        for scan in _scans(parcel, report)
        if identity(scan) not in known or _is_better(scan, known[identity(scan)])
    ]
    facts = dict(_facts(parcel, report, told=_is_told(fresh, known.values())))
    return News(
        scans=tuple(Draft("noted", new_id(), _data(scan)) for scan in fresh),
        facts=(Draft("fact", parcel.id, facts),) if facts else (),
        delivered=any(scan.status == "delivered" for scan in fresh),
    )


def _scans(parcel: Parcel, report: Report) -> Iterator[Checkpoint]:
    """Give the scans as checkpoints; a day that no table can hold is left out."""
    nth: Counter[Any] = Counter()
    seen = set()
    for scan in report.scans[-_MOST_SCANS:]:
        if not FIRST_YEAR <= scan.on.year <= LAST_YEAR:
            continue
        found = _checkpoint(parcel, report, scan, nth[scan.on])
        nth[scan.on] += 1
        if identity(found) not in seen:
            seen.add(identity(found))
            yield found


def _checkpoint(parcel: Parcel, report: Report, scan: Scan, nth: int) -> Checkpoint:
    return Checkpoint(
        id="",
        of=parcel.id,
        on=scan.on,
        at=scan.at if scan.at and FIRST_YEAR <= scan.at.year <= LAST_YEAR else None,
        nth=nth,
        status=scan.status if scan.status in PARCEL_STATUSES else "unknown",
        text=scan.text[:_LONGEST_TEXT],
        place=scan.place[:_LONGEST_TEXT] if scan.place else None,
        provider=report.provider,
    )


def _is_better(scan: Checkpoint, known: Checkpoint) -> bool:
    """A later release may understand a word that an earlier one did not."""
    return scan.status not in (known.status, "unknown")


def _data(scan: Checkpoint) -> dict[str, Any]:
    data = {
        "level": "checkpoint",
        "of": scan.of,
        "on": scan.on.isoformat(),
        "at": scan.at.isoformat() if scan.at else None,
        "nth": scan.nth,
        "status": scan.status,
        "text": scan.text,
        "place": scan.place,
        "provider": scan.provider,
    }
    return {name: value for name, value in data.items() if value not in (None, "")}


def _is_told(fresh: list[Checkpoint], known: Any) -> bool:
    return any(scan.status not in MUTE for scan in (*fresh, *known))


def _facts(parcel: Parcel, report: Report, *, told: bool) -> Iterator[tuple[str, Any]]:
    """Give the facts that are new; a service's own status only where its scans do not tell it."""
    aliases = dict.fromkeys((*parcel.aliases, *report.aliases))
    new = [each for each in aliases if each and each != parcel.number][:_MOST_ALIASES]
    if new != list(parcel.aliases):
        yield "aliases", new
    if report.expected and (parcel.expected_from, parcel.expected_until) != report.expected:
        first, last = report.expected
        if FIRST_YEAR <= first.year <= last.year <= LAST_YEAR:
            yield "expected_from", first.isoformat()
            yield "expected_until", last.isoformat()
    carrier = find_carrier(report.carrier) if report.carrier and not parcel.carrier else None
    if carrier is not None:
        yield "carrier", carrier.slug
    status = report.status if report.status in PARCEL_STATUSES else "unknown"
    says = status if status == "expired" or not told else None
    if says != parcel.reported and (says, parcel.reported) != ("unknown", None):
        yield "reported", says
