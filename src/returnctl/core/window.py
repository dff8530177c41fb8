"""The sum: one form of a rule from one start to its end, step by step.

Conventions (docs/rules-shape.md tells the whole shape):
- Every day count is made twice where the source does not say whether the first day counts; the
  earlier end is safe to act by, the later one is where trying still makes sense.
- The order of steps is fixed: length, extension, pause, fixed dates, floor, cap and earlier clocks,
  then the roll to a working day and the minimum of working days, as statutes apply them to the end
  of a period. Caps bound what was lengthened; a roll may pass a cap's weekend only where both roll.
- A timer from a bare date runs from that day's start for you, and from its end for the others.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from returnctl.core.daycount import (
    Count,
    Workweek,
    end_of,
    end_of_day,
    roll_forward,
    start_of_day,
    timer_end,
    with_min_working_days,
)
from returnctl.core.dayformat import format_day
from returnctl.core.deadline import Start, Step
from returnctl.core.lengths import Length, words
from returnctl.core.rules import Extension, Form, Pause, Trigger
from returnctl.core.structs import Struct, replace

Find = Callable[[Sequence[Trigger]], list[Start]]


class End(Struct, frozen=True):
    """Where a window ends under one reading: the last day in the rule's zone, and its instant."""

    day: date
    at: datetime


class Frame(Struct, frozen=True, kw_only=True):
    """What a sum needs beside the rule: zone, working days, other clocks' starts, extensions."""

    zone: str
    week: Workweek
    find: Find
    ordered: date | None = None
    extensions: tuple[Extension, ...] = ()
    until: date | None = None
    yours: bool = True


class Sum(Struct, frozen=True):
    """Both readings of the end, None while a pause lasts, and the steps of the later one."""

    early: End | None
    late: End | None
    steps: tuple[Step, ...]


_EXTENDED: Final = "extended, as you recorded"
_COUNTS: Final[dict[str, tuple[Count, Count]]] = {
    "after": ("after", "after"),
    "from": ("from", "from"),
    "unstated": ("from", "after"),
    "timer": ("after", "after"),
}


def is_timer(form: Form, length: Length) -> bool:
    """Say whether the window runs to the second rather than to the end of a day."""
    return length.unit == "h" or form.count == "timer"


def add_up(form: Form, start: Start, closes: Length, frame: Frame) -> Sum:
    """Return where the window ends that started at `start`."""
    if is_timer(form, closes):
        return _timer(start, closes, frame)
    early_count, late_count = _COUNTS[form.count]
    steps: list[Step] = []
    late = _last_day(form, start, closes, late_count, frame, steps)
    early = late if early_count == late_count else _last_day(
        form, start, closes, early_count, frame, []
    )  # fmt: skip
    if early is None or late is None:
        return Sum(None, None, tuple(steps))
    early = min(early, late)
    if early != late:
        steps.append(Step(early, "if the first day counts: the source does not say"))
    steps += [
        Step(None, _weekends_only(place)) for place in _uncovered(form, closes, start, late, frame)
    ]
    return Sum(_whole(early, frame), _whole(late, frame), tuple(steps))


def opening(form: Form, start: Start, frame: Frame) -> date:
    """Return the first day on which the window is open, never before its start."""
    if form.opens is None:
        return start.day
    if form.opens.unit == "h":
        since = start.at or start_of_day(start.day, ZoneInfo(frame.zone))
        return timer_end(since, form.opens).astimezone(ZoneInfo(frame.zone)).date()
    return end_of(start.day, form.opens, "after", frame.week)


def whole_day(day: date, zone: str) -> End:
    """Return the end of a day in a zone."""
    return End(day, end_of_day(day, ZoneInfo(zone)))


def _whole(day: date, frame: Frame) -> End:
    return whole_day(day, frame.zone)


def _timer(start: Start, closes: Length, frame: Frame) -> Sum:
    first = start.at or start_of_day(start.day, ZoneInfo(frame.zone))
    last = start.at or end_of_day(start.day, ZoneInfo(frame.zone))
    zone = ZoneInfo(frame.zone)
    ends = [
        End(at.astimezone(zone).date(), at)
        for at in (timer_end(first, closes), timer_end(last, closes))
    ]
    text = f"+ {words(closes)}, to the minute"
    if start.at is None:
        text += "; no time is recorded"
    early, late = (ends[0], ends[1]) if frame.yours else (ends[1], ends[1])
    steps = [Step(late.day, text)]
    if frame.until is not None and frame.until > late.day:
        early = late = _whole(frame.until, frame)
        steps.append(Step(late.day, _EXTENDED))
    return Sum(early, late, tuple(steps))


def _last_day(
    form: Form, start: Start, closes: Length, count: Count, frame: Frame, steps: list[Step]
) -> date | None:
    day = end_of(start.day, closes, count, frame.week)
    steps.append(Step(day, _sum_text(closes, count)))
    day = _extended(day, start, frame, steps)
    paused = _paused(form, start, day, count, frame, steps)
    if paused is None:
        return None
    day = _fixed(form, paused, frame, steps)
    day = _bounded(form, day, count, frame, steps)
    return _worked(form, start, day, frame, steps)


def _sum_text(closes: Length, count: Count) -> str:
    sign, size = ("-", replace(closes, value=-closes.value)) if closes.value < 0 else ("+", closes)
    return f"{sign} {words(size)}" + (", the first day counted" if count == "from" else "")


def _extended(day: date, start: Start, frame: Frame, steps: list[Step]) -> date:
    for extension in frame.extensions:
        if extension.first <= start.day <= extension.last:
            day = end_of(day, extension.by, "after", frame.week)
            steps.append(Step(day, f"{extension.name}: + {words(extension.by)}"))
    if frame.until is not None and frame.until > day:
        steps.append(Step(frame.until, _EXTENDED))
        return frame.until
    return day


def _paused(
    form: Form, start: Start, day: date, count: Count, frame: Frame, steps: list[Step]
) -> date | None:
    """Add the days the window stood still; None while it still does."""
    if form.pause is None:
        return day
    resumed = start.day
    for begin in frame.find((form.pause.begins,)):
        if not resumed <= begin.day <= day:
            continue
        ends = [end.day for end in frame.find((form.pause.ends,)) if end.day >= begin.day]
        if not ends:
            steps.append(Step(begin.day, "stands still since then"))
            return None
        resumed = ends[0]
        day = _resumed(form.pause, begin.day, resumed, day, count, frame, steps)
    return day


def _resumed(
    pause: Pause,
    begin: date,
    end: date,
    day: date,
    count: Count,
    frame: Frame,
    steps: list[Step],
) -> date:
    day += timedelta(days=(end - begin).days)
    steps.append(Step(day, f"stood still from {format_day(begin)} to {format_day(end)}"))
    if pause.at_least is not None:
        least = end_of(end, pause.at_least, count, frame.week)
        if least > day:
            steps.append(Step(least, f"at least {words(pause.at_least)} after that"))
            day = least
    return day


def _fixed(form: Form, day: date, frame: Frame, steps: list[Step]) -> date:
    for fixed in form.fixed:
        if frame.ordered and fixed.first <= frame.ordered <= fixed.last and fixed.until > day:
            steps.append(
                Step(
                    fixed.until,
                    f"ordered {format_day(fixed.first)} to {format_day(fixed.last)}: fixed date",
                )
            )
            day = fixed.until
    return day


def _bounded(form: Form, day: date, count: Count, frame: Frame, steps: list[Step]) -> date:
    # A floor waits for the last of its starts, a cap counts from the first.
    bounds = (
        (form.not_before, max, -1, "never before"),
        (form.cap, min, 0, "never later than"),
        (form.or_earlier, min, 0, "or earlier:"),
    )
    for clock, choose, which, text in bounds:
        found = frame.find(clock.starts) if clock else []
        if clock is None or not found:
            continue
        start = found[which]
        bound = end_of(start.day, clock.closes, count, frame.week)
        if choose(day, bound) != day:
            steps.append(Step(bound, f"{text} {words(clock.closes)} from {start.name}"))
            day = bound
    return day


def _worked(form: Form, start: Start, day: date, frame: Frame, steps: list[Step]) -> date:
    if form.roll:
        rolled = roll_forward(day, frame.week)
        if rolled != day:
            reason = frame.week.closed_reason(day)
            steps.append(Step(rolled, f"the last day is a {reason}: next working day"))
            day = rolled
    if form.min_working_days:
        longer = with_min_working_days(start.day, day, form.min_working_days, frame.week)
        if longer != day:
            steps.append(Step(longer, f"at least {form.min_working_days} working days"))
            day = longer
    return day


def _uncovered(
    form: Form, closes: Length, start: Start, last: date, frame: Frame
) -> tuple[str, ...]:
    counts_work = form.roll or form.min_working_days or closes.unit == "bd"
    return frame.week.uncovered(min(start.day, last), max(start.day, last)) if counts_work else ()


def _weekends_only(place_year: str) -> str:
    country, part, _ = place_year.partition("-")
    counted = f"{country}'s own" if part else "weekends"
    return f"no holidays known for {place_year}: only {counted} were skipped"
