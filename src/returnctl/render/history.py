"""`history`: what was recorded, by which command, and what was undone.

Fields of a plain record: command id, when, command, undone, refs, device, kind, name, value; a line
for each thing that a command recorded, or one with the last three empty.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final

from returnctl.core.structs import replace
from returnctl.core.views.stories import CommandLine, HistoryView
from returnctl.render.blocks import Block, Column, Row, Span, Style, Table, line, whole
from returnctl.render.noted import noted_spans
from returnctl.render.page import Forms, Page
from returnctl.render.records import jsonable, texts
from returnctl.render.wording import clock_time

# Of a command that touched more cases than this, an import, only numbers are told.
_MANY: Final = 50
_COLUMNS: Final = (
    Column("when", "WHEN"),
    Column("command", "COMMAND"),
    Column("refs", "CASE", least=6, most=24),
    Column("recorded", "RECORDED", least=20, most=100),
    Column("id", "ID", extra=True, below="id "),
)


def _blocks(view: HistoryView, page: Page) -> Iterator[Block]:
    if view.ref is not None:
        yield line(whole(view.ref, "strong"), Span(f"  {view.title}", "strong"))
    if not view.commands:
        yield line("Nothing is recorded yet.")
        return
    yield Table(_COLUMNS, tuple(_row(each, view, page) for each in view.commands), under="command")
    if not page.quiet:
        yield line(Span("Take one back: returnctl undo ID", "dim"))


def _terminal(view: HistoryView, page: Page) -> Iterator[Block]:
    """Tell all commands newest first: nobody pages to the end for what they just did."""
    newest_first = view if view.ref else replace(view, commands=view.commands[::-1])
    yield from _blocks(newest_first, page)
    if view.more:
        asked = " ".join(filter(None, ("returnctl history", view.ref)))
        yield line(f"These are the newest {len(view.commands)} commands. All: {asked} | less")


def _row(found: CommandLine, view: HistoryView, page: Page) -> Row:
    style: Style = "dim" if found.undone else ""
    many = len(found.refs) > _MANY
    refs = f"{len(found.refs):,} cases" if many else ", ".join(found.refs)
    told = (
        (Span(f"{view.wide.get(found.id) or len(found.recorded):,} facts"),)
        if many or found.id in view.wide
        else tuple(noted_spans(found.recorded, page, new=found.name == "add"))
    )
    return Row(
        {
            "when": line(whole(_when(found.recorded_at, page), style)),
            "command": line(Span(found.name + (" (undone)" if found.undone else ""), style)),
            "refs": line(refs if view.ref is None else ""),
            "recorded": line(*told),
            "id": line(whole(found.id, "dim")),
        }
    )


def _when(recorded_at: str, page: Page) -> str:
    try:
        return clock_time(datetime.fromisoformat(recorded_at), page.moment)
    except ValueError:
        return recorded_at


def _plain(view: HistoryView, _: Page) -> Iterator[Sequence[str]]:
    for found in view.commands:
        head = texts(
            found.id, found.recorded_at, found.name, found.undone, found.refs, found.device
        )
        if not found.recorded:
            yield [*head, "", "", ""]
        for each in found.recorded:
            yield [*head, each.kind, each.name, each.value]


def _data(view: HistoryView, page: Page) -> list[Any]:
    return [jsonable(each, page) for each in view.commands]


FORMS: Final = {HistoryView: Forms(data=_data, plain=_plain, text=_blocks, terminal=_terminal)}
