"""A case as a letter sees it: one return or order of it, its clocks, and today."""

import re
from collections.abc import Collection
from datetime import date
from typing import Final

from returnctl.core.agenda import Due
from returnctl.core.case import Case, Event, Parcel, Return
from returnctl.core.reconcile import Reconciliation, reconcile
from returnctl.core.statuses import status_of
from returnctl.core.structs import Struct
from returnctl.core.vocabulary import Direction

# An acquirer reference number: what a bank finds a card refund by.
_ARN: Final = re.compile(r"(?<![0-9])[0-9]{23}(?![0-9])")
_RUNS: Final = frozenset(("running", "last_chance", "not_started"))


class Situation(Struct, frozen=True, kw_only=True):
    """What letters are filled from; `target` is the order's id or the id of one return."""

    case: Case
    target: str
    today: date
    dues: tuple[Due, ...] = ()
    shop_title: str = ""

    @property
    def stage(self) -> str:
        """The name of the status."""
        return status_of(self.case, self.target).name

    @property
    def reason(self) -> str | None:
        """Why it goes back."""
        return self.case.reason_of(self.target)

    @property
    def found(self) -> Return | None:
        """The return, if the letter is about one."""
        return self.case.find_return(self.target)

    @property
    def events(self) -> tuple[Event, ...]:
        """What happened to the order and to this return."""
        return tuple(e for e in self.case.events if e.target in (self.target, self.case.id))

    def last(self, *kinds: str) -> Event | None:
        """Return the last event of these kinds."""
        return next((e for e in reversed(self.events) if e.kind in kinds), None)

    def day(self, *kinds: str) -> date | None:
        """Return the day of the last event of these kinds."""
        event = self.last(*kinds)
        return event.on if event else None

    @property
    def overdue(self) -> tuple[Due, ...]:
        """The others' clocks that ran out, of this target."""
        return tuple(
            due
            for due in self.dues
            if due.state == "overdue"
            and not due.yours
            and due.row.return_id in (None, self.found and self.found.id)
        )

    def runs_until(self, *rules: str) -> date | None:
        """Return the last day of a right that surely runs, by full rule ids."""
        days = (
            due.row.due_on
            for due in self.dues
            if due.row.rule in rules and due.state in _RUNS and not due.row.missing
        )
        return max(filter(None, days), default=None)

    def ran_out_on(self, *rules: str) -> date | None:
        """Return the day on which another's clock surely ran out, by full rule ids."""
        days = (due.row.due_on for due in self.overdue if due.row.rule in rules)
        return min(filter(None, days), default=None)

    @property
    def late(self) -> frozenset[str]:
        """The slugs of the others' clocks that ran out."""
        return frozenset(due.row.rule.partition(".")[2] for due in self.overdue)

    def parcel(self, direction: Direction) -> Parcel | None:
        """Return the last parcel that way; of those back, one of this return."""
        way = [p for p in self.case.parcels if p.direction == direction]
        own = [p for p in way if not p.returns or self.target in p.returns]
        return own[-1] if own else None

    @property
    def money(self) -> Reconciliation:
        """What should come back, what was promised and what came."""
        return reconcile(self.case, self.target)

    @property
    def arn(self) -> str | None:
        """The reference of a card refund, wherever in notes and messages it stands."""
        texts = [e.note or "" for e in self.events] + [m.text for m in self.case.messages]
        matches = (_ARN.search(text) for text in reversed(texts))
        return next((match[0] for match in matches if match), None)

    def said(self, senders: Collection[str]) -> date | None:
        """Return the day of the last message from one of these senders."""
        days = (m.on for m in self.case.messages if m.sender in senders and m.on)
        return max(days, default=None)
