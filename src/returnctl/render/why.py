"""`why`: a deadline as a short calculation, with its rule, its source and what would change it.

Fields of a plain record: ref, rule, step, day, text; steps count from 0, the start.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from returnctl.core.dayformat import format_day, format_short
from returnctl.core.deadline import Deadline, Start, Step
from returnctl.core.states import Moment
from returnctl.core.views.cases import Explained, WhyView
from returnctl.render.blocks import BLANK, Block, Line, Span, Spread, labelled, line, whole
from returnctl.render.grounds import ground_lines
from returnctl.render.page import Forms, Page
from returnctl.render.records import deadline_record, jsonable, texts
from returnctl.render.urgency import mark, style_of
from returnctl.render.wording import clock_time, scan_words, spaced, tabular_day, zone_name

_SOURCES: Final = {"user": "typed by you", "import": "imported", "tracking": "from tracking",
                   "demo": "made up"}  # fmt: skip
_LABEL: Final = 12


def _blocks(view: WhyView, page: Page) -> Iterator[Block]:
    for number, each in enumerate(view.explained):
        if number:
            yield BLANK
        yield from _explained(view, each, page)
    if view.explained and not page.quiet:
        yield line(Span("Computed from the sources named. Not legal advice.", "dim"))


def _explained(view: WhyView, found: Explained, page: Page) -> Iterator[Block]:
    due, deadline = found.due, found.deadline
    head = line(whole(due.row.ref, "strong"), Span(f"  {view.title}: {due.row.name}", "strong"))
    yield Spread(head, _result(found))
    if deadline.start is not None:
        yield _start(deadline.start, page)
    for step in deadline.steps:
        yield _step(step, page)
    yield from _ends(deadline, page)
    yield from ground_lines(view.ref, found, page, alone=len(view.explained) == 1)


def _result(found: Explained) -> Line:
    due = found.due
    if due.row.met_on is not None:
        return line(whole(f"done {format_day(due.row.met_on)}"))
    if due.day is None:
        return line("no date")
    by = "act by" if due.yours else "by"
    return line(whole(f"{by} {format_day(due.day)}  {mark(due)}", style_of(due)))


def _start(start: Start, page: Page) -> Line:
    notes = [_SOURCES[start.source]] if start.source in _SOURCES else []
    if notes and (noted := _noted_on(start, page.moment)):
        notes[0] += f" on {format_short(noted, page.today)}"
    if start.instead_of:
        notes.append(f'no "{spaced(start.instead_of)}" recorded')
    told = start.told or _told(start.name)
    text = f"{told} ({'; '.join(notes)})" if notes else told
    at = f" {start.at.astimezone(ZoneInfo(page.moment.zone)):%H:%M}" if start.at else ""
    return _labelled(tabular_day(start.day, page.today), text, at and f", at{at}")


def _told(name: str) -> str:
    if name == "silence":
        return "nothing recorded since"
    if name.startswith("rule:"):
        return f"the end of {name.removeprefix('rule:')}"
    return scan_words(name) or spaced(name)


def _noted_on(start: Start, moment: Moment) -> date | None:
    try:
        noted = datetime.fromisoformat(start.recorded_at)
    except ValueError:
        return None
    return noted.astimezone(ZoneInfo(moment.zone)).date()


def _labelled(label: str, *parts: Span | str) -> Line:
    return labelled(label, *parts, width=_LABEL + 1)


def _step(step: Step, page: Page) -> Line:
    """Put what was added at the left, as in a sum, and the day that it gives behind it."""
    text = spaced(step.text)
    if step.day is None:
        return _labelled("", text)
    day = whole(format_short(step.day, page.today))
    head, comma, rest = text.partition(",")
    if head[:1] in "+-" and len(head) <= _LABEL:
        return _labelled(head, day, f"{comma}{rest}")
    if text.startswith("if "):
        return _labelled("  or", day, f" {text}")
    return _labelled(tabular_day(step.day, page.today), text)


def _ends(deadline: Deadline, page: Page) -> Iterator[Line]:
    """Say when it ends in the rule's zone and here, which day is safe, and how long to try."""
    moment, last = page.moment, deadline.last_at
    if last is None:
        return
    there = last.astimezone(ZoneInfo(deadline.zone))
    here = clock_time(last, moment)
    text = f"{format_short(there.date(), page.today)} {there:%H:%M} {zone_name(deadline.zone)}"
    same = last.astimezone(ZoneInfo(moment.zone)).utcoffset() == there.utcoffset()
    if same:
        yield _labelled("ends", whole(here))
    else:
        yield _labelled("ends", whole(text), " = ", whole(here), f" in {zone_name(moment.zone)}")
    if not deadline.yours or deadline.act_by is None:
        return
    day = whole(format_short(deadline.act_by, page.today))
    yield _labelled("act by", day, ", the last whole day that is safe")
    if deadline.met_on is None and deadline.act_by < last.astimezone(ZoneInfo(moment.zone)).date():
        yield _labelled("still try", "until ", whole(here), f" in {zone_name(moment.zone)}")


def _plain(view: WhyView, _: Page) -> Iterator[Sequence[str]]:
    for each in view.explained:
        head = (each.due.row.ref, each.deadline.rule)
        start = each.deadline.start
        if start is not None:
            yield texts(*head, 0, start.day, start.name)
        for number, step in enumerate(each.deadline.steps, 1):
            yield texts(*head, number, step.day, step.text)


def _data(view: WhyView, page: Page) -> list[dict[str, Any]]:
    return [
        {
            **deadline_record(each.due, page),
            "zone": each.deadline.zone,
            "last_at": jsonable(each.deadline.last_at, page),
            "read_on": jsonable(each.deadline.form.as_of, page),
            "start": jsonable(each.deadline.start, page),
            "steps": jsonable(each.deadline.steps, page),
        }
        for each in view.explained
    ]


FORMS: Final = {WhyView: Forms(data=_data, plain=_plain, text=_blocks)}
