"""`next REF`: the next steps of one case, what else can be done, and the ladder, rung by rung.

Fields of a plain record: kind (`step`, `choice`, `rung`), then those of `next` for a step; name,
text for a choice; rung, standing, day, actor, what, rule, basis, depends on, advice for a rung.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from returnctl.core.ladder import LadderStep, Rung, RungName, Standing
from returnctl.core.listing import with_ref
from returnctl.core.views.ladder import LadderView
from returnctl.render.blocks import BLANK, Block, Column, Line, Row, Span, Style, Table, line, whole
from returnctl.render.page import Forms, Page
from returnctl.render.records import deadline_record, jsonable, texts
from returnctl.render.steps import (
    SayDay,
    full_days,
    short_days,
    step_data,
    step_record,
    waiting_lines,
    your_lines,
)
from returnctl.render.urgency import mark, style_of
from returnctl.render.wording import actor, count, days_away, fact_words

_RUNGS: Final[dict[RungName, str]] = {
    "seller": "The seller", "platform": "The platform", "payment": "The payment",
    "law": "The law", "warranty": "The warranty", "carrier": "The carrier", "own": "Dates of yours",
}  # fmt: skip
_COLUMNS: Final = (
    Column("day"), Column("mark", gap=1), Column("who"), Column("what", least=16),
    Column("how", spare=True, below=""),
)  # fmt: skip
_PAST: Final[frozenset[Standing]] = frozenset(("done", "over"))
_HOW: Final[dict[Standing, str]] = {
    "late": "late, {late}", "ran_out": "ran out {away}: your move", "open": "open, {away}",
    "waiting": "running, {away}", "later": "not before {opens}", "undated": "at any time",
    "done": "done", "over": "closed {away}",
}  # fmt: skip
_CALM: Final[frozenset[Standing]] = frozenset(("done", "over", "waiting"))
_CLOSED: Final = "This case is closed. What it could still claim:"


def _blocks(view: LadderView, page: Page, day: SayDay) -> Iterator[Block]:
    yours = [each for each in view.steps if each.yours]
    for each in yours:
        yield from your_lines(each, None, page, day)
    if not yours:
        yield line(whole(view.ref, "strong"), Span(f"  {view.title}", "strong"))
    yield from waiting_lines([each for each in view.steps if not each.yours], day)
    if not view.steps:
        yield line(_CLOSED)
    yield from _choices(view)
    told = frozenset(each.due.row.id for each in view.steps if each.due)
    for number, rung in enumerate(view.rungs, 1):
        yield BLANK
        yield from _rung(rung, number, day, told)
    yield from _exclusions(view, day)


def _choices(view: LadderView) -> Iterator[Block]:
    if view.choices:
        yield BLANK
        yield line(Span("Is it worth returning?", "strong"))
    for each in view.choices:
        yield line(f"- {with_ref(each.text, view.ref)}", indent=3, hang=5)


def _rung(rung: Rung, number: int, day: SayDay, told: frozenset[str]) -> Iterator[Block]:
    """Tell one rung; what the step above has said already (`told`) is not said again."""
    names = f": {', '.join(rung.titles)}" if rung.titles else ""
    closed = "" if rung.is_open else "  nothing open"
    yield line(Span(f"{number}  {_RUNGS[rung.name]}{names}", "strong"), Span(closed, "dim"))
    sure = [each for each in rung.steps if each.standing != "possible"]
    rows = [_row(each, day, "" if each.due.row.id in told else _more(each)) for each in sure]
    if rows:
        yield Table(_COLUMNS, tuple(rows), under="who", indent=3)
    yield from _possible(rung)


def _possible(rung: Rung) -> Iterator[Line]:
    """Tell what is only possible together, by the facts that would decide it."""
    groups: dict[tuple[str, ...], dict[str, None]] = {}
    for each in rung.steps:
        if each.standing == "possible":
            groups.setdefault(each.due.row.missing, {})[each.due.row.name] = None
    for missing, names in groups.items():
        facts = " and ".join(map(fact_words, missing))
        yield line(Span(f"? depends on {facts}: {', '.join(names)}", "dim"), indent=3, hang=5)


def _row(step: LadderStep, day: SayDay, more: str) -> Row:
    due, standing = step.due, step.standing
    found = due.row.met_on if standing == "done" else due.day
    style: Style = "dim" if standing in _CALM else style_of(due)
    cells = {
        "day": line(whole(day(found) if found else "no date", style)),
        "mark": line(mark(due) if found and standing != "done" else ""),
        "who": line(Span(actor(due.row.actor), style)),
        "what": line(Span(due.row.name, style)),
        "how": line(Span(_how(step, day), style)),
    }
    return Row(cells, (line(Span(more, "dim")),) if more else ())


def _more(step: LadderStep) -> str:
    """Say what to do about it; of others' running clocks what follows, of what is past nothing."""
    row = step.due.row
    if step.standing in _PAST:
        return ""
    if step.standing == "waiting":
        return f"If not: {row.if_missed}" if row.if_missed else ""
    return row.advice


def _how(step: LadderStep, day: SayDay) -> str:
    """Say in words how it stands."""
    due = step.due
    if due.state == "last_chance":
        return "last chance, try now"
    if step.standing == "undated" and due.row.watch:
        return "no length known: see the page"
    opens = due.row.opens_on
    return _HOW[step.standing].format(
        late=count(-(due.days_left or 0), "day"),
        away=days_away(due.days_left),
        opens=day(opens) if opens else "it starts",
    )


def _exclusions(view: LadderView, day: SayDay) -> Iterator[Block]:
    if view.exclusions or view.disputes:
        yield BLANK
    for channel, since in view.disputes:
        yield line(f"Open dispute: {channel}, since ", whole(day(since)), ".")
    for each in view.exclusions:
        one, other = each.titles
        yield line(f"Choose one: {one} and {other} exclude each other.")


def _data(view: LadderView, page: Page) -> dict[str, Any]:
    return {
        "ref": view.ref,
        "id": view.id,
        "title": view.title,
        "steps": [step_data(each, page) for each in view.steps],
        "choices": [
            {"name": each.name, "text": each.text, "source": jsonable(each.source, page)}
            for each in view.choices
        ],
        "ladder": [
            {
                "rung": rung.name,
                "titles": list(rung.titles),
                "open": rung.is_open,
                "steps": [
                    {"standing": each.standing, **deadline_record(each.due, page)}
                    for each in rung.steps
                ],
            }
            for rung in view.rungs
        ],
        "disputes": [{"channel": name, "since": day.isoformat()} for name, day in view.disputes],
        "exclusions": [
            {"channels": sorted(each.channels), "titles": list(each.titles)}
            for each in view.exclusions
        ],
    }


def _plain(view: LadderView, _: Page) -> Iterator[Sequence[str]]:
    yield from (["step", *step_record(each)] for each in view.steps)
    yield from (["choice", each.name, each.text] for each in view.choices)
    for rung in view.rungs:
        for each in rung.steps:
            row = each.due.row
            yield [
                "rung",
                *texts(rung.name, each.standing, row.met_on or each.due.day, row.actor, row.name,
                       row.rule, row.basis, row.missing, row.advice),
            ]  # fmt: skip


FORMS: Final = {
    LadderView: Forms(
        data=_data,
        plain=_plain,
        text=lambda view, page: _blocks(view, page, full_days(page)),
        terminal=lambda view, page: _blocks(view, page, short_days(page)),
    )
}
