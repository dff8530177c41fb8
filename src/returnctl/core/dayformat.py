"""How days are written: with the weekday always, with the year where it is not near."""

import datetime as dt
from typing import Final

from returnctl.core.daynames import MONTHS, WEEKDAYS

# Within half a year a day and a month name one day only.
_NEAR: Final = dt.timedelta(days=184)


def format_day(day: dt.date) -> str:
    """The day with its weekday and year: Sun 8 Nov 2026."""
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def format_short(day: dt.date, today: dt.date) -> str:
    """The day with its weekday, and with its year where it is over half a year from today."""
    return format_day(day)[: -len(" 2026")] if abs(day - today) <= _NEAR else format_day(day)
