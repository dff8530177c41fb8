"""The clocks of one case: yours and the others', running ones first, then what is done or over."""

from collections.abc import Iterator, Sequence
from typing import Final

from returnctl.core.agenda import Due
from returnctl.render.blocks import Line, Span, joined, line, styled, whole
from returnctl.render.page import Page
from returnctl.render.urgency import caveats, mark, ran_out, style_of
from returnctl.render.wording import actor, fact_words, tabular_day

_OVER: Final = {"met": "done", "lapsed": "over"}
_SHORT: Final = len("Sun 22 Nov")


def clock_lines(dues: Sequence[Due], page: Page) -> Iterator[Line]:
    """Tell the deadlines in a line each, with what is in doubt in brackets."""
    if not dues:
        yield line(Span("none", "dim"))
        return
    live = [each for each in dues if each.state not in _OVER and not _is_remote(each)]
    over = [each for each in dues if each.state in _OVER]
    days = {id(each): _day(each, page) for each in (*live, *over)}
    wide = max(map(len, days.values()))
    for each in (*live, *over):
        day = whole(f"{days[id(each)].ljust(wide)} {mark(each)}", style_of(each))
        yield line(day, " ", *_what(each, page), hang=wide + 3)
    yield from _remote_lines([each for each in dues if _is_remote(each)])


def _is_remote(due: Due) -> bool:
    """Say whether a clock is only possible and nobody is reminded of it."""
    return due.state == "possible" and not due.row.watch


def _remote_lines(dues: Sequence[Due]) -> Iterator[Line]:
    """Tell remote clocks together, by the facts that would decide them."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for each in dues:
        groups.setdefault(each.row.missing, []).append(each.row.name)
    for missing, names in groups.items():
        facts = " and ".join(map(fact_words, missing))
        told = ", ".join(dict.fromkeys(names))
        yield line(Span(f"? if told {facts}: {told}", "dim"), hang=2)


def _day(due: Due, page: Page) -> str:
    day = due.row.met_on or due.day
    if day is None:
        return "no date"
    text = tabular_day(day, page.today)
    # What is over half a year away needs its year, and its weekday less.
    return text if len(text) <= _SHORT else text.split(" ", 1)[1]


def _what(due: Due, page: Page) -> Iterator[Span]:
    who = actor(due.row.actor)
    if due.state in _OVER:
        yield Span(f"{_OVER[due.state]}: {due.row.name}", "dim")
        return
    yield Span(f"{who}  {due.row.name}", "" if due.yours and due.row.watch else "dim")
    notes = [*caveats(due, page)]
    if due.pressing or ran_out(due):
        notes.insert(0, line(Span("late" if due.state == "overdue" else "last chance", "late")))
    if due.day is None and not notes:
        notes.append(line("see the order page"))
    if notes:
        yield Span(" (", "dim")
        yield from joined([styled(each, "dim") for each in notes], "; ")
        yield Span(")", "dim")
