"""The second oracle: numpy's business-day and calendar arithmetic, a calendar's cases at once."""

import functools
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from tests.oracles.cases import Case, all_days_off

Days = NDArray[np.datetime64]
Ints = NDArray[np.int64]

DAY: Final = np.timedelta64(1, "D")
MONTH: Final = np.timedelta64(1, "M")


@functools.cache
def _calendar(places: tuple[str, ...]) -> np.busdaycalendar:
    return np.busdaycalendar(holidays=np.array(sorted(all_days_off(places)), dtype="M8[D]"))


def ends(cases: Sequence[Case]) -> list[tuple[date, date]]:
    """The safe end and the latest one of each case, in the order of the cases."""
    places = defaultdict(list)
    for number, case in enumerate(cases):
        places[case.places].append(number)
    found: dict[int, tuple[date, date]] = {}
    for where, numbers in places.items():
        together = _ends_of_calendar([cases[number] for number in numbers], _calendar(where))
        found.update(zip(numbers, together, strict=True))
    return [found[number] for number in range(len(cases))]


def _ends_of_calendar(
    cases: Sequence[Case], calendar: np.busdaycalendar
) -> list[tuple[date, date]]:
    after = _end(cases, calendar, first=0)
    counted = _end(cases, calendar, first=1)
    count = np.array([case.count for case in cases])
    late = np.where(count == "from", counted, after)
    early = np.where(count == "unstated", np.minimum(after, counted), late)
    return list(zip(early.tolist(), late.tolist(), strict=True))


def _end(cases: Sequence[Case], calendar: np.busdaycalendar, *, first: int) -> Days:
    start = np.array([case.start for case in cases], dtype="M8[D]")
    value = np.array([case.length.value for case in cases])
    unit = np.array([case.length.unit for case in cases])
    # The day of the event is worth one step; a length of nothing has no step to save.
    saved = first * np.sign(value)
    end = np.select(
        [unit == "bd", unit == "d", unit == "w", unit == "mo"],
        [
            _business_days(start, value - saved, np.sign(value), calendar, first=first),
            start + (value - saved) * DAY,
            start + (7 * value - saved) * DAY,
            _months(start, value) - saved * DAY,
        ],
        _months(start, 12 * value) - saved * DAY,
    )
    roll = np.array([case.roll for case in cases])
    end = np.where(roll, np.busday_offset(end, 0, roll="forward", busdaycal=calendar), end)
    return _with_least(start, end, np.array([case.least for case in cases]), calendar)


def _business_days(
    start: Days, steps: Ints, sign: Ints, calendar: np.busdaycalendar, *, first: int
) -> Days:
    # A day off counts as the working day behind it, or where the first one counts, before it.
    ahead: Any = np.busday_offset(
        start, steps, roll="forward" if first else "backward", busdaycal=calendar
    )
    back: Any = np.busday_offset(
        start, steps, roll="backward" if first else "forward", busdaycal=calendar
    )
    return np.select([sign > 0, sign < 0], [ahead, back], start)


def _months(start: Days, months: Ints) -> Days:
    month = start.astype("M8[M]")
    target = month + months * MONTH
    end: Days = np.minimum(
        target.astype("M8[D]") + (start - month.astype("M8[D]")),
        (target + MONTH).astype("M8[D]") - DAY,
    )
    return end


def _with_least(start: Days, end: Days, least: Ints, calendar: np.busdaycalendar) -> Days:
    have = np.busday_count(start + DAY, end + DAY, busdaycal=calendar)
    missing = np.where(least > 0, least - have, 0)
    later = np.busday_offset(end, np.maximum(missing, 0), roll="backward", busdaycal=calendar)
    return np.where(missing > 0, later, end)
