"""`mark --list`, and `mark REF` without an event: what can be marked, in plain words.

Fields of a plain record: name, likely, what it says, levels, options it carries.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from returnctl.core.views.stories import EventChoice, EventsView
from returnctl.render.blocks import Block, Column, Row, Span, Table, line, whole
from returnctl.render.page import Forms, Page
from returnctl.render.records import jsonable, texts

_COLUMNS: Final = (
    Column("number", right=True),
    Column("name"),
    Column("says", least=20),
    Column("carries", extra=True, below="with "),
)


def _blocks(view: EventsView, page: Page) -> Iterator[Block]:
    about = view.ref is not None
    if view.ref is not None:
        label = f", {view.status_label}" if view.status_label else ""
        yield line(whole(view.ref, "strong"), f"  {view.title}{label}. What happened?")
    rows = tuple(
        _row(each, str(number) if about else "") for number, each in enumerate(view.likely, 1)
    )
    if rows:
        yield Table(_COLUMNS, rows, indent=2, under="says")
    if view.others:
        names = ", ".join(each.name for each in view.others)
        yield line(Span("others: ", "dim"), names, indent=2, hang=4)
    if about and not page.quiet:
        yield line(Span("all in plain words: returnctl mark --list", "dim"), indent=2)


def _row(choice: EventChoice, number: str) -> Row:
    options = " ".join(f"--{name}" for name in choice.carries)
    return Row(
        {
            "number": line(number),
            "name": line(whole(choice.name)),
            "says": line(choice.says),
            "carries": line(Span(options, "dim")),
        }
    )


def _plain(view: EventsView, _: Page) -> Iterator[Sequence[str]]:
    for likely, choices in ((True, view.likely), (False, view.others)):
        for each in choices:
            yield texts(each.name, likely, each.says, each.levels, each.carries)


def _data(view: EventsView, page: Page) -> Any:
    return jsonable(view, page)


FORMS: Final = {EventsView: Forms(data=_data, plain=_plain, text=_blocks)}
