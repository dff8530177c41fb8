"""`track`: where each parcel is, what its scans suggest, and where to look without a service.

Fields of a plain record: ref, number, direction, carrier, status, day and words of the last scan,
hours since the last answer, new scans, service, what was done, conflict or trouble, proposed events
(`event=day`), page.
"""

from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap
from typing import Any, Final

from returnctl.core.dayformat import format_day
from returnctl.core.proposals import Proposal
from returnctl.core.scanned import told_by
from returnctl.core.views.tracks import Tracked, TrackView
from returnctl.core.vocabulary import dashed
from returnctl.render.blocks import BLANK, Block, Line, Span, Spread, labelled, line, whole
from returnctl.render.journey import (
    age,
    age_hours,
    drawn,
    expected_words,
    scan_data,
    scan_line,
    style_of_status,
)
from returnctl.render.page import Forms, Page
from returnctl.render.records import jsonable, texts
from returnctl.render.wording import count
from returnctl.render.writes import write_blocks

WAYS: Final = {"inbound": "to you", "return": "back"}
_WIDTH: Final = 10
_QUESTION_WIDTH: Final = 76


def _terminal(view: TrackView, page: Page) -> Iterator[Block]:
    yield from _blocks(view, page, is_drawn=True)


def _text(view: TrackView, page: Page) -> Iterator[Block]:
    yield from _blocks(view, page, is_drawn=False)


def _blocks(view: TrackView, page: Page, *, is_drawn: bool) -> Iterator[Block]:
    if not view.parcels:
        yield line("No parcel to follow: ", whole("returnctl parcel add REF NUMBER"))
    for row in view.parcels:
        yield from _parcel(row, page, is_drawn=is_drawn)
    for write in view.writes:
        yield BLANK
        yield from write_blocks(write, page)
    if view.writes and not page.quiet:
        yield line(Span("Wrong? returnctl undo", "dim"))
    elif view.proposals and not page.quiet and page.command == "track" and not is_drawn:
        yield line("Record what they suggest: ", whole("returnctl track --accept"))


def _parcel(row: Tracked, page: Page, *, is_drawn: bool) -> Iterator[Block]:
    found = row.journey
    head = line(whole(row.ref, "strong"), f"  {row.title}, {WAYS[found.parcel.direction]}  ",
                whole(found.parcel.number),
                f" {row.carrier_name}" if row.carrier_name else "")  # fmt: skip
    yield Spread(head, line(Span(found.label, style_of_status(found.status) or "strong")))
    if is_drawn and found.scans:
        yield line(*drawn(found, page), indent=2, hang=4)
    elif found.last is not None:
        yield line(scan_line(found.last), indent=2)
    yield from (line(each, indent=2) for each in expected_words(found))
    yield line(Span(_done(row, page), "dim"), indent=2)
    yield from _news(row, asks=is_drawn)
    if row.doing == "linked" or (row.doing == "failed" and found.last is None):
        yield labelled("look", whole(row.url), width=_WIDTH)


def _done(row: Tracked, page: Page) -> str:
    """Say whether it was asked, by whom, and how old what is shown is."""
    told = age(row.answered_at, page)
    match row.doing:
        case "asked":
            news = count(row.new_scans, "new scan") if row.new_scans else "nothing new"
            return f"{row.provider}: {news}"
        case "would_ask":
            return "would be asked" + (f"; last answer {told}" if told else "")
        case "failed":
            return "no answer" + (f"; last one {told}, by {row.provider}" if told else "")
        case "linked":
            return "no tracking service is set up for it"
    return f"not asked again yet: {row.provider} answered {told}" if told else "not asked"


def _news(row: Tracked, *, asks: bool) -> Iterator[Line]:
    """Say what the scans suggest, what contradicts what, and what went wrong.

    With `asks` a person is asked about it next, and needs no command.
    """
    if row.trouble:
        yield labelled("trouble", row.trouble, width=_WIDTH)
    if row.journey.conflict:
        yield labelled("CONFLICT", Span(row.journey.conflict, "late"), width=_WIDTH)
    for each in row.proposals:
        yield from _proposal(row, each, asks=asks)
    if row.advice:
        yield labelled("look", row.advice, width=_WIDTH)


def _proposal(row: Tracked, found: Proposal, *, asks: bool) -> Iterator[Line]:
    what = (f"{found.says}, ", whole(format_day(found.on)))
    if found.clash:
        yield labelled("CONFLICT", *what, Span(f": {found.clash}", "late"), width=_WIDTH)
        return
    command = () if asks else (": ", whole(_command(row, found)))
    yield labelled("suggests", *what, *command, width=_WIDTH)


def _command(row: Tracked, found: Proposal) -> str:
    """Return the command that records it by hand."""
    reason = f" --reason {dashed(found.reason)}" if found.reason else ""
    return f"returnctl mark {row.ref} {dashed(found.kind)} --on {found.on}{reason}"


def question(row: Tracked, found: Proposal) -> str:
    """Ask whether an event happened."""
    scan = "\n  ".join(wrap(told_by(row.journey, found.scan), _QUESTION_WIDTH))
    return f"{row.ref}  {row.title}\n  {scan}\n  Record: {found.says}, {format_day(found.on)}?"


def proposal_data(row: Tracked, found: Proposal, page: Page) -> dict[str, Any]:
    """Return a proposal for JSON."""
    return {
        "event": found.kind,
        "on": found.on.isoformat(),
        "at": jsonable(found.at, page),
        "target": found.target,
        "reason": found.reason,
        "scan": scan_data(found.scan, page),
        "clash": found.clash,
        "command": _command(row, found),
    }


def tracked_data(row: Tracked, page: Page) -> dict[str, Any]:
    """Return a parcel for JSON."""
    found = row.journey
    return {
        "ref": row.ref,
        "number": found.parcel.number,
        "carrier": found.parcel.carrier,
        "direction": found.parcel.direction,
        "status": found.status,
        "last_scan": scan_data(found.last, page),
        "age_hours": age_hours(row.answered_at, page),
        "new_scans": row.new_scans,
        "provider": row.provider,
        "url": row.url,
        "done": row.doing,
        "proposals": [proposal_data(row, each, page) for each in row.proposals],
        "conflict": found.conflict,
        "advice": row.advice,
        "trouble": row.trouble,
    }


def _data(view: TrackView, page: Page) -> list[dict[str, Any]]:
    return [
        {
            **tracked_data(row, page),
            "accepted": [
                proposal_data(row, each, page)
                for each in view.taken
                if each.parcel.id == row.journey.parcel.id
            ],
        }
        for row in view.parcels
    ]


def _plain(view: TrackView, page: Page) -> Iterable[Sequence[str]]:
    for row in view.parcels:
        found = row.journey
        last = found.last
        suggested = tuple(f"{dashed(p.kind)}={p.on}" for p in row.proposals if not p.clash)
        yield texts(
            row.ref, found.parcel.number, found.parcel.direction, found.parcel.carrier,
            found.status, last and last.on, last and last.text, age_hours(row.answered_at, page),
            row.new_scans, row.provider, row.doing, found.conflict or row.trouble, suggested,
            row.url,
        )  # fmt: skip


FORMS: Final = {TrackView: Forms(data=_data, plain=_plain, text=_text, terminal=_terminal)}
