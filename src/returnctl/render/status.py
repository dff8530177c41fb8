"""`status`: open problems and returns, most urgent first, and the purchases in one line.

Fields of a plain record: ref, kind, status, whose move, act by, days left, basis, amount, items,
shop, seller, order number, return code, tracking numbers, rule, what to do, updated on.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from returnctl.core.agenda import StatusLine
from returnctl.core.dayformat import format_day
from returnctl.core.proof import wanted_before
from returnctl.core.views.lists import StatusView
from returnctl.render.blocks import (
    BLANK,
    Block,
    Column,
    Line,
    Row,
    Span,
    Style,
    Table,
    joined,
    line,
    plain_text,
    styled,
    whole,
)
from returnctl.render.headline import headline, purchases_line
from returnctl.render.page import Forms, Page
from returnctl.render.records import status_record, texts
from returnctl.render.urgency import caveats, legend, mark, ran_out, style_of
from returnctl.render.wording import GROUND_WORDS, actor, clock_time, days_away, tabular_day

_COLUMNS: Final = (
    Column("ref", "REF"),
    Column("item", "ITEM", least=16, most=48),
    Column("status", "STATUS", least=12, spare=True, below=""),
    Column("move", "MOVE"),
    Column("by", "BY"),
    Column("left", right=True),
    Column("mark", gap=1),
    Column("amount", "AMOUNT", right=True),
    Column("shop", "SHOP", extra=True, varied=True, below=""),
    Column("code", "CODE", extra=True, below="code "),
    Column("order", "ORDER", extra=True),
)


def title_of(found: StatusLine) -> str:
    """Return what to call a case: its items, else its order number, else its shop."""
    row = found.row
    return ", ".join(row.items) or row.order_number or row.shop


def status_blocks(found: Sequence[StatusLine], page: Page) -> Iterator[Block]:
    """Lay the lines out as a table."""
    if found:
        rows = tuple(_row(each, page) for each in found)
        yield Table(_COLUMNS, rows, under="item")


def _row(found: StatusLine, page: Page) -> Row:
    row, due = found.row, found.next
    style: Style = style_of(due) if due else ""
    code = row.return_code and whole(row.return_code)
    cells = {
        "ref": line(whole(row.ref)),
        "item": line(title_of(found)),
        "status": line(row.status_label),
        "move": line(Span(actor(found.whose_move), style) if found.whose_move else ""),
        "amount": line(whole(row.amount) if row.amount else ""),
        "shop": line(row.shop),
        "code": line(code or ""),
        "order": line(whole(row.order_number) if row.order_number else ""),
    }
    if due and due.day:
        cells["by"] = line(whole(tabular_day(due.day, page.today), style))
        cells["left"] = line(whole(f"{due.days_left} d", style))
        cells["mark"] = line(mark(due))
    if style == "dim":
        cells = {name: styled(cell, "dim") for name, cell in cells.items()}
    advice = line(due.row.advice) if due and ran_out(due) else Line()
    return Row(cells, (Line(joined(_below(found, page), "; ")), advice))


def _below(found: StatusLine, page: Page) -> list[Line]:
    """Say what to do, where it is the user's move, and what the columns don't say."""
    due = found.next
    told = []
    if due and due.yours:
        told += [line(due.row.name), *(styled(each, "dim") for each in caveats(due, page))]
        told += [line(_unproven(found))]
    elif due and ran_out(due):
        told.append(line(f"{actor(due.row.actor)} did not: {due.row.name}"))
    if found.row.refunded:
        told.append(line(whole(found.row.refunded), " is back"))
    if found.row.short:
        told.append(line(whole(f"{found.row.short} short")))
    return told


def _unproven(found: StatusLine) -> str:
    """Say which proof the step that comes next must find in place."""
    rule = found.next.row.rule if found.next else ""
    told = ", ".join(each.says for each in wanted_before(found.row.unproven, rule))
    return f"proof missing: {told}" if told else ""


def _terminal(view: StatusView, page: Page) -> Iterator[Block]:
    yield headline(view, page)
    listed = view.listed_purchases or ()
    if view.lines:
        yield BLANK
        yield from status_blocks(view.lines, page)
    if listed:
        yield BLANK
        yield line(Span("Purchases", "strong"))
        yield from status_blocks(listed, page)
    yield BLANK
    yield from _purchases(view, page)
    marks = {mark(each.next) for each in (*view.lines, *listed) if each.next and each.next.day}
    yield from legend(marks, page)
    yield from _reminded(view, page)


def _purchases(view: StatusView, page: Page) -> Iterator[Block]:
    """Tell of the purchases in a line; where they are listed, how to come to those that are not."""
    listed = view.listed_purchases is not None
    yield from purchases_line(view.purchases, page, listed=listed)
    if listed and view.purchases.unwatched and not page.quiet:
        how = "Imported ones: returnctl search WORD   Watch one: returnctl mark REF watch"
        yield line(Span(how, "dim"))


def _reminded(view: StatusView, page: Page) -> Iterator[Block]:
    """Prove that somebody watches."""
    if view.reminded_at is not None and not page.quiet:
        yield line(whole(f"Reminders ran {clock_time(view.reminded_at, page.moment)}", "dim"))


def _text(view: StatusView, page: Page) -> Iterator[Block]:
    yield headline(view, page)
    for each in (*view.lines, *(view.listed_purchases or ())):
        yield sentence(each, page)
    yield from _purchases(view, page)
    yield from _reminded(view, page)


def sentence(found: StatusLine, page: Page) -> Line:
    """Tell a return in one line: its status, what it is, and who must do what by when."""
    row, due = found.row, found.next
    facts = [title_of(found), str(row.amount or ""), f"{row.shop} {row.order_number or ''}".strip()]
    facts += [f"code {row.return_code}" if row.return_code else ""]
    facts += [f"{row.refunded} is back"] if row.refunded else []
    facts += [f"{row.short} short"] if row.short else []
    text = f"{row.status_label}: {', '.join(filter(None, facts))} [{row.ref}]"
    if due is None or due.day is None:
        return line(text)
    told = [days_away(due.days_left), GROUND_WORDS[due.row.ground]]
    told += [plain_text(each) for each in caveats(due, page)]
    by = f"by {format_day(due.day)} ({', '.join(told)})"
    if ran_out(due):
        return line(f"{text}. {actor(due.row.actor)} did not: {due.row.name}, {by}. YOU: "
                    f"{due.row.advice}")  # fmt: skip
    proof = f"; {unproven}" if due.yours and (unproven := _unproven(found)) else ""
    return line(f"{text}. {actor(due.row.actor)} {by}: {due.row.name}{proof}")


def _plain(view: StatusView, _: Page) -> Iterator[Sequence[str]]:
    yield from map(record, (*view.lines, *(view.listed_purchases or ())))


def record(found: StatusLine) -> list[str]:
    """Return the fields of one plain record."""
    row, due = found.row, found.next
    next_row = due.row if due else None
    return texts(
        row.ref, row.kind, row.status, found.whose_move, found.act_by, found.days_left,
        next_row and next_row.basis, row.amount, row.items, row.shop, row.seller,
        row.order_number, row.return_code, [each.number for each in row.parcels],
        next_row and next_row.rule,
        next_row and next_row.name, row.updated_on,
    )  # fmt: skip


def status_data(view: StatusView, page: Page) -> list[dict[str, Any]]:
    """Return the rows that JSON promises."""
    lines = (*view.lines, *(view.listed_purchases or ()))
    return [status_record(each, page) for each in lines]


FORMS: Final = {StatusView: Forms(data=status_data, plain=_plain, text=_text, terminal=_terminal)}
