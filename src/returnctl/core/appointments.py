"""What a calendar is told of a deadline: an all-day appointment on the day to act by.

Conventions:
- A deadline keeps its appointment: the id is the deadline's own, and `edition` counts what the log
  holds of its case, so that importing a newer file changes an appointment and adds none.
- Alarms are days before that day, on the rungs of the ladder. None rings after it: a file cannot
  know what was done since.
- What is done, closed or taken back is told as cancelled while its day is not long past.
"""

from datetime import date, datetime, timedelta
from typing import Final, Literal, NamedTuple

from returnctl.core.reminderladders import Ladders
from returnctl.core.rows import DeadlineRow
from returnctl.core.structs import Struct

Standing = Literal["sure", "possible", "cancelled"]

# How long after its day a calendar is still told that something is over.
CANCELLED_DAYS: Final = 31


class Edition(NamedTuple):
    """How many entries the log holds of a case, and when the newest was recorded (UTC)."""

    number: int
    at: datetime


class Appointment(Struct, frozen=True, kw_only=True):
    """One entry of a calendar; `alarms` are days before `day`."""

    id: str
    day: date
    title: str
    text: str
    standing: Standing
    edition: Edition
    alarms: tuple[int, ...] = ()


def is_appointed(row: DeadlineRow, today: date) -> bool:
    """Say whether a calendar is told to act: yours, dated, watched, neither met nor over."""
    if row.actor != "you" or row.act_by is None or not row.watch or row.met_on is not None:
        return False
    return row.shown_until is None or row.shown_until >= today


def is_cancelled(row: DeadlineRow, today: date) -> bool:
    """Say whether a calendar is told that a deadline is over: yours, its day not long past."""
    if row.actor != "you" or row.act_by is None:
        return False
    return row.act_by >= today - timedelta(days=CANCELLED_DAYS)


def alarms(row: DeadlineRow, ladders: Ladders, since: date) -> tuple[int, ...]:
    """Return on how many days before the day to act by an alarm rings, the first one first.

    A rung before the first day on which it can be done, or before the end of a snooze, waits for
    that day. Those before `since`, when the newest entry was made, are past and ring no more.
    """
    if row.act_by is None:
        return ()
    waits = [(row.act_by - day).days for day in (row.opens_on, row.quiet_until) if day]
    rungs = {min(days, *waits) if waits else days for days in ladders.rungs(row) if days >= 0}
    longest = (row.act_by - since).days
    return tuple(sorted((days for days in rungs if 0 <= days <= longest), reverse=True))
