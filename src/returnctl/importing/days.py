"""Days of tables: ISO, with a month's name, or numbers whose order the whole column decides.

An instant is turned into the user's day. Two dates joined by "and" count with the first.
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from returnctl.core.dates import parse_when
from returnctl.core.errors import Refused
from returnctl.core.structs import Struct
from returnctl.importing.tables import said
from returnctl.importing.way import DateOrder, Unreadable, Way

_ISO: Final = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:[T ]([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(?:\.[0-9]+)? ?(Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2})?)?"
)
_NUMBERS: Final = re.compile(
    r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})(?:,? ([0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)"
    r"(?: ?([AP]M))?(?: ?(UTC|GMT|Z))?)?",
    re.IGNORECASE,
)
_WEEKDAY: Final = re.compile(r"^[A-Za-z]{3,9}, ")
# A time behind a date with a month's name: `05 Feb 2026 10:11:12 UTC`.
_TIME: Final = re.compile(r"[ ,T]+([0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)(?: ?(UTC|GMT|Z))?$")
_BOTH: Final = re.compile(r"\s+and\s+", re.IGNORECASE)


class Days(Struct, frozen=True, dict=True):
    """Reads the days of one column."""

    today: date
    zone: str
    order: DateOrder | None = None
    format: str | None = None

    def read(self, text: str) -> date | None:
        """Return the day; None where the cell says nothing.

        Raises:
            Unreadable: it is no day, can be two, lies in the future, or before 2000.
        """
        clean = said(" ".join(text.split()))
        if not clean:
            return None
        parts = [part for part in _BOTH.split(clean) if said(part)]
        return min(_read(part, self) for part in parts) if parts else None


@lru_cache(maxsize=4096)
def _read(text: str, days: Days) -> date:
    day = _day(text, days)
    if day > days.today + timedelta(days=1):
        raise Unreadable(f'"{text[:40]}" is in the future')
    if day.year < 2000:
        raise Unreadable(f'"{text[:40]}" is before 2000')
    return day


def _day(text: str, days: Days) -> date:
    if days.format:
        return _formatted(text, days)
    if found := _ISO.fullmatch(text):
        return _local(found[1], found[2], found[3], days, text)
    if found := _NUMBERS.fullmatch(text):
        time = found[5] and f"{found[5]} {found[6] or ''}".strip()
        iso = _ordered(int(found[1]), int(found[3]), int(found[4]), days, text)
        return _local(iso, time, found[7], days, text)
    plain = _WEEKDAY.sub("", text)
    time = _TIME.search(plain)
    plain = plain[: time.start()] if time else plain
    try:
        named = parse_when(plain, today=days.today, order=days.order).day
    except Refused as error:
        raise Unreadable(error.message.rstrip(".")) from None
    if not re.search(r"[0-9]{4}", plain):
        raise Unreadable(f'"{text[:40]}" has no year')
    return _local(named.isoformat(), time and time[1], time and time[2], days, text)


def _formatted(text: str, days: Days) -> date:
    try:
        return datetime.strptime(text, days.format or "").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        raise Unreadable(f'"{text[:40]}" is not written as {days.format}') from None


def _ordered(first: int, second: int, year: int, days: Days, text: str) -> str:
    if days.order is None:
        raise Unreadable(f'"{text[:40]}" can be two days: give --date-format dmy or mdy')
    day, month = (first, second) if days.order == "dmy" else (second, first)
    return f"{year:04}-{month:02}-{day:02}"


def _local(iso: str, time: str | None, mark: str | None, days: Days, text: str) -> date:
    """Return the user's day of a day that may have a time and an offset."""
    try:
        day = date.fromisoformat(iso)
        if not time or not mark:
            return day
        clock = time if len(time) > 4 and time[2:3] == ":" else f"0{time}"
        offset = UTC if mark.upper() in ("Z", "UTC", "GMT") else _offset(mark)
        instant = datetime.fromisoformat(f"{iso}T{clock[:8].strip()}").replace(tzinfo=offset)
        return instant.astimezone(ZoneInfo(days.zone)).date()
    except (ValueError, OverflowError):
        raise Unreadable(f'"{text[:40]}" does not exist') from None


def _offset(mark: str) -> tzinfo | None:
    return datetime.fromisoformat(f"2000-01-01T00:00:00{mark[:3]}:{mark[-2:]}").tzinfo


def decide_days(values: Iterable[str], way: Way) -> Days:
    """Return how a column of days is read: as the user said, else as its values show.

    Raises:
        Refused: days and months cannot be told apart, or the column has them in both orders.
    """
    if way.date_format in ("dmy", "mdy"):
        return Days(way.today, way.zone, order="dmy" if way.date_format == "dmy" else "mdy")
    if way.date_format:
        return Days(way.today, way.zone, format=way.date_format)
    firsts, seconds, doubtful = 0, 0, ""
    for text in values:
        if found := _NUMBERS.fullmatch(" ".join(text.split())):
            firsts += int(found[1]) > 12
            seconds += int(found[3]) > 12
            doubtful = doubtful or text
    if firsts and seconds:
        msg = f'the column of "{doubtful}" has days in both orders.'
        raise Refused(msg, hint="Say how they are written: --date-format dmy or mdy")
    order: DateOrder | None = "dmy" if firsts else "mdy" if seconds else way.date_order
    if doubtful and order is None:
        msg = f'"{doubtful}" can be two days, and no other cell of its column tells.'
        raise Refused(msg, hint="Say how days are written: --date-format dmy or mdy")
    return Days(way.today, way.zone, order=order)
