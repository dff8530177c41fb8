"""The views of `next`: the next step of every open case, and the whole ladder of one."""

from datetime import date

from returnctl.core.channels import Exclusion
from returnctl.core.ladder import Rung
from returnctl.core.nextstep import NextStep
from returnctl.core.views import Place, View
from returnctl.core.views.lists import Purchases
from returnctl.core.worth import Choice


class NextView(View, frozen=True, kw_only=True):
    """`next`: what is yours to do, most urgent first, and what others owe."""

    place: Place
    steps: tuple[NextStep, ...]
    purchases: Purchases

    @property
    def yours(self) -> tuple[NextStep, ...]:
        """Where it is your move."""
        return tuple(each for each in self.steps if each.yours)

    @property
    def waiting(self) -> tuple[NextStep, ...]:
        """Where somebody else must move."""
        return tuple(each for each in self.steps if not each.yours)


class LadderView(View, frozen=True, kw_only=True):
    """`next REF`: the next steps of a case, what else can be done, and the rungs of its ladder."""

    place: Place
    ref: str
    id: str
    title: str
    steps: tuple[NextStep, ...]
    rungs: tuple[Rung, ...]
    choices: tuple[Choice, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    disputes: tuple[tuple[str, date], ...] = ()
