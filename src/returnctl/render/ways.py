"""The parcels of a case in `show`: drawn as stops on a terminal, a line for each scan elsewhere."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from returnctl.core.dayformat import format_day
from returnctl.core.journey import Journey, journeys
from returnctl.core.listing import with_ref
from returnctl.core.proposals import advice, proposals
from returnctl.core.views.cases import CaseView
from returnctl.core.vocabulary import dashed
from returnctl.render.blocks import Line, Span, line, whole
from returnctl.render.journey import (
    age,
    age_hours,
    drawn,
    expected_words,
    scan_line,
    scans_data,
    style_of_status,
)
from returnctl.render.page import Page
from returnctl.render.records import jsonable, texts

_LABEL = 8


def parcel_lines(view: CaseView, page: Page, *, is_drawn: bool) -> Iterator[Line]:
    """Tell each parcel: its number, where it stands and since when that is known, and its way."""
    for number, found in enumerate(journeys(view.case)):
        parcel = found.parcel
        way = "in " if parcel.direction == "inbound" else "out"
        carrier = f" {parcel.carrier}" if parcel.carrier else ""
        label = Span(("" if number else "PARCEL").ljust(_LABEL), "dim")
        standing = _standing(view, found, page)
        number_span = whole(parcel.number)
        yield line(label, f"{way}  ", number_span, carrier, *standing, hang=_LABEL)
        yield from _way(found, page, is_drawn=is_drawn)
        yield from _remarks(view, found)


def _standing(view: CaseView, found: Journey, page: Page) -> Iterator[Span | str]:
    at = known_at(view, found)
    if at is None and found.status == "unknown":
        return
    yield "  "
    yield Span(found.label, style_of_status(found.status) or "strong")
    told = [f"as of {age(at, page)}"] if at else []
    told += expected_words(found)
    if told:
        yield f", {', '.join(told)}"


def known_at(view: CaseView, found: Journey) -> datetime | None:
    """Return when a service last answered, as this machine knows, else the newest scan was kept."""
    if found.parcel.id in view.answered:
        return view.answered[found.parcel.id]
    kept = max((scan.recorded_at for scan in found.scans), default="")
    try:
        return datetime.fromisoformat(kept)
    except ValueError:
        return None


def _way(found: Journey, page: Page, *, is_drawn: bool) -> Iterator[Line]:
    if is_drawn and found.scans:
        yield line(*drawn(found, page), indent=_LABEL)
        return
    for scan in found.scans:
        yield line(scan_line(scan), indent=_LABEL)


def _remarks(view: CaseView, found: Journey) -> Iterator[Line]:
    """Say what contradicts itself, what the scans suggest, and what to do."""
    if found.conflict:
        yield line(Span("CONFLICT ", "late"), found.conflict, indent=_LABEL)
    for each in proposals(view.case):
        if each.parcel.id == found.parcel.id:
            clash = f" (but {each.clash})" if each.clash else ": "
            command = () if each.clash else (whole(f"returnctl track {view.ref} --accept"),)
            what = f"{each.says}, {format_day(each.on)}{clash}"
            yield line("Suggests: ", what, *command, indent=_LABEL)
    if told := advice(view.case, found):
        yield line(with_ref(told, view.ref), indent=_LABEL)


def parcels_data(view: CaseView, page: Page) -> list[dict[str, Any]]:
    """Return the parcels with their journeys for JSON."""
    suggested = proposals(view.case)
    return [
        {
            **jsonable(found.parcel, page),
            "status": found.status,
            "conflict": found.conflict,
            "age_hours": age_hours(known_at(view, found), page),
            "scans": scans_data(found.scans, page),
            "proposals": [
                {"event": p.kind, "on": p.on.isoformat(), "clash": p.clash}
                for p in suggested
                if p.parcel.id == found.parcel.id
            ],
        }
        for found in journeys(view.case)
    ]


def parcel_records(view: CaseView) -> Iterator[Sequence[str]]:
    """Return parcels and scans as records: kind, name, day, value."""
    for found in journeys(view.case):
        parcel = found.parcel
        value = f"{parcel.number} {parcel.carrier or ''}".rstrip()
        status = () if found.status == "unknown" else (found.status,)
        yield texts("parcel", parcel.direction, None, (value, *status))
        for scan in found.scans:
            told = (parcel.number, scan.text, scan.place, scan.provider)
            yield texts("scan", dashed(scan.status), scan.on, [each for each in told if each])
