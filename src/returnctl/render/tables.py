"""A table into lines: columns as wide as their values, as far as there is room.

Why not `rich.table`: it cuts or folds codes and dates when the screen is narrow, and no row of it
can be followed by a line across the width. Here a column is folded only where it may be, spare
columns give way, and where not even that helps each row becomes a small block.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from returnctl.core.structs import replace
from returnctl.render.blocks import Column, Line, Row, Span, Table, joined, plain_text
from returnctl.render.wrapping import Measure, cleaned, line_width, wrapped

_EMPTY = Line()


def table_lines(table: Table, width: int | None, measure: Measure) -> Iterator[Line]:
    """Lay a table out in a width; None is as wide as it gets."""
    table = replace(table, rows=tuple(_cleaned(row) for row in table.rows))
    columns = _used(table)
    natural = {each.name: _natural(table, each, width, measure) for each in columns}
    room = None if width is None else width - table.indent
    kept = fit(columns, natural, room)
    if kept is None:
        yield from _stacked(table, columns, width, measure)
        return
    if any(each.head for each in columns):
        heads = {each.name: Line((Span(each.head, "dim"),)) for each in columns}
        yield from _row_lines(table, kept, heads, measure)
    gone = [each for each in columns if each not in kept]
    indent = table.indent + _start(kept, table.under)
    for row in table.rows:
        if isinstance(row, Line):
            yield from wrapped(row, width, measure)
            continue
        yield from _row_lines(table, kept, row.cells, measure)
        for below in _below(row, gone):
            yield from wrapped(replace(below, indent=indent, hang=indent), width, measure)


def _start(widths: Mapping[Column, int], name: str) -> int:
    """Return where a column starts; two cells in, where there is none of that name."""
    start = 0
    for column, wide in widths.items():
        if column.name == name:
            return start + (column.gap if start else 0)
        start += wide + (column.gap if start else 0)
    return 2


def _cleaned(row: Row | Line) -> Row | Line:
    if isinstance(row, Line):
        return cleaned(row)
    cells = {name: cleaned(cell) for name, cell in row.cells.items()}
    return Row(cells, tuple(cleaned(each) for each in row.below))


def _used(table: Table) -> list[Column]:
    rows = [row for row in table.rows if isinstance(row, Row)]
    values = {
        column: {plain_text(row.cells.get(column.name, _EMPTY)) for row in rows}
        for column in table.columns
    }
    return [
        column
        for column, found in values.items()
        if found - {""} and not (column.varied and len(found) == 1)
    ]


def _natural(table: Table, column: Column, width: int | None, measure: Measure) -> int:
    cells = [row.cells.get(column.name, _EMPTY) for row in table.rows if isinstance(row, Row)]
    widest = max(line_width(cell, measure) for cell in cells)
    if column.least and width is not None:
        widest = min(widest, column.most)
    return max(widest, len(column.head))


def fit(
    columns: Sequence[Column], natural: Mapping[str, int], room: int | None
) -> dict[Column, int] | None:
    """Return the columns that stay and their widths; None when there is no room for a table."""
    if room is None:
        return {each: natural[each.name] for each in columns}
    kept = list(columns)
    while _need(kept, natural) > room and (extra := _last(kept, "extra")):
        kept.remove(extra)
    least = {each.name: min(natural[each.name], each.least or natural[each.name]) for each in kept}
    while (left := room - _need(kept, least)) < 0:
        spare = _last(kept, "spare")
        if spare is None:
            return None
        kept.remove(spare)
    widths = {}
    for each in kept:
        more = min(left, natural[each.name] - least[each.name])
        widths[each] = least[each.name] + more
        left -= more
    return widths


def _last(columns: Sequence[Column], trait: str) -> Column | None:
    return next((each for each in reversed(columns) if getattr(each, trait)), None)


def _need(columns: Sequence[Column], widths: Mapping[str, int]) -> int:
    return sum(each.gap for each in columns[1:]) + sum(widths[each.name] for each in columns)


def _row_lines(
    table: Table, widths: Mapping[Column, int], cells: Mapping[str, Line], measure: Measure
) -> Iterator[Line]:
    stacks = [
        [*wrapped(cells.get(column.name, _EMPTY), wide, measure)] for column, wide in widths.items()
    ]
    for across in zip_longest(*stacks, fillvalue=_EMPTY):
        spans: list[Span] = []
        owed = 0
        for number, (cell, (column, wide)) in enumerate(zip(across, widths.items(), strict=True)):
            owed += column.gap if number else 0
            if not cell.spans:
                owed += wide
                continue
            spaces = wide - line_width(cell, measure)
            owed += cell.indent + (spaces if column.right else 0)
            spans += [Span(" " * owed), *cell.spans]
            owed = 0 if column.right else spaces
        yield Line(tuple(s for s in spans if s.text), table.indent)


def _below(row: Row, dropped: Sequence[Column]) -> Iterator[Line]:
    """Tell what lost its column around what stands below the row anyway."""
    told = {
        column: Line((Span(column.below, whole=True), *cell.spans))
        for column in dropped
        if column.below is not None and (cell := row.cells.get(column.name, _EMPTY)).spans
    }
    before = [part for column, part in told.items() if column.spare]
    after = [part for column, part in told.items() if not column.spare]
    first, *others = row.below or (_EMPTY,)
    found = [Line(joined([*before, first, *after], "; ")), *others]
    yield from (each for each in found if each.spans)


def _stacked(
    table: Table, columns: Sequence[Column], width: int | None, measure: Measure
) -> Iterator[Line]:
    """Lay each row out as a block: the cells flow, what stands below follows."""
    stay = [each for each in columns if not (each.spare or each.extra)]
    gone = [each for each in columns if each not in stay]
    for row in table.rows:
        if isinstance(row, Line):
            yield from wrapped(row, width, measure)
            continue
        spans: list[Span] = []
        for each in stay:
            cell = row.cells.get(each.name, _EMPTY)
            gap = [Span(" " * each.gap)] if spans and cell.spans else []
            spans += [*gap, *cell.spans]
        block = Line(tuple(spans), table.indent, table.indent + 2)
        yield from wrapped(block, width, measure)
        for below in _below(row, gone):
            yield from wrapped(replace(below, indent=2, hang=2), width, measure)
