"""What `next` and `next REF` would say of a made-up case on a day."""

from __future__ import annotations

from dataclasses import dataclass

from returnctl.calendars.public_holidays import public_holidays
from returnctl.core.agenda import Due, dues, status_line
from returnctl.core.derive import deadlines
from returnctl.core.ladder import LadderStep, Rung, ladder
from returnctl.core.listing import deadline_rows, status_rows
from returnctl.core.nextstep import NextStep, next_step
from returnctl.core.states import Moment
from returnctl.packs.choosing import select
from returnctl.packs.shelf import rulebook
from tests.packs.building import BERLIN, Purchase, at

REF = "k3f"


@dataclass(frozen=True)
class Told:
    """The next steps of a case and its ladder, as of a day."""

    steps: tuple[NextStep, ...]
    rungs: tuple[Rung, ...]

    @property
    def step(self) -> NextStep:
        """The next step of the newest return, or of the order."""
        return self.steps[-1]

    @property
    def due(self) -> Due:
        assert self.step.due is not None
        return self.step.due

    def rule(self, rule: str) -> LadderStep:
        """A rule on the ladder."""
        found = [each for rung in self.rungs for each in rung.steps if each.due.row.rule == rule]
        assert found, sorted(each.due.row.rule for rung in self.rungs for each in rung.steps)
        return found[-1]

    def standing(self, rule: str) -> str:
        return self.rule(rule).standing

    def due_on(self, rule: str) -> str:
        return str(self.rule(rule).due.row.due_on)

    def advice(self, rule: str) -> str:
        """What a rule says to do; it must say where that was read."""
        row = self.rule(rule).due.row
        assert row.source_title
        assert row.confidence in ("high", "medium", "low", "recalled")
        return row.advice

    def source(self, rule: str) -> str:
        return self.rule(rule).due.row.source_title


def told(purchase: Purchase, on: str) -> Told:
    """Look at a case on a day, at noon in Berlin."""
    case = purchase.case
    assert not case.misfits
    moment = Moment(at(f"{on}T12:00"), BERLIN)
    packs = select(rulebook()[0], shop=case.order.shop)
    found = deadlines(case, packs, public_holidays)
    rows = deadline_rows(case, found, REF)
    lines = [status_line(row, rows, moment) for row in status_rows(case, REF)]
    steps = [next_step(line, rows, moment) for line in lines]
    return Told(tuple(steps), ladder(dues(rows, moment), packs))
