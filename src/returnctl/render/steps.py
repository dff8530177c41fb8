"""A next step in lines: what, by when, why, where, what first, and the command that records it.

Conventions: yours are numbered and told whole; what others owe is a line each under "Waiting".
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any, Final

from returnctl.core.agenda import Due
from returnctl.core.dayformat import format_day, format_short
from returnctl.core.nextstep import NextStep
from returnctl.render.blocks import Block, Line, Span, Spread, labelled, line, whole
from returnctl.render.page import Page
from returnctl.render.records import deadline_record, jsonable, texts
from returnctl.render.urgency import caveats, mark, ran_out, style_of
from returnctl.render.wording import actor, count, scan_words, spaced

SayDay = Callable[[date], str]

_INDENT: Final = 3
_LABEL: Final = 7
_NOTHING_DATED: Final = "Nothing here has a date. Look at the order page and record what happened."
_WAITING: Final = "Waiting   "


def short_days(page: Page) -> SayDay:
    """Return how a terminal says days: without the year where it is near."""
    return lambda day: format_short(day, page.today)


def full_days(_: Page) -> SayDay:
    """Return how a pipe says days: with the year, always."""
    return format_day


def your_lines(step: NextStep, number: int | None, page: Page, day: SayDay) -> Iterator[Block]:
    """Tell a step of yours, with everything that is needed to take it."""
    row, due = step.line.row, step.due
    title = Span(f"  {_title(step)}", "strong")
    head = line(f"{number}  " if number else "", whole(row.ref, "strong"), title)
    yield Spread(head, _when(step, day))
    if due is None:
        yield line(_NOTHING_DATED, indent=_INDENT)
    else:
        yield line(due.row.advice or due.row.name, indent=_INDENT)
        yield from _labels(step, due, page, day)
    yield _labelled("then", whole(step.command), *_when_it_comes(step))
    for each in step.beside:
        yield _labelled("also", *beside(each, day))


def _labels(step: NextStep, due: Due, page: Page, day: SayDay) -> Iterator[Line]:
    if ran_out(due) and due.row.if_missed:
        yield _labelled("now", due.row.if_missed)
    for caveat in caveats(due, page):
        yield _labelled("but", *caveat.spans)
    yield _labelled("why", *_why(due, day))
    if due.row.where:
        yield _labelled("where", due.row.where)
    for number, each in enumerate(step.first):
        command = ("   ", whole(each.command)) if each.command else ()
        yield _labelled("" if number else "first", each.text, *command)


def _title(step: NextStep) -> str:
    row = step.line.row
    return ", ".join(row.items) or row.order_number or row.shop


def _labelled(label: str, *parts: Span | str) -> Line:
    return labelled(label, *parts, indent=_INDENT, width=_LABEL)


def _when(step: NextStep, day: SayDay) -> Line:
    due = step.due
    if due is None or due.day is None:
        return line("YOU, no date")
    if ran_out(due):
        late = f"{actor(due.row.actor)} {count(-(due.days_left or 0), 'day')} late"
        return line(whole(f"YOU, {late}", style_of(due)))
    near = {0: "today ", 1: "tomorrow "}.get(due.days_left or 0, "by ")
    if due.state == "overdue":
        near = f"LATE {count(-(due.days_left or 0), 'day')} "
    elif due.state == "last_chance":
        near = "LAST CHANCE "
    elif due.days_left is None:
        near = ""
    return line(whole(f"YOU, {near}{day(due.day)} {mark(due)}", style_of(due)))


def _why(due: Due, day: SayDay) -> Iterator[Span | str]:
    """Say what it started from and where the rule was read."""
    if ran_out(due) and due.day is not None:
        yield f"{actor(due.row.actor)} did not: {due.row.name}, by "
        yield whole(day(due.day))
        yield "; "
    elif (name := due.row.started_by) not in (None, "silence") and due.row.starts_on:
        yield f"{scan_words(name) or spaced(name.removeprefix('rule:'))} "
        yield whole(day(due.row.starts_on))
        yield "; "
    sure = f" ({due.row.confidence})" if due.row.source_address or "." in due.row.rule else ""
    yield f"{due.row.source_title}{sure}"


def _when_it_comes(step: NextStep) -> Sequence[str]:
    return ("   when it comes",) if step.due and ran_out(step.due) else ()


def beside(due: Due, day: SayDay) -> Iterator[Span | str]:
    """Tell of a clock that nobody is reminded of, and that has run out if nothing came."""
    yield f"no {due.row.name} yet? It was due "
    yield whole(day(due.day) if due.day else "before")
    yield f". {due.row.advice}"


def waiting_lines(steps: Sequence[NextStep], day: SayDay) -> Iterator[Line]:
    """Tell what others owe, by when, and what follows if it does not come."""
    wide = len(_WAITING)
    for number, each in enumerate(steps):
        due = each.due
        if due is None or due.day is None:
            continue
        head = Span(" " * wide if number else _WAITING, "dim")
        missed = f" If not: {due.row.if_missed}" if due.row.if_missed else ""
        told = f"  {_title(each)}: {actor(due.row.actor)}, {due.row.name} by "
        by = whole(f"{day(due.day)} {mark(due)}")
        yield line(head, whole(each.line.row.ref), told, by, f".{missed}", hang=wide + 5)


def step_data(step: NextStep, page: Page) -> dict[str, Any]:
    """Return a step for JSON; what is not known is null."""
    row, due = step.line.row, step.due
    told = due.row if due else None
    return {
        "ref": row.ref,
        "id": row.id,
        "order_id": row.order_id,
        "kind": row.kind,
        "item": _title(step),
        "status": row.status,
        "whose_move": step.line.whose_move or "you",
        "act_by": jsonable(step.line.act_by, page),
        "days_left": step.line.days_left,
        "what": told.name if told else None,
        "advice": told.advice if told else _NOTHING_DATED,
        "since": jsonable(told.starts_on, page) if told else None,
        "since_event": told.started_by if told else None,
        "where": (told.where or None) if told else None,
        "first": [{"text": each.text, "command": each.command or None} for each in step.first],
        "command": step.command,
        "if_missed": (told.if_missed or None) if told else None,
        "source": {"title": told.source_title, "address": told.source_address} if told else None,
        "deadline": deadline_record(due, page) if due else None,
        "beside": [deadline_record(each, page) for each in step.beside],
    }


def step_record(step: NextStep) -> list[str]:
    """Return a step as one plain record."""
    row, due = step.line.row, step.due
    told = due.row if due else None
    return texts(
        row.ref, row.kind, step.line.whose_move or "you", step.line.act_by, step.line.days_left,
        due and due.state, told and told.name, told and told.rule, told and told.advice,
        told and told.where, tuple(each.text for each in step.first), step.command,
        told and told.if_missed, _title(step), row.amount, row.order_number,
    )  # fmt: skip
