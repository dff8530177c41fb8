"""All dates of a window: when it opens, its two ends, and the last day that is safe for you."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from returnctl.core.daycount import Workweek, last_whole_day, roll_back
from returnctl.core.deadline import Start, Step
from returnctl.core.rules import Form
from returnctl.core.structs import Struct
from returnctl.core.window import End, Frame, Sum, opening


class Home(Struct, frozen=True):
    """The buyer's end: the zone, who works when, and how many days a parcel from there takes."""

    zone: str
    week: Workweek
    transit_days: int | None


class Window(Struct, frozen=True):
    """The dates of one form of a rule; `act_by` is None for windows of others."""

    opens_on: date | None
    late: End | None
    act_by: date | None
    steps: tuple[Step, ...]


def window(form: Form, start: Start | None, total: Sum, frame: Frame, home: Home) -> Window:
    """Return the dates of a form that started at `start`, and whose ends were added up."""
    opens_on = opening(form, start, frame) if start else None
    act_by, steps = _act_by(form, total.early, opens_on, home)
    return Window(opens_on, total.late, act_by, (*total.steps, *steps))


def _act_by(
    form: Form, early: End | None, opens_on: date | None, home: Home
) -> tuple[date | None, tuple[Step, ...]]:
    """Return the last whole day of yours that is safe, with what was taken off to get there."""
    if early is None or form.actor != "you":
        return None, ()
    day, steps = _with_time_to_spare(form, early, home)
    if opens_on is not None:
        last = early.at.astimezone(ZoneInfo(home.zone)).date()
        day = max(day, min(opens_on, early.day, last))
    return day, steps


def _with_time_to_spare(form: Form, early: End, home: Home) -> tuple[date, tuple[Step, ...]]:
    day = last_whole_day(early.at, ZoneInfo(home.zone))
    steps: list[Step] = []
    if form.lead:
        day -= timedelta(days=form.lead)
        steps.append(Step(day, f"{form.lead} days before the end, so that it can be filed"))
    if form.reach == "received" and home.transit_days:
        day -= timedelta(days=home.transit_days)
        steps.append(Step(day, f"{home.transit_days} days earlier: it must arrive in time"))
    if form.act == "post":
        posted = roll_back(day, home.week)
        if posted != day:
            steps.append(Step(posted, "the last working day before: it goes by post"))
            day = posted
    return day, tuple(steps)
