"""The view of `next`: the next step of every open case."""

from returnctl.core.nextstep import NextStep
from returnctl.core.views import Place, View
from returnctl.core.views.lists import Purchases


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
