"""The view of `next REF`: the next steps of one case, and its whole ladder."""

from datetime import date

from returnctl.core.channels import Exclusion
from returnctl.core.ladder import Rung
from returnctl.core.nextstep import NextStep
from returnctl.core.views import Place, View
from returnctl.core.worth import Choice


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
