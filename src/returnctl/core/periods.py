"""A period: a year, a month, or all time."""

from datetime import date

from returnctl.core.daynames import MONTH_OF
from returnctl.core.errors import Refused
from returnctl.core.structs import Struct


class Period(Struct, frozen=True):
    """The days of a year or of one of its months; without a year, every day."""

    year: int | None = None
    month: int | None = None

    def __contains__(self, day: date) -> bool:
        """Whether a day lies in it."""
        fits_year = self.year is None or day.year == self.year
        return fits_year and (self.month is None or day.month == self.month)

    def __str__(self) -> str:
        """Name it: `2026`, `2026-11`, `all time`."""
        if self.year is None:
            return "all time"
        return f"{self.year}-{self.month:02d}" if self.month else str(self.year)


def read_period(year: str | None, month: str | None, today: date) -> Period:
    """Read what was typed: `2026`; `2026-11`, `11`, `nov`.

    Raises:
        Refused: it is no year or no month.
    """
    if month is None:
        return Period(None if year is None else _year(year))
    before, dash, last = month.strip().rpartition("-")
    found = _year(before) if dash else _year(year) if year is not None else today.year
    return Period(found, _month(last))


def _year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise Refused(f'"{text}" is not a year.', hint="Write it as 2026.")
    return int(text)


def _month(text: str) -> int:
    if text.casefold() in MONTH_OF:
        return MONTH_OF[text.casefold()]
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 12):
        raise Refused(f'"{text}" is not a month.', hint="Write it as 2026-11 or nov.")
    return int(text)
