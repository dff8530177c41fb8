"""The journey of a parcel as people read it: in one line of stops, or every scan in a line."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final

from returnctl.core.case import Checkpoint
from returnctl.core.dayformat import format_day
from returnctl.core.journey import Journey
from returnctl.core.safe import safe
from returnctl.core.vocabulary import PARCEL_STATUSES
from returnctl.render.blocks import Span, Style, whole
from returnctl.render.page import Page
from returnctl.render.records import jsonable
from returnctl.render.wording import plain_day

# More stops than that are no picture any more: the first one and the last ones are drawn.
_MOST_STOPS: Final = 6
# A stop stays in one piece, unless a carrier writes a story instead of a place.
_SHORT: Final = 30
_MINUTE: Final = 60
_HOUR: Final = 3600
_DAY_HOURS: Final = 48


def stops(found: Journey) -> tuple[Checkpoint, ...]:
    """Return the scans worth drawing: where the place or the status changes."""
    kept: list[Checkpoint] = []
    for scan in found.scans:
        if kept and (scan.place, scan.status) == (kept[-1].place, kept[-1].status):
            continue
        if kept and scan.status == "in_transit" == kept[-1].status and not scan.place:
            continue
        kept.append(scan)
    return tuple(kept)


def drawn(found: Journey, page: Page) -> tuple[Span, ...]:
    """Draw the way in stops: `15 Oct Shenzhen -- 5 Nov Madrid -- 8 Nov Delivered`."""
    told = stops(found)
    shown: list[Checkpoint | None] = list(told)
    if len(told) > _MOST_STOPS:
        shown = [told[0], None, *told[1 - _MOST_STOPS :]]
    spans: list[Span] = []
    for scan in shown:
        spans += [Span(" -- ")] if spans else []
        spans += [Span("...", "dim")] if scan is None else _stop(scan, page)
    return tuple(spans)


def _stop(scan: Checkpoint, page: Page) -> list[Span]:
    day = plain_day(scan.on, page.today).strip()
    on_way = scan.status in ("in_transit", "unknown")
    words = (scan.place or scan.text) if on_way else PARCEL_STATUSES[scan.status]
    told, style = words or PARCEL_STATUSES[scan.status], style_of_status(scan.status)
    if len(safe(told)) <= _SHORT:
        return [whole(f"{day} {told}", style)]
    return [whole(day, style), Span(f" {told}", style)]


def style_of_status(status: str) -> Style:
    """Return what stands out: what wants something of you."""
    return "soon" if status in ("exception", "available_for_pickup", "returned") else ""


def scan_line(scan: Checkpoint) -> str:
    """Tell a scan in a sentence: day, status, the carrier's words, place."""
    words = [f"{format_day(scan.on)}: {PARCEL_STATUSES[scan.status]}"]
    words += [f'"{scan.text}"'] if scan.text else []
    return ", ".join([*words, *([scan.place] if scan.place else [])])


def age(at: datetime | None, page: Page) -> str:
    """Tell how old an answer is: `just now`, `5 h ago`, `3 d ago`; nothing if never."""
    if at is None:
        return ""
    seconds = max((page.moment.now - at).total_seconds(), 0)
    hours = seconds / _HOUR
    if hours < 1:
        return f"{int(seconds // 60)} min ago" if seconds >= _MINUTE else "just now"
    return f"{int(hours)} h ago" if hours < _DAY_HOURS else f"{int(hours // 24)} d ago"


def age_hours(at: datetime | None, page: Page) -> int | None:
    """Return the age of an answer in whole hours."""
    return None if at is None else max(int((page.moment.now - at).total_seconds() // _HOUR), 0)


def scan_data(scan: Checkpoint | None, page: Page) -> dict[str, Any] | None:
    """Return a scan for JSON."""
    if scan is None:
        return None
    names = ("on", "at", "status", "text", "place", "provider")
    return {name: jsonable(getattr(scan, name), page) for name in names}


def scans_data(scans: Sequence[Checkpoint], page: Page) -> list[dict[str, Any]]:
    """Return scans for JSON, oldest first."""
    return [data for scan in scans if (data := scan_data(scan, page)) is not None]


def expected_words(found: Journey) -> Iterator[str]:
    """Say when it may arrive, as long as it has not."""
    parcel = found.parcel
    if parcel.expected_until is None or found.status in ("delivered", "returned"):
        return
    first, last = parcel.expected_from, parcel.expected_until
    if first is None or first == last:
        yield f"expected {format_day(last)}"
    else:
        yield f"expected {format_day(first)} to {format_day(last)}"
