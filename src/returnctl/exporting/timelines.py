"""The line of time as SVG: for a page of any width, or for paper.

On a page positions are percents and sizes are pixels, so that numbers are as large on a telephone
as on a wide screen; paper has one width, and then everything is in points.
"""

from collections.abc import Callable, Iterator
from typing import Final

from returnctl.core.dossier.timeline import Point, Timeline
from returnctl.exporting.markup import Markup, tag

_LANE: Final = 30
_RADIUS: Final = 11
_NEAR: Final = 24
_LABELS: Final = 20
_INK: Final = {"mine": "#1d4f7c", "theirs": "#8a5a12", "line": "#8b939c", "today": "#9b2c2c",
               "label": "#545c66"}  # fmt: skip
_SVG: Final = "http://www.w3.org/2000/svg"
At = Callable[[float], str]


def timeline_svg(found: Timeline, *, width: int | None = None) -> Markup:
    """Return the picture; with a width it stands for itself, as a file would."""
    at: At = (lambda share: f"{share:.2f}%") if width is None else (
        lambda share: f"{share * width / 100:.2f}")  # fmt: skip
    above = found.lanes(mine=True) * _LANE + _NEAR // 2 + _LABELS
    below = found.lanes(mine=False) * _LANE + _NEAR // 2 + _LABELS
    shapes = (*_axis(found, at, above, above + below), *_points(found, at, above))
    title = tag("title", f"Timeline. {found.words}")
    size = {"width": "100%" if width is None else str(width), "height": str(above + below)}
    return tag("svg", title, *shapes, xmlns=_SVG, role="img", class_="timeline",
               font_family="Libertinus Serif, serif" if width else None, **size)  # fmt: skip


def _axis(found: Timeline, at: At, middle: int, height: int) -> Iterator[Markup]:
    """Draw the line, the days that are written below the picture, and the day it was made."""
    day = at(found.today)
    yield tag("line", x1=day, x2=day, y1="16", y2=str(height - _LABELS), stroke=_INK["today"],
              stroke_dasharray="2 3", class_="today")  # fmt: skip
    yield _label(found.today_label, day, 11, found.today, "today")
    yield tag("line", x1=at(1), x2=at(99), y1=str(middle), y2=str(middle), stroke=_INK["line"],
              stroke_width="2", class_="line")  # fmt: skip
    for tick in found.ticks:
        x = at(tick.at)
        yield tag("line", x1=x, x2=x, y1=str(middle - 4), y2=str(middle + 4),
                  stroke=_INK["line"], class_="line")  # fmt: skip
        yield _label(tick.label, x, height - 4, tick.at, "label")


def _label(words: str, x: str, y: int, share: float, kind: str) -> Markup:
    """Write at a point of the line; near its ends the words stay inside the picture."""
    anchor = "start" if share < 12 else "end" if share > 88 else "middle"
    return tag("text", words, x=x, y=str(y), text_anchor=anchor, font_size="11",
               fill=_INK[kind], class_=kind)  # fmt: skip


def _points(found: Timeline, at: At, middle: int) -> Iterator[Markup]:
    for each in found.points:
        kind = "mine" if each.mine else "theirs"
        y = _height(each, middle)
        x = at(each.at)
        yield tag("line", x1=x, x2=x, y1=str(middle), y2=str(y), stroke=_INK["line"],
                  class_="line")  # fmt: skip
    for each in found.points:
        kind = "mine" if each.mine else "theirs"
        x, y = at(each.at), _height(each, middle)
        yield tag("circle", cx=x, cy=str(y), r=str(_RADIUS), fill=_INK[kind], class_=kind)
        yield tag("text", str(each.number), x=x, y=str(y + 4), text_anchor="middle",
                  font_size="11", fill="#ffffff", class_="number")  # fmt: skip


def _height(found: Point, middle: int) -> int:
    away = _NEAR + found.lane * _LANE
    return middle - away if found.mine else middle + away
