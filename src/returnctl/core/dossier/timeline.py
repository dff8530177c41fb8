"""The line of time: where each event stands on it, so that no two points touch.

Positions are in percent of the width, heights in lanes from the line: the buyer's events stand
above it, everybody else's below.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final

from returnctl.core.dayformat import format_day
from returnctl.core.daynames import MONTHS
from returnctl.core.structs import Struct

_FIRST: Final = 5.0
_LAST: Final = 95.0
# Two points in one lane keep this far apart: 29 pixels on a screen of 360.
_APART: Final = 9.0
# A tick's label needs so much, and so much of the line's ends is kept free of them.
_TICK_APART: Final = 17.0
_DAYS: Final = (7, 14)
_STEPS: Final = (1, 2, 3, 6, 12, 24, 60)


class Point(Struct, frozen=True):
    """An event: its number in the list beside it, its day, and where it stands."""

    number: int
    on: date
    words: str
    mine: bool
    at: float
    lane: int


class Tick(Struct, frozen=True):
    """A day that is written at the line."""

    at: float
    label: str


class Timeline(Struct, frozen=True):
    """Points and ticks on the line, and where the day stands that the paper was made."""

    points: tuple[Point, ...]
    ticks: tuple[Tick, ...]
    today: float
    today_label: str

    def lanes(self, *, mine: bool) -> int:
        """Return how many lanes are used above the line, or below it."""
        return max((each.lane + 1 for each in self.points if each.mine == mine), default=0)

    @property
    def words(self) -> str:
        """Tell the same without a picture."""
        told = (f"{each.number}. {format_day(each.on)}: {each.words}" for each in self.points)
        return "; ".join(told)


class Happening(Struct, frozen=True):
    """What goes on the line, in the order of time."""

    on: date
    words: str
    mine: bool


def timeline(happened: Sequence[Happening], today: date) -> Timeline | None:
    """Lay out what happened between its first day and today; None where nothing did."""
    if not happened:
        return None
    days = [each.on for each in happened]
    scale = _Scale(min(*days, today), max(*days, today))
    return Timeline(
        points=tuple(_points(happened, scale)),
        ticks=tuple(_spaced(_marks(scale), scale)),
        today=scale.place(today),
        today_label=f"{today.day} {MONTHS[today.month - 1]} {today.year}",
    )


class _Scale(Struct, frozen=True):
    first: date
    last: date

    @property
    def days(self) -> int:
        return max((self.last - self.first).days, 1)

    def place(self, day: date) -> float:
        share = (day - self.first).days / self.days
        return round(_FIRST + share * (_LAST - _FIRST), 2)


def _points(happened: Sequence[Happening], scale: _Scale) -> Iterable[Point]:
    """Put each point into the first lane of its side that has room for it."""
    taken: dict[bool, list[float]] = {True: [], False: []}
    for number, each in enumerate(happened, 1):
        at, lanes = scale.place(each.on), taken[each.mine]
        free = (n for n, last in enumerate(lanes) if at - last >= _APART)
        lane = next(free, len(lanes))
        lanes[lane : lane + 1] = [at]
        yield Point(number, each.on, each.words, each.mine, at, lane)


def _marks(scale: _Scale) -> list[date]:
    """Return the days worth writing: those of each week or two, else months that leave room."""
    room = int((_LAST - _FIRST) // _TICK_APART) + 1
    if (step := next((n for n in _DAYS if scale.days // n < room), None)) is not None:
        return [scale.first + timedelta(days=n) for n in range(0, scale.days + 1, step)]
    months = [
        date(year, month, 1)
        for year in range(scale.first.year, scale.last.year + 1)
        for month in range(1, 13)
        if scale.first <= date(year, month, 1) <= scale.last
    ]
    step = next((each for each in _STEPS if len(months) <= each * room), len(months))
    chosen = [day for day in months if (day.year * 12 + day.month - 1) % step == 0]
    return chosen or months[:1]


def _spaced(marks: Sequence[date], scale: _Scale) -> Iterable[Tick]:
    last = -_TICK_APART
    by_day = any(day.day != 1 for day in marks)
    for day in marks:
        at = scale.place(day)
        if at - last >= _TICK_APART:
            last = at
            month = MONTHS[day.month - 1]
            yield Tick(at, f"{day.day} {month}" if by_day else f"{month} {day.year}")
