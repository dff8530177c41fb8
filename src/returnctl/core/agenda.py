"""The agenda: rows at a moment - their state, whose move it is, and what comes first."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from returnctl.core.rows import DeadlineRow, StatusRow
from returnctl.core.states import Moment, State, days_left, state_of
from returnctl.core.structs import Struct


class Due(Struct, frozen=True):
    """A deadline at a moment. `days_left` counts to `act_by` of yours, to `due_on` of others'.

    A `quiet` one is snoozed: lists of what is due leave it out.
    """

    row: DeadlineRow
    state: State
    days_left: int | None
    quiet: bool = False

    @property
    def day(self) -> date | None:
        """The day that counts for its actor."""
        return self.row.act_by if self.row.actor == "you" else self.row.due_on

    @property
    def yours(self) -> bool:
        """Whether you must act."""
        return self.row.actor == "you"

    @property
    def pressing(self) -> bool:
        """Whether it is yours and late, or nearly."""
        return self.yours and self.state in ("last_chance", "overdue")


class StatusLine(Struct, frozen=True):
    """A status row at a moment, with its next deadline."""

    row: StatusRow
    next: Due | None
    whose_move: str | None

    @property
    def act_by(self) -> date | None:
        """The day by which the mover must move."""
        return self.next.day if self.next else None

    @property
    def days_left(self) -> int | None:
        """Days to `act_by`."""
        return self.next.days_left if self.next else None


# How sure a date is, in one character: from the order page, computed, a fact is missing.
BASIS_MARKS: Final = {"order_page": "=", "computed": "~", "fact_missing": "?"}

_LIVE = frozenset(("not_started", "possible", "running", "last_chance", "overdue"))


def due(row: DeadlineRow, moment: Moment) -> Due:
    """Hold a row against a moment."""
    state, left = state_of(row.span, moment), days_left(row.span, moment)
    return Due(row, state, left, quiet=is_quiet(row, moment.today))


def is_quiet(row: DeadlineRow, today: date) -> bool:
    """Say whether a deadline is snoozed on a day."""
    return row.quiet_until is not None and today < row.quiet_until


def dues(rows: Iterable[DeadlineRow], moment: Moment) -> list[Due]:
    """Hold rows against a moment, most urgent first."""
    return sorted((due(row, moment) for row in rows), key=urgency)


def urgency(each: Due) -> tuple[date, bool, str, str]:
    """Sort key: the day that counts, yours before others', then ref and rule."""
    return (each.day or date.max, not each.yours, each.row.ref, each.row.rule)


def next_due(found: Iterable[Due], moment: Moment, *, unasked: bool = False) -> Due | None:
    """Return what comes next: the most urgent live and sure one, before any possible one.

    While nobody has been asked for anything (`unasked`) the move is yours, if you have one now.
    """
    live = [each for each in found if _counts(each, moment)]
    # What was snoozed for good stands behind all else, but an open return is not without a date.
    live = [each for each in live if each.row.quiet_until != date.max] or live
    sure = [each for each in live if each.state != "possible"]
    now = [each for each in sure if unasked and each.yours and each.state != "not_started"]
    return min(now or sure or live, key=urgency, default=None)


def _counts(each: Due, moment: Moment) -> bool:
    row = each.row
    shown = row.shown_until is None or row.shown_until >= moment.today
    return each.state in _LIVE and each.day is not None and row.watch and shown


def whose_move(upcoming: Due | None) -> str | None:
    """Return who must move: the next deadline's actor, or you where another's clock ran out."""
    if upcoming is None:
        return None
    return "you" if upcoming.state == "overdue" else upcoming.row.actor


def status_line(row: StatusRow, rows: Iterable[DeadlineRow], moment: Moment) -> StatusLine:
    """Return a status row with its next deadline out of those of its case; a closed one has none.

    A return answers for its own deadlines and for the order's.
    """
    unasked = row.status == "problem_noted"
    own = dues((each for each in rows if each.return_id in (None, row.id)), moment)
    upcoming = None if row.closed else next_due(own, moment, unasked=unasked)
    return StatusLine(row, upcoming, whose_move(upcoming))


def by_urgency(lines: Iterable[StatusLine]) -> list[StatusLine]:
    """Sort status lines, most urgent first; those without a date last."""
    return sorted(lines, key=lambda line: (line.act_by or date.max, line.row.ref))
