"""A claim: one problem or return of a case with its money and its days, as a summary counts it.

What is owed is what `status` says is not back yet: the amount of the row less what was seen, as
long as it is open.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from returnctl.core.case import Case, Event
from returnctl.core.deadline import Deadline
from returnctl.core.listing import status_rows
from returnctl.core.money import Money
from returnctl.core.rows import StatusRow
from returnctl.core.structs import Struct

# What a claim begins with, and what makes the money due.
_ASKING: Final = ("requested", "withdrawal_sent", "dispute_opened", "problem")
_PROMISING: Final = ("refund_agreed", "refund_issued")
_WON: Final = frozenset(("refund", "partial_refund", "refund_after_return", "accepted"))


class Claim(Struct, frozen=True, kw_only=True):
    """One problem or return: what is owed since when, what was paid, and how long that took."""

    row: StatusRow
    owed: Money | None
    asked_on: date | None
    due_since: date | None
    payments: tuple[tuple[date, Money], ...]
    events: tuple[Event, ...]
    days_late: int = 0

    @property
    def paid_on(self) -> date | None:
        """The day of the last money seen."""
        return max((day for day, _ in self.payments), default=None)

    @property
    def days_to_pay(self) -> int | None:
        """Days from asking to the last money; None while money is owed."""
        if self.asked_on is None or self.paid_on is None or self.owed is not None:
            return None
        return max((self.paid_on - self.asked_on).days, 0)


def claims_of(
    case: Case, ref: str, deadlines: Sequence[Deadline] = (), *, today: date
) -> tuple[Claim, ...]:
    """Return the claims of a case; a mere purchase has none."""
    rows = [row for row in status_rows(case, ref) if row.kind != "purchase"]
    return tuple(_claim(case, row, deadlines, today) for row in rows)


def _claim(case: Case, row: StatusRow, deadlines: Sequence[Deadline], today: date) -> Claim:
    events = tuple(_events(case, row.id))
    own = [event for event in events if event.target == row.id]
    clocks = [each for each in deadlines if _is_payment(each, row)]
    return Claim(
        row=row,
        owed=_owed(row),
        asked_on=_first_day(events, _ASKING),
        due_since=_due_since(events, clocks, today),
        payments=tuple((e.on, e.amount) for e in own if e.kind == "money_in" and e.amount),
        events=events,
        days_late=max((_late(each, today) for each in clocks), default=0),
    )


def _events(case: Case, target: str) -> Iterator[Event]:
    """A return that is the order's only one has the order's events too."""
    alone = len(case.returns) == 1
    return (e for e in case.events if e.target == target or (alone and e.target == case.id))


def _owed(row: StatusRow) -> Money | None:
    if row.closed or row.amount is None:
        return None
    back = row.refunded.minor if row.refunded else 0
    left = max(row.amount.minor - back, 0)
    return Money(left, row.amount.currency) if left else None


def _first_day(events: Iterable[Event], kinds: Sequence[str]) -> date | None:
    return min((event.on for event in events if event.kind in kinds), default=None)


def _due_since(events: Iterable[Event], clocks: Iterable[Deadline], today: date) -> date | None:
    """Return the first day on which the money was promised, decided, or due by a rule."""
    days = [
        event.on
        for event in events
        if event.kind in _PROMISING or (event.kind == "decided" and event.outcome in _WON)
    ]
    days += [each.due_on for each in clocks if each.due_on and each.due_on < today]
    return min(days, default=None)


def _is_payment(each: Deadline, row: StatusRow) -> bool:
    """Whether a deadline is the shop's clock for paying: by convention its slug ends so."""
    pays = not each.yours and each.form.actor != "bank" and each.slug.endswith("-refund")
    return pays and not each.missing and each.owner in (row.id, row.order_id)


def _late(each: Deadline, today: date) -> int:
    return 0 if each.due_on is None else ((each.met_on or today) - each.due_on).days
