"""The state of a deadline at an instant: the only place where today meets the dates.

`not_started`: it cannot be done yet. `possible`: an unknown fact decides. `running`, then
`last_chance` (after `act_by`, until the latest reading of the end), then `overdue`, or `lapsed` for
a right that nobody claimed. `met`: what it asked for happened.
"""

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final, Literal
from zoneinfo import ZoneInfo

from returnctl.core.structs import Struct

State = Literal["not_started", "possible", "running", "last_chance", "overdue", "met", "lapsed"]

# Default views show what is overdue for so long, and then leave it to `--all`.
OVERDUE_DAYS: Final = 30


class Moment(Struct, frozen=True):
    """Now, and the user's zone: the clock that every command is given."""

    now: datetime
    zone: str

    @property
    def today(self) -> date:
        """The user's calendar day."""
        return self.now.astimezone(ZoneInfo(self.zone)).date()


class Span(Struct, frozen=True):
    """The dates of a deadline that decide its state; the store keeps just these."""

    actor: str
    opens_on: date | None
    due_on: date | None
    last_at: datetime | None
    act_by: date | None
    met_on: date | None
    possible: bool
    lapses: bool


def state_of(span: Span, moment: Moment) -> State:
    """Return the state of a deadline at a moment."""
    if span.met_on is not None:
        return "met"
    if span.last_at is not None and moment.now > span.last_at:
        return "lapsed" if span.lapses or span.possible else "overdue"
    if span.possible:
        return "possible"
    if span.opens_on is not None and moment.today < span.opens_on:
        return "not_started"
    if span.act_by is not None and moment.today > span.act_by:
        return "last_chance"
    return "running"


def days_left(span: Span, moment: Moment) -> int | None:
    """Return the days to `act_by` (yours) or `due_on` (the others'); negative when past."""
    day = span.act_by if span.actor == "you" else span.due_on
    return None if day is None else (day - moment.today).days


# Days end at the same instants for many deadlines.
@lru_cache(maxsize=1024)
def shown_until(
    last_at: datetime | None, zone: str, *, lapses: bool, possible: bool
) -> date | None:
    """Return the last day on which default views tell of an unmet deadline; None: never due.

    A right that lapses, or what is only possible, is not told of once it is over.
    """
    if last_at is None:
        return None
    last = last_at.astimezone(ZoneInfo(zone)).date()
    return last if lapses or possible else last + timedelta(days=OVERDUE_DAYS)
