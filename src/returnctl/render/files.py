"""Commands whose answer is a file: where it is, and what it holds.

Fields of a plain record of `calendar`: path, entries that stand, cancelled ones.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from returnctl.core.views.files import CalendarView
from returnctl.render.blocks import Block, Span, line, whole
from returnctl.render.page import Forms, Page
from returnctl.render.records import texts
from returnctl.render.wording import count


def _calendar(view: CalendarView, page: Page) -> Iterator[Block]:
    if view.path == "-":
        return
    over = f", {view.cancelled} cancelled" if view.cancelled else ""
    yield line(whole(view.path), f": {count(view.events, 'date')}{over}.")
    if page.quiet:
        return
    if view.kept:
        yield line(
            Span("remind writes it anew. No more: returnctl config unset calendar_file", "dim")
        )
    else:
        yield line(
            Span("Import it again whenever you like: what is there is changed, not added.", "dim")
        )


def _plain(view: CalendarView, _: Page) -> Iterator[Sequence[str]]:
    if view.path != "-":
        yield texts(view.path, view.events, view.cancelled)


def _data(view: CalendarView, _: Page) -> dict[str, Any]:
    return {
        "path": view.path,
        "events": view.events,
        "cancelled": view.cancelled,
        "kept": view.kept,
    }


FORMS: Final = {CalendarView: Forms(data=_data, plain=_plain, text=_calendar)}
