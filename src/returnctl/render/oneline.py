"""`status --oneline`: a line for a shell prompt, without colour; nothing where nothing presses.

Fields of a plain record: late, today, tomorrow.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from returnctl.core.views.lists import OnelineView
from returnctl.render.blocks import Block, line
from returnctl.render.page import Forms, Page
from returnctl.render.records import texts

_COUNTED: Final = ("late", "today", "tomorrow")


def _text(view: OnelineView, _: Page) -> Iterator[Block]:
    found = _data(view, _)
    told = [f"{found[name]} {name}" for name in _COUNTED if found[name]]
    if told:
        yield line(", ".join(told))


def _plain(view: OnelineView, _: Page) -> Iterator[Sequence[str]]:
    yield texts(view.late, view.today, view.tomorrow)


def _data(view: OnelineView, _: Page) -> dict[str, Any]:
    return {name: getattr(view, name) for name in _COUNTED}


FORMS: Final = {OnelineView: Forms(data=_data, plain=_plain, text=_text)}
