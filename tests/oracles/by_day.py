"""The first oracle: walks through a period one day at a time, as one does with a finger."""

from collections.abc import Set as AbstractSet
from datetime import date, timedelta

from tests.oracles.cases import Case, all_days_off

DAY = timedelta(days=1)


def ends(case: Case) -> tuple[date, date]:
    """The safe end and the latest one; they differ where the source does not say how to count."""
    after = _end(case, first_day_counts=False)
    counted = _end(case, first_day_counts=True)
    if case.count == "unstated":
        return min(after, counted), after
    end = counted if case.count == "from" else after
    return end, end


def _end(case: Case, *, first_day_counts: bool) -> date:
    off = all_days_off(case.places)
    day = _walk(case, off, first_day_counts=first_day_counts)
    if case.roll:
        while not _is_working(day, off):
            day += DAY
    return _with_least(case, day, off)


def _is_working(day: date, off: AbstractSet[date]) -> bool:
    return day.isoweekday() <= 5 and day not in off


def _walk(case: Case, off: AbstractSet[date], *, first_day_counts: bool) -> date:
    number = abs(case.length.value)
    step = DAY if case.length.value > 0 else -DAY
    if number == 0:
        return case.start
    match case.length.unit:
        case "mo" | "y":
            months = number * 12 if case.length.unit == "y" else number
            end = _same_number(case.start, months, step)
            # The day before the one with the same number completes the month.
            return end - step if first_day_counts else end
        case "bd":
            day, seen = case.start, int(first_day_counts and _is_working(case.start, off))
            while seen < number:
                day += step
                seen += _is_working(day, off)
            return day
        case unit:
            day, seen = case.start, int(first_day_counts)
            while seen < (number * 7 if unit == "w" else number):
                day += step
                seen += 1
            return day


def _same_number(start: date, months: int, step: timedelta) -> date:
    """Cross the ends of so many months, then go on to the number, or as near as the month has."""
    day, crossed = start, 0
    while crossed < months:
        crossed += (day + step).month != day.month
        day += step
    if step > timedelta(0):
        while day.day < start.day and (day + DAY).month == day.month:
            day += DAY
    else:
        while day.day > start.day:
            day -= DAY
    return day


def _with_least(case: Case, end: date, off: AbstractSet[date]) -> date:
    if not case.least:
        return end
    day, seen = case.start, 0
    while day < end:
        day += DAY
        seen += _is_working(day, off)
    while seen < case.least:
        end += DAY
        seen += _is_working(end, off)
    return end
