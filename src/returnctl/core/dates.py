"""The grammar of the dates people type, and the form in which they read them.

Conventions: nothing is guessed. ISO dates, words, steps from today and month names are read;
numbers with slashes or dots only once the order of day and month is set. What leaves out the year
is the nearest such day in the direction asked for, today included; refused where the other year's
is only weeks away. Years are 2000 to 2100, digits are ASCII, and weekdays are English.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Final, Literal, NoReturn

from returnctl.core.daycount import shift
from returnctl.core.daynames import MONTH_OF, MONTHS, WEEKDAY_OF, WEEKDAYS
from returnctl.core.errors import Refused
from returnctl.core.lengths import parse_length
from returnctl.core.structs import Struct

Order = Literal["dmy", "mdy"]
Looks = Literal["back", "forward"]

_DAY_WORDS: Final = {"yesterday": -1, "today": 0, "tomorrow": 1}
# Without a year, a day this close in the other direction is more likely meant than last year's.
_NEARLY_DAYS: Final = 45
_HINTS: Final[Mapping[Looks, str]] = {
    "back": "Write 8nov, 2026-11-08, yesterday or -3d.",
    "forward": "Write 8nov, 2026-11-08, tomorrow or +3d.",
}


class When(Struct, frozen=True):
    """A day, and the time of day where one was given."""

    day: dt.date
    time: dt.time | None = None


class _Asked(Struct, frozen=True):
    typed: str
    today: dt.date
    order: Order | None
    looks: Looks


def parse_when(
    text: str, *, today: dt.date, order: Order | None = None, looks: Looks = "back"
) -> When:
    """Read a date as people type it, with a time of day behind it or none.

    `order` is the `date_order` of the settings. Refused with a hint for what is no date, is only a
    part of one, can be two dates, does not exist or lies outside 2000 to 2100.
    """
    asked = _Asked(" ".join(text.split()), today, order, looks)
    plain, time = _split_time(_plain(asked.typed), asked)
    first, _, rest = plain.partition(" ")
    weekday = WEEKDAY_OF.get(first.rstrip(".,")) if re.search("[0-9]", rest) else None
    day = _read(plain if weekday is None else rest, asked)
    if not 2000 <= day.year <= 2100:
        raise Refused(f'"{asked.typed}" is not between 2000 and 2100.', hint="Check the year.")
    if weekday not in {None, day.weekday()}:
        raise Refused(
            f'"{asked.typed}" is a {WEEKDAYS[day.weekday()]}.',
            hint="Correct the date, or leave the weekday out.",
        )
    return When(day, time)


def _plain(typed: str) -> str:
    """Without case and accents. NFD, not NFKD, which would turn foreign digits into ASCII."""
    letters = unicodedata.normalize("NFD", typed.casefold())
    return "".join(char for char in letters if not unicodedata.combining(char))


def _split_time(plain: str, asked: _Asked) -> tuple[str, dt.time | None]:
    found = re.fullmatch(r"(.+?)(?: |(?<=-[0-9]{2})t)([0-9]{1,2}):([0-9]{2})", plain)
    if found is None:
        return plain, None
    try:
        return found[1], dt.time(int(found[2]), int(found[3]))
    except ValueError:
        raise Refused(
            f'"{asked.typed}" has a time that does not exist.', hint="Times go from 00:00 to 23:59."
        ) from None


def _read(plain: str, asked: _Asked) -> dt.date:
    for form, reader in _FORMS:
        if found := re.fullmatch(form, plain):
            return reader(found, asked)
    for part, missing, hint in _PARTS:
        if re.fullmatch(part, plain):
            raise Refused(f'"{asked.typed}" has no {missing}.', hint=hint)
    raise Refused(f'"{asked.typed}" is not a date.', hint=_HINTS[asked.looks])


def _iso(found: re.Match[str], asked: _Asked) -> dt.date:
    return _date(int(found[1]), int(found[2]), int(found[3])) or _missing(asked)


def _day_word(found: re.Match[str], asked: _Asked) -> dt.date:
    return asked.today + dt.timedelta(days=_DAY_WORDS[found[0]])


def _step(found: re.Match[str], asked: _Asked) -> dt.date:
    try:
        return shift(asked.today, parse_length(found[0].removeprefix("+")))
    except ValueError:
        raise Refused(f'"{asked.typed}" leads too far.', hint=_HINTS[asked.looks]) from None


def _weekday(found: re.Match[str], asked: _Asked) -> dt.date:
    step = 1 if asked.looks == "forward" else -1
    days = step * (WEEKDAY_OF[found[0]] - asked.today.weekday()) % 7
    return asked.today + dt.timedelta(days=step * days)


def _named_month(found: re.Match[str], asked: _Asked) -> dt.date:
    month, day = MONTH_OF[found["month"]], int(found["day"])
    if found["year"]:
        return _date(int(found["year"]), month, day) or _missing(asked)
    near = _nearest(month, day, asked)
    if rival := _rival(near, asked):
        raise Refused(
            f'"{asked.typed}" can be {near} or {rival}: one is nearly a year away.',
            hint=f"Write the year: {near} or {rival}.",
        )
    return near


def _rival(day: dt.date, asked: _Asked) -> dt.date | None:
    """Return the same day of the other year, where it lies close in the other direction."""
    step = 1 if asked.looks == "forward" else -1
    other = _date(day.year - step, day.month, day.day)
    return other if other and abs((other - asked.today).days) <= _NEARLY_DAYS else None


def _nearest(month: int, day: int, asked: _Asked) -> dt.date:
    step = 1 if asked.looks == "forward" else -1
    # Nine years, because two 29ths of February can be eight apart.
    days = (_date(asked.today.year + step * years, month, day) for years in range(9))
    wanted = (day for day in days if day and (day - asked.today).days * step >= 0)
    return next(wanted, None) or _missing(asked)


def _numbers(found: re.Match[str], asked: _Asked) -> dt.date:
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    readings = {"dmy": _date(year, second, first), "mdy": _date(year, first, second)}
    if asked.order:
        return readings[asked.order] or _missing(asked, f"Your date_order is {asked.order}.")
    possible = {order: day for order, day in readings.items() if day}
    if not possible:
        _missing(asked)
    order, day = next(iter(possible.items()))
    names = dict.fromkeys(f"{day.day} {_month(day)}" for day in possible.values())
    says = f"is {' or '.join(names)}" if len(names) > 1 else "is not read without a date order"
    # The short form is shown without its year where it means this very day.
    near = _nearest(day.month, day.day, asked) == day and not _rival(day, asked)
    short = f"{day.day}{_month(day).lower()}{'' if near else day.year}"
    raise Refused(
        f'"{asked.typed}" {says}.',
        hint=f"Write {short}, {day}, or set it once: returnctl config set date_order {order}",
    )


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _missing(asked: _Asked, hint: str = "Check the day and the month.") -> NoReturn:
    raise Refused(f'"{asked.typed}" does not exist.', hint=hint)


_DAY: Final = "(?P<day>[0-9]{1,2})"
_MONTH: Final = rf"(?P<month>{'|'.join(MONTH_OF)})"
_YEAR: Final = "(?P<year>[0-9]{4})"
_FORMS: Final[tuple[tuple[str, Callable[[re.Match[str], _Asked], dt.date]], ...]] = (
    (r"([0-9]{4})-([0-9]{2})-([0-9]{2})", _iso),
    ("|".join(_DAY_WORDS), _day_word),
    ("|".join(WEEKDAY_OF), _weekday),
    (r"[+-][0-9]{1,5}(?:d|w|mo|y)", _step),
    (rf"{_DAY}(?:\.? ?|-)(?:de )?{_MONTH}\.?(?:(?:,? ?|-| de ){_YEAR})?", _named_month),
    (rf"{_MONTH}\.? ?{_DAY}(?:(?:, ?| ){_YEAR})?", _named_month),
    (r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})", _numbers),
)
# What is only a part of a date: what it lacks, and how to write it.
_PARTS: Final = (
    (r"[0-9]{1,2}\.?", "month", "Write 10nov or 2026-11-10."),
    (r"[0-9]{4}", "day and month", "Write 8nov2026 or 2026-11-08."),
    (rf"{_MONTH}\.?(?: ?[0-9]{{4}})?", "day", "Write 8nov or 2026-11-08."),
    (r"[0-9]{4}-[0-9]{1,2}", "day", "Write 8nov2026 or 2026-11-08."),
    (r"[0-9]{1,2}:[0-9]{2}", "day", 'Write "today 12:30" or "2026-11-08 12:30".'),
    (r"[0-9]{1,2}([/.-])[0-9]{1,2}\1[0-9]{2}", "full year", "Write 2026, not 26."),
)


def parse_countdown(text: str) -> dt.timedelta:
    """Read the countdown an order page shows, `+2d14h`, `+14h30m` or `+3d`; Refused otherwise."""
    found = re.fullmatch(
        r"\+(?=[0-9])(?:([0-9]{1,4})d)?(?:([0-9]{1,4})h)?(?:([0-9]{1,4})m)?", text.strip()
    )
    if found is None:
        raise Refused(f'"{text}" is not a countdown.', hint="Write it as +2d14h or +14h30m.")
    days, hours, minutes = (int(number or 0) for number in found.groups())
    return dt.timedelta(days=days, hours=hours, minutes=minutes)


def _month(day: dt.date) -> str:
    return MONTHS[day.month - 1]
