"""`remind`: panels on a terminal, a sentence a line elsewhere, and the text that channels carry.

Fields of a plain record: rung, late since, then those of `deadlines`; of `--upcoming` day, rung,
then the same.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, Final

from returnctl.core.dayformat import format_day
from returnctl.core.rungs import Notice
from returnctl.core.structs import replace
from returnctl.core.views.reminders import Delivery, RemindView, TestedView, UpcomingView
from returnctl.render.blocks import BLANK, Block, Line, Panel, Span, labelled, line, styled, whole
from returnctl.render.deadlines import deadline_fields, sentence, title_of, what
from returnctl.render.layout import lay_out
from returnctl.render.page import Forms, Page
from returnctl.render.records import deadline_record, texts
from returnctl.render.urgency import caveats, full_when, mark, ran_out, short_when, style_of
from returnctl.render.wording import count, tabular_day

_NOT_SENT: Final = "A rehearsal: nothing is sent or remembered."


def digest(notices: Sequence[Notice], page: Page) -> tuple[str, str]:
    """Return the title and the text of one message about all notices."""
    first, more = notices[0], len(notices) - 1
    title = f"{full_when(first.due, page)}: {what(first.due)} ({title_of(first.due)})"
    if more:
        title += f" and {more} more"
    lines: list[Line] = []
    for each in notices:
        lines += [*_told(each, page), BLANK]
    return _flat([line(title)]), _flat(lines).rstrip()


def _flat(lines: Iterable[Block]) -> str:
    """Write lines as text for people, made safe."""
    found = (each for each in lay_out(lines, None, len))
    return "\n".join(
        (" " * each.indent + "".join(span.text for span in each.spans)).rstrip() for each in found
    )


def _told(notice: Notice, page: Page) -> Iterator[Line]:
    row = notice.due.row
    yield _sentence(notice, page)
    if row.advice and not ran_out(notice.due):
        yield line(row.advice, indent=2)
    if row.where:
        yield line(f"Where: {row.where}", indent=2)


def _sentence(notice: Notice, page: Page) -> Line:
    """Tell a notice in one line, and that it is late where it is."""
    told = sentence(notice.due, page)
    late = _late(notice)
    return replace(told, spans=(*told.spans, Span(f"; {late}"))) if late else told


def _late(notice: Notice) -> str:
    since = notice.late_since
    return f"late notice: meant for {format_day(since)}" if since else ""


def _panels(view: RemindView, page: Page) -> Iterator[Block]:
    """A box per case, the most urgent one first."""
    by_ref: dict[str, list[Notice]] = {}
    for each in view.shown:
        by_ref.setdefault(each.due.row.ref, []).append(each)
    for ref, found in by_ref.items():
        row = found[0].due.row
        amount = f"  {row.amount}" if row.amount else ""
        title = line(whole(ref, "strong"), "  ", title_of(found[0].due), whole(amount))
        lines = [part for each in found for part in _in_panel(each, page)]
        yield Panel(title, tuple(lines), style_of(found[0].due))


def _in_panel(notice: Notice, page: Page) -> Iterator[Line]:
    due, row = notice.due, notice.due.row
    day = tabular_day(due.day, page.today) if due.day else ""
    style = style_of(due)
    yield line(whole(f"{short_when(due)}  {day} {mark(due)}", style), "  ", what(due))
    if row.advice:
        yield line(row.advice, indent=2)
    if row.where:
        yield labelled("where", row.where, width=7)
    if row.first:
        yield labelled("first", row.first, width=7)
    yield from (replace(styled(each, "dim"), indent=2, hang=2) for each in caveats(due, page))
    if late := _late(notice):
        yield line(Span(late, "dim"), indent=2)


def _terminal(view: RemindView, page: Page) -> Iterator[Block]:
    yield from _panels(view, page)
    if view.silent:
        yield line(view.silent)
        return
    if not view.shown and not any(each.notices for each in view.deliveries):
        yield line("Nothing new to remind of.")
    yield from _outcomes(view)
    if view.rehearsal and not page.quiet:
        yield line(Span(_NOT_SENT, "dim"))
    elif view.shown and not page.quiet:
        refs = {each.due.row.ref for each in view.shown}
        ref = next(iter(refs)) if len(refs) == 1 else "REF"
        hint = f"Done? returnctl mark {ref}   Not now? returnctl snooze {ref} --until DATE"
        yield line(Span(hint, "dim"))


def _outcomes(view: RemindView) -> Iterator[Line]:
    words = {"sent": "told", "waiting": "would be told"}
    for each in view.deliveries:
        if each.channel != "stdout" and each.state in words:
            told = count(len(each.notices), "reminder")
            yield line(f"{each.channel} {words[each.state]} of {told}.")


def _text(view: RemindView, page: Page) -> Iterator[Block]:
    for each in view.shown:
        yield _sentence(each, page)


def _plain(view: RemindView, _: Page) -> Iterator[Sequence[str]]:
    for each in view.shown:
        yield [*texts(each.rung, each.late_since), *deadline_fields(each.due)]


def remind_data(view: RemindView, page: Page) -> dict[str, Any]:
    """Return what JSON promises: every notice with its channels, and what became of each."""
    channels: dict[Any, list[str]] = {}
    found: dict[Any, Notice] = {}
    for delivery in view.deliveries:
        for each in delivery.notices:
            found.setdefault(each.key, each)
            channels.setdefault(each.key, []).append(delivery.channel)
    return {
        "notices": [notice_record(each, page, channels[key]) for key, each in found.items()],
        "channels": [
            {
                "channel": each.channel,
                "state": _state(each, view),
                "notices": len(each.notices),
                "error": each.error or None,
            }
            for each in view.deliveries
        ],
        "rehearsal": view.rehearsal,
    }


def _state(found: Delivery, view: RemindView) -> str:
    """What waits for this very answer is sent by it, but for a rehearsal."""
    return "sent" if found.state == "waiting" and not view.rehearsal else found.state


def notice_record(notice: Notice, page: Page, channels: Sequence[str]) -> dict[str, Any]:
    """Return one notice for JSON."""
    return {
        "rung": notice.rung,
        "settles": list(notice.settles),
        "late_since": notice.late_since and notice.late_since.isoformat(),
        "channels": list(channels),
        "deadline": deadline_record(notice.due, page),
    }


def _upcoming(view: UpcomingView, page: Page) -> Iterator[Block]:
    if not view.planned:
        yield line(f"Nothing would be told in the next {count(view.days, 'day')}.")
    for on, found in groupby(view.planned, key=lambda each: each.on):
        yield line(whole(tabular_day(on, page.today), "strong"))
        for each in found:
            due = each.notice.due
            when = whole(f"{due.row.ref}  {short_when(due)}", style_of(due))
            yield line(when, f"  {what(due)}: {title_of(due)}", indent=2, hang=7)


def _upcoming_text(view: UpcomingView, page: Page) -> Iterator[Block]:
    for each in view.planned:
        told = sentence(each.notice.due, page)
        yield replace(told, spans=(whole(f"on {format_day(each.on)}: "), *told.spans))


def _upcoming_plain(view: UpcomingView, _: Page) -> Iterator[Sequence[str]]:
    for each in view.planned:
        yield [*texts(each.on, each.notice.rung), *deadline_fields(each.notice.due)]


def _upcoming_data(view: UpcomingView, page: Page) -> list[dict[str, Any]]:
    return [
        {
            "on": each.on.isoformat(),
            "rung": each.notice.rung,
            "deadline": deadline_record(each.notice.due, page),
        }
        for each in view.planned
    ]


def _tested(view: TestedView, _: Page) -> Iterator[Block]:
    yield line(f"{view.channel} took a test message.")


def _tested_plain(view: TestedView, _: Page) -> Iterator[Sequence[str]]:
    yield [view.channel]


def _tested_data(view: TestedView, _: Page) -> dict[str, Any]:
    return {"channel": view.channel}


FORMS: Final = {
    RemindView: Forms(data=remind_data, plain=_plain, text=_text, terminal=_terminal),
    UpcomingView: Forms(
        data=_upcoming_data, plain=_upcoming_plain, text=_upcoming_text, terminal=_upcoming
    ),
    TestedView: Forms(data=_tested_data, plain=_tested_plain, text=_tested),
}
