"""What a page is made of, before anybody knows how wide it is: lines, tables, columns side by side.

A rendering lists blocks; `returnctl.render.layout` makes lines of them, for a terminal or a pipe.
Conventions: a span that is `whole` (a code, an amount, a date) is never broken, whatever the width.
"""

from collections.abc import Mapping
from typing import Literal

from returnctl.core.structs import Struct

Style = Literal["", "late", "soon", "dim", "strong", "squares"]


class Span(Struct, frozen=True):
    """Some text in one style."""

    text: str
    style: Style = ""
    whole: bool = False


class Line(Struct, frozen=True):
    """Spans that flow; what does not fit continues below, indented by `hang`."""

    spans: tuple[Span, ...] = ()
    indent: int = 0
    hang: int = 0


class Spread(Struct, frozen=True):
    """Two lines on one: the right one flush right, or below where both don't fit."""

    left: Line
    right: Line


class Column(Struct, frozen=True):
    """A column of a table.

    `least` is how narrow it may get by folding (0: not at all), `most` how wide it starts. An
    `extra` column is there only where all others have the width they like; a `spare` one gives way
    where nothing else helps; of either the last goes first. What has gone is told below its row
    behind the word `below`, unless that is None. A `varied` column is left out where all its values
    are the same.
    """

    name: str
    head: str = ""
    right: bool = False
    least: int = 0
    most: int = 60
    gap: int = 2
    extra: bool = False
    spare: bool = False
    varied: bool = False
    below: str | None = None


class Row(Struct, frozen=True):
    """A row: its cells by column, and what follows below it across the width."""

    cells: Mapping[str, Line]
    below: tuple[Line, ...] = ()


class Table(Struct, frozen=True):
    """Rows under each other; a bare line among them is a heading across the width.

    What stands below a row starts where the column `under` does.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row | Line, ...]
    under: str = ""
    indent: int = 0


class Beside(Struct, frozen=True):
    """Two stacks of lines side by side, or one below the other on a narrow screen."""

    left: tuple[Line, ...]
    right: tuple[Line, ...]


class Panel(Struct, frozen=True):
    """Lines in a box with a title; terminals only."""

    title: Line
    lines: tuple[Line, ...]
    style: Style = ""


Block = Line | Spread | Table | Beside | Panel

BLANK = Line()


def whole(text: object, style: Style = "") -> Span:
    """Return a span that must stay in one piece."""
    return Span(str(text), style, whole=True)


def line(*parts: Span | str, indent: int = 0, hang: int | None = None) -> Line:
    """Return a line of spans; plain strings have no style."""
    spans = tuple(Span(part) if isinstance(part, str) else part for part in parts)
    return Line(tuple(s for s in spans if s.text), indent, indent if hang is None else hang)


def labelled(label: str, *parts: Span | str, indent: int = 2, width: int = 13) -> Line:
    """Return `  label      text`, where the text continues under itself."""
    head = Span(label.ljust(width), "dim")
    return line(head, *parts, indent=indent, hang=indent + width)


def styled(found: Line, style: Style) -> Line:
    """Return the line with a style on every span that has none."""
    spans = tuple(Span(s.text, s.style or style, s.whole) for s in found.spans)
    return Line(spans, found.indent, found.hang)


def plain_text(found: Line) -> str:
    """Return what a line says, without its styles."""
    return "".join(span.text for span in found.spans)


def joined(parts: tuple[Line, ...] | list[Line], between: str) -> tuple[Span, ...]:
    """Return the spans of several lines in one row, with a text between them."""
    spans: list[Span] = []
    for part in parts:
        if part.spans:
            spans += [Span(between), *part.spans] if spans else part.spans
    return tuple(spans)
