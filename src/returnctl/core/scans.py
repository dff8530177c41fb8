"""The scans of a case: each told once, in the order in which they happened.

Conventions:
- A scan is the same as another of its parcel when the same service tells of the same moment, words
  and place: fetched twice, or on two machines, it is one. What it means (`status`) may be read anew
  by a later release; the latest reading holds.
- The order goes by what scans say and never by when they were fetched. Without a time, the scans of
  a day keep the order in which the service told them (`nth`).
"""

from collections.abc import Iterable
from typing import Any, Final

from returnctl.core.case import Checkpoint
from returnctl.core.structs import replace
from returnctl.core.vocabulary import PARCEL_STATUSES

_RANK: Final = {name: rank for rank, name in enumerate(PARCEL_STATUSES)}


def identity(scan: Checkpoint) -> tuple[Any, ...]:
    """Return what makes a scan the one that it is."""
    instant = scan.at.timestamp() if scan.at else None
    return (scan.of, scan.provider, scan.on, instant, scan.text, scan.place)


def distinct(scans: Iterable[Checkpoint]) -> tuple[Checkpoint, ...]:
    """Return each scan once, oldest first; the first entry names it, the last says what it means.

    `scans` come in the order of recording.
    """
    kept: dict[tuple[Any, ...], Checkpoint] = {}
    for scan in scans:
        key = identity(scan)
        known = kept.get(key)
        if known is not None:
            known = replace(known, status=scan.status, nth=min(known.nth, scan.nth))
        kept[key] = known or scan
    return tuple(sorted(kept.values(), key=order_of_way))


def order_of_way(scan: Checkpoint) -> tuple[Any, ...]:
    """Sort key of scans as they happened."""
    instant = scan.at.timestamp() if scan.at else 0.0
    rank = _RANK.get(scan.status, 0)
    return (scan.on, instant, scan.nth, rank, scan.provider, scan.text, scan.place or "")
