"""Blocks into lines, at a width or, for a pipe, without one."""

from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import Final

from returnctl.core.structs import replace
from returnctl.render.blocks import Beside, Block, Line, Panel, Span, Spread, Table
from returnctl.render.tables import table_lines
from returnctl.render.wrapping import Measure, cleaned, line_width, wrapped

# Prose wider than this is hard to read; what is spread reaches no further than a narrow table.
_PROSE: Final = 100
_SPREAD: Final = 80
# Two stacks of lines stand side by side from this width on.
_BESIDE: Final = 80
_GAP: Final = 2
# The left stack takes what it needs, between this and half the width.
_LEAST: Final = 32


def lay_out(blocks: Iterable[Block], width: int | None, measure: Measure) -> Iterator[Line]:
    """Return the lines of a page; every text in them has passed `safe`."""
    for block in blocks:
        match block:
            case Line():
                yield from _prose(block, width, measure)
            case Spread():
                yield from _spread(block, width, measure)
            case Table():
                yield from table_lines(block, width, measure)
            case Beside():
                yield from _beside(block, width, measure)
            case Panel():
                yield from lay_out((block.title, *block.lines), width, measure)


def _prose(found: Line, width: int | None, measure: Measure) -> Iterator[Line]:
    if not found.spans:
        yield found
    else:
        yield from wrapped(cleaned(found), width and min(width, _PROSE), measure)


def _spread(block: Spread, width: int | None, measure: Measure) -> Iterator[Line]:
    left, right = cleaned(block.left), cleaned(block.right)
    room = min(width or 0, _SPREAD)
    space = room - line_width(left, measure) - line_width(right, measure)
    if width is None:
        space = _GAP
    if not left.spans or not right.spans:
        yield from wrapped(left if left.spans else right, width, measure)
    elif space >= _GAP:
        yield replace(left, spans=(*left.spans, Span(" " * space), *right.spans))
    else:
        yield from wrapped(left, width, measure)
        yield from wrapped(replace(right, indent=_GAP, hang=_GAP), width, measure)


def _beside(block: Beside, width: int | None, measure: Measure) -> Iterator[Line]:
    if width is None or width < _BESIDE:
        for each in (*block.left, *block.right):
            yield from _prose(each, width, measure)
        return
    room = min(width, _PROSE)
    natural = max((line_width(cleaned(each), measure) for each in block.left), default=0)
    half = min(max(natural + 2 * _GAP, _LEAST), room // 2)
    left = [part for each in block.left for part in wrapped(cleaned(each), half - _GAP, measure)]
    right = [part for each in block.right for part in wrapped(cleaned(each), room - half, measure)]
    for one, other in zip_longest(left, right, fillvalue=Line()):
        if not other.spans:
            yield one
            continue
        space = half - line_width(one, measure) + other.indent
        yield replace(one, spans=(*one.spans, Span(" " * space), *other.spans))
