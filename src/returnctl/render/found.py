"""`search`: what was found, in the form of `status`.

Fields of a plain record: those of `status`.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from returnctl.core.views.lists import FoundView
from returnctl.render.blocks import Block, line
from returnctl.render.page import Forms, Page
from returnctl.render.records import status_record
from returnctl.render.status import record, sentence, status_blocks


def _terminal(view: FoundView, page: Page) -> Iterator[Block]:
    yield from status_blocks(view.lines, page)
    if not view.lines:
        yield line(f'Nothing recorded holds "{view.words}".')
    if view.more:
        told = f"These are the best {len({each.row.order_id for each in view.lines})}."
        yield line(f"{told} Add a word, or see all: returnctl search {view.words} | less")


def _text(view: FoundView, page: Page) -> Iterator[Block]:
    yield from (sentence(each, page) for each in view.lines)


def _plain(view: FoundView, _: Page) -> Iterator[Sequence[str]]:
    yield from map(record, view.lines)


def _data(view: FoundView, page: Page) -> Any:
    return [status_record(each, page) for each in view.lines]


FORMS: Final = {FoundView: Forms(data=_data, plain=_plain, text=_text, terminal=_terminal)}
