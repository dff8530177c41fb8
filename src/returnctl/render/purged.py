"""`rm --purge`: what is gone, and where copies may remain.

Fields of a plain record: erased, ref; copy, path.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from returnctl.core.views.writes import PurgedView
from returnctl.render.blocks import Block, line, whole
from returnctl.render.page import Forms, Page
from returnctl.render.records import jsonable

_ELSEWHERE: Final = "Copies of yours, other machines and cloud folders may hold it still."


def _blocks(view: PurgedView, _: Page) -> Iterator[Block]:
    yield line(whole(view.ref), " is erased, for good.")
    for copy in view.copies:
        yield line("An older copy remains: ", whole(copy))
    yield line(_ELSEWHERE)


def _plain(view: PurgedView, _: Page) -> Iterator[Sequence[str]]:
    yield "erased", view.ref
    yield from (("copy", copy) for copy in view.copies)


def _data(view: PurgedView, page: Page) -> Any:
    return jsonable(view, page)


FORMS: Final = {PurgedView: Forms(data=_data, plain=_plain, text=_blocks)}
