"""`config`: settings with where each value comes from, and where files lie.

Fields of a plain record: of a setting - name, value, origin, meaning; of a path - what, path.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from returnctl.core.views.settings import PathsView, SettingLine, SettingsView
from returnctl.render.blocks import Block, Column, Row, Span, Table, labelled, line, whole
from returnctl.render.page import Forms, Page
from returnctl.render.records import jsonable, texts

_COLUMNS: Final = (
    Column("name", "SETTING"),
    Column("value", "VALUE", least=8, most=40),
    Column("origin", "FROM", least=8, most=30),
    Column("meaning", "MEANING", least=24, most=70, spare=True),
)


def _settings(view: SettingsView, page: Page) -> Iterator[Block]:
    if page.command == "config get":
        yield from (line(whole(each.value)) for each in view.settings if each.value is not None)
        return
    yield Table(_COLUMNS, tuple(_row(each) for each in view.settings))
    if not page.quiet:
        yield line(Span(f"File: {view.path}", "dim"))


def _row(found: SettingLine) -> Row:
    value = Span("not set", "dim") if found.value is None else found.value
    return Row(
        {
            "name": line(whole(found.name)),
            "value": line(value),
            "origin": line(Span(found.origin, "dim")),
            "meaning": line(Span(found.meaning, "dim")),
        }
    )


def _paths(view: PathsView, _: Page) -> Iterator[Block]:
    for label, path in _named(view):
        yield labelled(label, whole(path), indent=0, width=10)


def _named(view: PathsView) -> tuple[tuple[str, str], ...]:
    return (("config", view.config), ("database", view.database), ("packs", view.packs))


def _plain_settings(view: SettingsView, _: Page) -> Iterator[Sequence[str]]:
    for each in view.settings:
        yield texts(each.name, each.value, each.origin, each.meaning)


def _plain_paths(view: PathsView, _: Page) -> Iterator[Sequence[str]]:
    yield from _named(view)


def _data(view: SettingsView | PathsView, page: Page) -> Any:
    return jsonable(view, page)


FORMS: Final = {
    SettingsView: Forms(data=_data, plain=_plain_settings, text=_settings),
    PathsView: Forms(data=_data, plain=_plain_paths, text=_paths),
}
