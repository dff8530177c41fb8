"""`next`: what is yours to do, numbered and told whole, and what others owe, a line each.

Fields of a plain record: ref, kind, whose move, act by, days left, state, what, rule, advice,
where, what first, command, if missed, item, amount, order number.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from returnctl.core.views.next import NextView
from returnctl.render.blocks import BLANK, Block, line
from returnctl.render.headline import purchases_line
from returnctl.render.page import Forms, Page
from returnctl.render.steps import (
    SayDay,
    full_days,
    short_days,
    step_data,
    step_record,
    waiting_lines,
    your_lines,
)
from returnctl.render.urgency import legend, mark

_NOTHING: Final = "Nothing to do: no problem or return is open."


def _blocks(view: NextView, page: Page, day: SayDay) -> Iterator[Block]:
    if not view.steps:
        yield line(_NOTHING)
    for number, each in enumerate(view.yours, 1):
        yield from your_lines(each, number, page, day)
    yield from waiting_lines(view.waiting, day)


def _terminal(view: NextView, page: Page) -> Iterator[Block]:
    yield from _blocks(view, page, short_days(page))
    if view.purchases.logged:
        yield BLANK
        yield from purchases_line(view.purchases, page, listed=True)
    yield from legend({mark(each.due) for each in view.steps if each.due and each.due.day}, page)


def _text(view: NextView, page: Page) -> Iterator[Block]:
    yield from _blocks(view, page, full_days(page))


def _plain(view: NextView, _: Page) -> Iterator[Sequence[str]]:
    yield from map(step_record, view.steps)


def _data(view: NextView, page: Page) -> list[dict[str, Any]]:
    return [step_data(each, page) for each in view.steps]


FORMS: Final = {NextView: Forms(data=_data, plain=_plain, text=_text, terminal=_terminal)}
