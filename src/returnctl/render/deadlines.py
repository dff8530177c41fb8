"""`deadlines`: what is due, and what others let run out; on a terminal also what others owe.

In a pipe every line is a sentence, words before codes, and nothing is written when nothing is due.

Fields of a plain record: act by, due on, days left, state, actor, ref, what, rule, basis, amount,
item, shop, seller, order number, return code, tracking numbers, advice.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from returnctl.core.agenda import Due, urgency
from returnctl.core.dayformat import format_day, format_short
from returnctl.core.views.lists import DeadlinesView
from returnctl.render.blocks import (
    Block,
    Column,
    Line,
    Row,
    Span,
    Spread,
    Table,
    joined,
    line,
    plain_text,
    styled,
    whole,
)
from returnctl.render.headline import closing_line, dated
from returnctl.render.page import Forms, Page
from returnctl.render.records import deadline_record, texts
from returnctl.render.urgency import (
    caveats,
    doubts,
    full_when,
    legend,
    mark,
    ran_out,
    short_when,
    style_of,
)
from returnctl.render.wording import GROUND_WORDS, actor, count, tabular_day

_COLUMNS: Final = (
    Column("when", right=True),
    Column("day", gap=1),
    Column("mark", gap=1),
    Column("ref"),
    Column("item", least=16, most=40),
    Column("what", least=14, most=60, spare=True, below=""),
    Column("amount", right=True),
    Column("shop", extra=True, varied=True),
    Column("code", extra=True, below="code "),
    Column("order", extra=True),
)
_OVER: Final = frozenset(("met", "lapsed"))
_WAITING: Final = "Waiting for others (no action until they run out)"
_RAN_OUT: Final = "Ran out without an answer: your move"
# The days before a window of a purchase closes on which that alone is worth a line in a pipe.
_LAST_CALL_DAYS: Final = 2


def title_of(due: Due) -> str:
    """Return what to call a deadline's case."""
    return due.row.item or due.row.order_number or due.row.shop


def what(due: Due) -> str:
    """Say what is to be done, and by whom where it is not you."""
    return due.row.name if due.yours else f"{actor(due.row.actor)}: {due.row.name}"


def due_blocks(view: DeadlinesView, page: Page) -> Iterator[Block]:
    """Lay out all there is as one table, with a heading above what is not yours."""
    over = tuple(each for each in (*view.yours, *view.run_out) if each.state in _OVER)
    sections = (
        (Span(""), view.yours),
        (Span(_RAN_OUT, "late"), view.run_out),
        (Span(_WAITING, "dim"), view.running),
        (Span("Purchases", "strong"), view.listed_purchases),
    )
    rows: list[Row | Line] = []
    for heading, found in sections:
        live = [each for each in found if each.state not in _OVER]
        rows += [line(heading)] if live and heading.text else []
        rows += [_row(each, page) for each in live]
    if over:
        rows += [line(Span("Done or over", "dim")), *(_row(each, page) for each in over)]
    if rows:
        yield Table(_COLUMNS, _aligned(rows), under="item")


def _row(due: Due, page: Page) -> Row:
    row, style = due.row, style_of(due)
    day = whole(tabular_day(due.day, page.today), style) if due.day else ""
    cells = {
        "when": line(whole(short_when(due), style)),
        "day": line(day),
        "mark": line(mark(due)),
        "ref": line(whole(row.ref)),
        "item": line(title_of(due)),
        "what": line(what(due)),
        "amount": line(whole(row.amount) if row.amount else ""),
        "shop": line(row.shop),
        "code": line(whole(row.return_code) if row.return_code else ""),
        "order": line(whole(row.order_number) if row.order_number else ""),
    }
    doubtful = [styled(each, "dim") for each in caveats(due, page)]
    if style == "dim":
        cells = {name: styled(cell, "dim") for name, cell in cells.items()}
    advice = line(row.advice) if ran_out(due) else Line()
    return Row(cells, (Line(joined(doubtful, "; ")), advice))


def _aligned(rows: list[Row | Line]) -> tuple[Row | Line, ...]:
    """Let words start at the left edge, while numbers of days stay under each other."""
    found = [each.cells["when"].spans[0].text for each in rows if isinstance(each, Row)]
    widest = max(map(len, found))
    return tuple(
        Row({**each.cells, "when": _padded(each.cells["when"], widest)}, each.below)
        if isinstance(each, Row)
        else each
        for each in rows
    )


def _padded(cell: Line, width: int) -> Line:
    span = cell.spans[0]
    return cell if span.text[:1].isdigit() else line(whole(span.text.ljust(width), span.style))


def _terminal(view: DeadlinesView, page: Page) -> Iterator[Block]:
    span = f"next {count(view.within, 'day')}"
    yield Spread(line(whole(dated(view.place, page), "strong")), line(Span(span, "dim")))
    if not view.told:
        yield _nothing(view, page)
    yield from due_blocks(view, page)
    if not view.listed_purchases:
        yield from closing_line(view.purchases, page)
    if view.snoozed:
        yield line(Span(f"{view.snoozed} snoozed: returnctl deadlines --all", "dim"))
    marks = {mark(each) for each in (*view.told, *view.running)}
    yield from legend(marks & {"?"}, page)


def _nothing(view: DeadlinesView, page: Page) -> Line:
    """Say that nothing is due, and that this is no oversight: what is open and what comes next."""
    told = [f"Nothing to do in the next {count(view.within, 'day')}."]
    later, still_open = view.later, f"{count(view.open_cases, 'return')} open"
    if later is not None and later.day is not None:
        day = format_short(later.day, page.today)
        told.append(f"{still_open}; the next date is {day} ({title_of(later)}).")
    elif view.open_cases:
        told.append(f"{still_open}, none with a date.")
    if view.purchases.watched:
        told.append(f"{count(view.purchases.watched, 'purchase')} watched.")
    return line(" ".join(told))


def sentence(due: Due, page: Page) -> Line:
    """Tell a deadline in one line that makes sense alone, on a lock screen or in a mail."""
    row = due.row
    day = format_day(due.day) if due.day else "no date"
    soon, head = full_when(due, page), f": {what(due)}."
    if ran_out(due):
        soon = f"{actor(row.actor)} LATE {count(-(due.days_left or 0), 'day')}"
        head = f" ({row.name} by {day}): {row.advice.rstrip('.')}."
    facts = [title_of(due), str(row.amount or ""), f"{row.shop} {row.order_number or ''}".strip()]
    facts += [f"code {row.return_code}" if row.return_code else ""]
    extra = "".join(f"; {plain_text(each)}" for each in doubts(due))
    told = ", ".join(filter(None, facts))
    rest = f"{head} {told} [{row.ref}] {GROUND_WORDS[row.ground]}{extra}"
    return line(Span(soon, style_of(due)), rest)


def _text(view: DeadlinesView, page: Page) -> Iterator[Block]:
    for each in view.told:
        yield sentence(each, page)
    # Somebody always has a purchase whose window closes: alone it makes a mail on its last days.
    first = view.purchases.first
    last_call = first is not None and (first.days_left or 0) <= _LAST_CALL_DAYS
    if (view.told or last_call) and not view.listed_purchases:
        yield from closing_line(view.purchases, page, full=True)


def _all(view: DeadlinesView) -> list[Due]:
    return sorted(dict.fromkeys((*view.told, *view.running)), key=urgency)


def _plain(view: DeadlinesView, _: Page) -> Iterator[Sequence[str]]:
    yield from map(deadline_fields, _all(view))


def deadline_fields(due: Due) -> list[str]:
    """Return the fields of one plain record."""
    row = due.row
    return texts(
        row.act_by, row.due_on, due.days_left, due.state, row.actor, row.ref, row.name,
        row.rule, row.basis, row.amount, row.item, row.shop, row.seller, row.order_number,
        row.return_code, row.tracking_numbers, row.advice,
    )  # fmt: skip


def deadlines_data(view: DeadlinesView, page: Page) -> list[dict[str, Any]]:
    """Return the rows that JSON promises, others' running clocks among them."""
    return [deadline_record(each, page) for each in _all(view)]


FORMS: Final = {
    DeadlinesView: Forms(data=deadlines_data, plain=_plain, text=_text, terminal=_terminal)
}
