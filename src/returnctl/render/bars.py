"""Bars and sparklines of block characters, for where people would rather look than read.

A stream that has no block characters gets `#` and digits instead.
"""

from collections.abc import Sequence
from typing import Final

_EIGHTHS: Final = " ▏▎▍▌▋▊▉█"
_HEIGHTS: Final = "▁▂▃▄▅▆▇█"


def bar(value: float, most: float, width: int, *, blocks: bool = True) -> str:
    """Return a bar of at most `width` cells; whatever is more than nothing can be seen."""
    if value <= 0 or most <= 0:
        return ""
    cells = min(value / most, 1) * width
    if not blocks:
        return "#" * max(round(cells), 1)
    eighths = max(round(cells * 8), 1)
    full, rest = divmod(eighths, 8)
    return _EIGHTHS[8] * full + (_EIGHTHS[rest] if rest else "")


def sparkline(values: Sequence[float], *, blocks: bool = True) -> str:
    """Return a character per value, as high as it is; nothing is a space."""
    most = max(values, default=0)
    if most <= 0:
        return ""
    return "".join(_height(value / most, blocks=blocks) for value in values)


def _height(share: float, *, blocks: bool) -> str:
    if share <= 0:
        return " " if blocks else "."
    steps = _HEIGHTS if blocks else "123456789"
    return steps[min(int(share * len(steps)), len(steps) - 1)]
