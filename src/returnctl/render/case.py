"""`show`: one case whole - what happened, its clocks, parcels, money and codes.

Fields of a plain record: kind, name, day, value. Kinds: order, column, item, return, parcel, scan,
event, evidence, missing-proof, deadline, money, limit, misfit.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from returnctl.core.agenda import StatusLine
from returnctl.core.totals import order_amount
from returnctl.core.views.cases import CaseView
from returnctl.core.vocabulary import PAYMENTS, REASONS
from returnctl.render.blocks import Beside, Block, Line, Span, Spread, joined, line, whole
from returnctl.render.case_data import case_data, case_records, own_columns
from returnctl.render.clocks import clock_lines
from returnctl.render.codes import code_lines
from returnctl.render.disputes import dispute_lines
from returnctl.render.evidence import kind_words, missing_words
from returnctl.render.money import money_blocks
from returnctl.render.page import Forms, Page
from returnctl.render.said import said_lines
from returnctl.render.story import story_lines
from returnctl.render.urgency import legend, mark, style_of
from returnctl.render.ways import parcel_lines
from returnctl.render.wording import actor, count

_LABEL: Final = 8
_YEAR: Final = 365


def _text(view: CaseView, page: Page) -> Iterator[Block]:
    yield from _blocks(view, page, is_drawn=False)


def _terminal(view: CaseView, page: Page) -> Iterator[Block]:
    yield from _blocks(view, page, is_drawn=True)


def _blocks(view: CaseView, page: Page, *, is_drawn: bool) -> Iterator[Block]:
    yield from _head(view)
    yield from _facts(view)
    yield Beside(
        (line(Span("HAPPENED", "dim")), *story_lines(view, page)),
        (line(Span("CLOCKS", "dim")), *clock_lines(view.deadlines, page)),
    )
    yield from parcel_lines(view, page, is_drawn=is_drawn)
    yield from _proof(view)
    yield from dispute_lines(view, page)
    yield from money_blocks(view, page)
    yield from code_lines(view, page)
    yield from said_lines(view.case, view.ref, page)
    yield from _remarks(view)
    yield from legend({mark(each) for each in view.deadlines if each.day}, page)


def _head(view: CaseView) -> Iterator[Block]:
    titles = [_counted(item.title, item.quantity) for item in view.case.items if item.title]
    title = ", ".join(titles) or view.case.order.number or view.shop_title
    head = line(whole(view.ref, "strong"), Span(f"  {title}", "strong"))
    if len(view.lines) == 1:
        yield Spread(head, _stage(view.lines[0]))
        return
    yield head
    for each in view.lines:
        name = line(whole(each.row.ref), f"  {', '.join(each.row.items)}", indent=2)
        yield Spread(name, _stage(each))


def _counted(title: str, quantity: int) -> str:
    return title if quantity == 1 else f"{quantity} x {title}"


def _stage(found: StatusLine) -> Line:
    """Say where it stands, and whose move it is."""
    reason = found.row.reason
    label = found.row.status_label + (f": {REASONS.get(reason, reason)}" if reason else "")
    move = ""
    if found.whose_move and found.next:
        move = f"    {actor(found.whose_move)}"
    return line(label, Span(move, style_of(found.next) if found.next else ""))


def _facts(view: CaseView) -> Iterator[Block]:
    order = view.case.order
    seller = order.seller and f"seller {order.seller}"
    if order.seller_country:
        seller = f"{seller or 'seller'} ({order.seller_country})"
    paid = order.paid_with and PAYMENTS.get(order.paid_with, order.paid_with)
    number = f" {order.number}" if order.number else ""
    parts = [line(view.shop_title or order.shop, whole(number)), line(seller or "")]
    parts += [line(whole(order_amount(view.case) or "")), line(paid or "")]
    yield Line(joined(parts, "   "))
    if view.order_page:
        yield line("Page  ", whole(view.order_page), hang=6)
    if order.note:
        yield line("Note  ", order.note, hang=6)
    if columns := own_columns(view.case):
        told = ", ".join(f"{name}: {text}" for name, text in columns)
        yield line("Own   ", told, hang=6)


def _labelled(label: str, *parts: Span | str) -> Line:
    return line(Span(label.ljust(_LABEL), "dim"), *parts, hang=_LABEL)


def _proof(view: CaseView) -> Iterator[Block]:
    """Say what proves it, and what is missing before the next step."""
    kinds = Counter(each.kind for each in view.case.evidence)
    has = ", ".join(
        kind_words(kind) if number == 1 else f"{number} x {kind_words(kind)}"
        for kind, number in kinds.items()
    )
    asks = missing_words(view.stage, view.missing_proof)
    told = ".  ".join(filter(None, (has, asks)))
    if told:
        yield _labelled("PROOF", told)


def _remarks(view: CaseView) -> Iterator[Block]:
    for number, limit in enumerate(view.limits):
        yield _labelled("" if number else "LIMITS", limit.text)
    for misfit in view.case.misfits:
        entry = whole(misfit.entry_id)
        yield _labelled("MISFIT", f"{misfit.sentence} (kept without effect: entry ", entry, ")")
    if view.book_age_days is not None and view.book_age_days > _YEAR:
        age = count(view.book_age_days, "day")
        yield _labelled("RULES", f"read {age} ago: compare the dates with the order page")


FORMS: Final = {CaseView: Forms(data=case_data, plain=case_records, text=_text, terminal=_terminal)}
