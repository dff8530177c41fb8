"""Five hundred texts that look like dates, and what each can mean to those who write so.

A text is made from a day by a way of writing, and comes with the days that it can mean. The program
may take a text only where that is one day, and must where its grammar (docs/grammar.md) says so.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple

TODAY: Final = date(2026, 11, 21)
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_GERMAN: Final = ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August",
                  "September", "Oktober", "November", "Dezember")  # fmt: skip
_SPANISH: Final = ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto",
                   "septiembre", "octubre", "noviembre", "diciembre")  # fmt: skip
_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class Text(NamedTuple):
    """What was typed, the days that it can mean, and whether the grammar promises to read it."""

    typed: str
    means: frozenset[date]
    promised: bool = False


def _exactly(write: Callable[[date], str], *, promised: bool = True) -> Callable[[date], Text]:
    return lambda day: Text(write(day), frozenset((day,)), promised=promised)


def _numbers(sign: str, year: int = 4) -> Callable[[date], Text]:
    """Day and month as numbers: which is which, and of two digits which century, nobody knows."""

    def write(day: date) -> Text:
        text = f"{day.day}{sign}{day.month}{sign}{str(day.year)[-year:]}"
        readings = {day}
        if day.day <= 12:
            readings.add(date(day.year, day.day, day.month))
        if year == 2:
            readings |= {_with_year(day, 2000 + day.day), day.replace(year=day.year - 100)} - {None}
        return Text(text, frozenset(each for each in readings if each))

    return write


def _with_year(day: date, year: int) -> date:
    try:
        return day.replace(year=year)
    except ValueError:
        return day


def _name(day: date) -> str:
    return _MONTHS[day.month - 1]


def _short(day: date) -> str:
    return _name(day)[:3]


def _weekday(day: date, off: int = 0) -> str:
    return _DAYS[(day.weekday() + off) % 7]


def _swapped_weekday(day: date) -> Text:
    """A weekday that is another day's: one of both is wrong."""
    return Text(f"{_weekday(day, 1)} {day.day} {_short(day)} {day.year}", frozenset())


WAYS: Final[tuple[Callable[[date], Text], ...]] = (
    _exactly(lambda d: d.isoformat()),
    _exactly(lambda d: f"{d.day}{_short(d).lower()}{d.year}"),
    _exactly(lambda d: f"{d.day} {_short(d)} {d.year}"),
    _exactly(lambda d: f"{d.day:02} {_name(d)} {d.year}"),
    _exactly(lambda d: f"{_name(d)} {d.day}, {d.year}"),
    _exactly(lambda d: f"{_short(d)}. {d.day}, {d.year}"),
    _exactly(lambda d: f"{_short(d).upper()} {d.day} {d.year}"),
    _exactly(lambda d: f"{d.day}. {_GERMAN[d.month - 1]} {d.year}"),
    _exactly(lambda d: f"{d.day} de {_SPANISH[d.month - 1]} de {d.year}"),
    _exactly(lambda d: f"{_weekday(d)} {d.day} {_short(d)} {d.year}"),
    _exactly(lambda d: f"{_weekday(d)}, {d.isoformat()}"),
    _exactly(lambda d: f"{d.isoformat()} 14:30"),
    _exactly(lambda d: f"{d.isoformat()}T00:00"),
    _exactly(lambda d: f"  {d.day}   {_short(d)}\u00a0{d.year} "),
    _exactly(lambda d: f"-{(TODAY - d).days}d"),
    # Clear to a reader; to be read right, or refused.
    _exactly(lambda d: f"{d:%Y%m%d}", promised=False),
    _exactly(lambda d: f"{d.year}/{d.month}/{d.day}", promised=False),
    _exactly(lambda d: f"{d.year}.{d.month:02}.{d.day:02}", promised=False),
    _exactly(lambda d: f"{d.day}th of {_name(d)} {d.year}", promised=False),
    _exactly(lambda d: f"{d.isoformat()}T14:30:00Z", promised=False),
    _exactly(lambda d: f"{d:%Y-%j}", promised=False),
    _exactly(lambda d: f"{d:%G-W%V-%u}", promised=False),
    _exactly(lambda d: f"{d.year} {_short(d)} {d.day}", promised=False),
    _exactly(lambda d: d.isoformat().replace("-", "\u2011"), promised=False),
    _exactly(lambda d: d.isoformat().translate({48 + n: 0x660 + n for n in range(10)}),
             promised=False),
    # Two readings, or more.
    _numbers("/"), _numbers("."), _numbers("-"), _numbers("/", 2), _numbers(".", 2),
    _numbers(" "), _numbers(""),
    # No day, or another one than is meant.
    _swapped_weekday,
    lambda d: Text(f"{d.day}", frozenset()),
    lambda d: Text(f"{d.year}", frozenset()),
    lambda d: Text(f"{_short(d)} {d.year}", frozenset()),
    lambda d: Text(f"{d:%Y-%m}", frozenset()),
    lambda d: Text(f"{d.day} {_short(d)} {d.year % 100:02}", frozenset()),
    lambda d: Text(f"order {d.day}11 placed {d.day} {_short(d)} {d.year}", frozenset()),
    lambda d: Text(f"{d.isoformat()} or so", frozenset()),
    lambda d: Text(f"{d.isoformat()} 25:00", frozenset()),
    lambda d: Text(f"{d.year}-{d.month + 12}-{d.day:02}", frozenset()),
    lambda d: Text(f"32 {_short(d)} {d.year}", frozenset()),
    lambda d: Text(f"{d.day} {_short(d)} {d.year + 8000}", frozenset()),
    lambda d: Text(f"{d.day} {_short(d)} {d.year - 100}", frozenset()),
    lambda d: Text(f"{d.year - 2000}{_short(d)}{d.month:02}", frozenset()),
    lambda d: Text(f"{d.toordinal() * 86400}", frozenset()),
    lambda d: Text(f"{d.day}.{d.month}", frozenset()),
)  # fmt: skip
ALONE: Final = (
    Text("today", frozenset((TODAY,)), promised=True),
    Text("YESTERDAY", frozenset((TODAY - timedelta(1),)), promised=True),
    Text("-2w", frozenset((TODAY - timedelta(14),)), promised=True),
    Text("fri", frozenset((TODAY - timedelta(1),)), promised=True),
    Text("sunday", frozenset((TODAY - timedelta(6),)), promised=True),
    Text("8nov", frozenset((date(2026, 11, 8),)), promised=True),
    Text("Nov 8", frozenset((date(2026, 11, 8),)), promised=True),
    Text("29 feb 2024", frozenset((date(2024, 2, 29),)), promised=True),
    *(Text(each, frozenset()) for each in (
        "", " ", "now", "soon", "noon", "last friday", "next week", "christmas", "a week ago",
        "tomorrow", "+3d", "0", "00", "1", "31", "-1", "1e3", "nan", "inf", "2026-02-29",
        "30 feb 2026", "31 nov 2025", "0001-01-01", "9999-12-31", "1999-12-31", "2101-01-01",
        "1dec", "10 10", "10/10", "may", "sep 2026", "12:30", "12h", "-3x", "--3d", "- 3d",
        "-99999d", "-99999999d", "\uff18nov", "8\u200bnov", "2026\u201311\u201308", "2026-1-8",
        "08 11 2026", "Q4 2026", "week 45", "T", "Z", "am", "a", "8 nov 2026 14:30 PST", "1.2.2026",
        "01/02/2026", "10", "2026", "24dec", "8 nov 2026 BC", "2026-11-08 24:00", "20261108T1430",
    )),
)  # fmt: skip


def texts(number: int) -> Iterator[Text]:
    """Give so many texts, each once: those that stand alone, then every way with many days."""
    chance = random.Random(4)  # the same ones on every run
    given = {each.typed: each for each in ALONE}
    while len(given) < number:
        day = TODAY - timedelta(days=chance.randrange(1, 2_000))
        for way in WAYS:
            made = way(day)
            given.setdefault(made.typed, made)
    yield from list(given.values())[:number]
