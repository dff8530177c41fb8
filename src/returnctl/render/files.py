"""Commands whose answer is a file: where it is, and what it holds.

Fields of a plain record of `calendar`: path, entries that stand, cancelled ones; of `export`: path,
format, cases, bytes, SHA-256.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from returnctl.core.sizes import size_text
from returnctl.core.views.files import CalendarView, ExportView, SheetView
from returnctl.render.blocks import Block, Span, line, whole
from returnctl.render.evidence import STATE_WORDS
from returnctl.render.page import Forms, Page
from returnctl.render.records import texts
from returnctl.render.wording import count

# What `import` takes back as the log that it is.
_WAYS_BACK: Final = ("json", "ndjson", "archive")


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


def _export(view: ExportView, page: Page) -> Iterator[Block]:
    if view.path == "-":
        return
    more = f", {count(view.evidence, 'piece')} of evidence" if view.evidence else ""
    yield line(whole(view.path), f": {count(view.cases, 'case')}{more}, {size_text(view.size)}.")
    for sha256, state in view.faults:
        yield line(Span(f"not in it: evidence {sha256[:8]}: {STATE_WORDS[state]}", "late"))
    if view.format in _WAYS_BACK and not page.quiet:
        yield line(Span(f"On another machine: returnctl import {Path(view.path).name}", "dim"))


def _export_plain(view: ExportView, _: Page) -> Iterator[Sequence[str]]:
    if view.path != "-":
        yield texts(view.path, view.format, view.cases, view.size, view.sha256)


def _export_data(view: ExportView, _: Page) -> dict[str, Any]:
    return {
        "path": view.path,
        "format": view.format,
        "cases": view.cases,
        "evidence": view.evidence,
        "size": view.size,
        "sha256": view.sha256,
        "faults": [{"sha256": sha256, "state": state} for sha256, state in view.faults],
    }


def _export_warnings(view: ExportView, _: Page) -> Iterator[str]:
    for sha256, state in view.faults:
        yield f"not in it: evidence {sha256[:8]}: {STATE_WORDS[state]}"


def _sheet(view: SheetView, _: Page) -> Iterator[Block]:
    yield line(whole(view.path), f": {count(view.rows, 'row')}.")


def _sheet_plain(view: SheetView, _: Page) -> Iterator[Sequence[str]]:
    yield texts(view.path, view.rows)


def _sheet_data(view: SheetView, _: Page) -> dict[str, Any]:
    return {"path": view.path, "rows": view.rows}


FORMS: Final = {
    SheetView: Forms(data=_sheet_data, plain=_sheet_plain, text=_sheet),
    CalendarView: Forms(data=_data, plain=_plain, text=_calendar),
    ExportView: Forms(
        data=_export_data, plain=_export_plain, text=_export, warnings=_export_warnings
    ),
}
