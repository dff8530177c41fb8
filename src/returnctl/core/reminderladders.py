"""The ladders of reminders: on how many days before, and after, the day that counts.

A rung is a number of days before that day: 7 a week before, 0 the day itself, -1 the day after.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from returnctl.core.defaults import LADDER, OVERDUE_DAYS
from returnctl.core.structs import Struct, field

if TYPE_CHECKING:
    from returnctl.core.rows import DeadlineRow

# Windows of a purchase without a problem: there is less to lose, and there are many of them.
_PURCHASE: Final = (3, 1)
# A day to look again is no deadline that one works towards.
_OF_RULE: Final[Mapping[str, tuple[int, ...]]] = {"check-in": (0,)}
# Days after somebody else's clock ran out.
_THEIRS: Final = (1, 3, 7)

# Names of ladders that are no ref, rule or shop.
KINDS: Final = ("right", "duty", "purchase", "theirs")


class Ladders(Struct, frozen=True, kw_only=True):
    """The days of every ladder; `special` by ref, rule, shop, or one of `KINDS`.

    An empty ladder is silence.
    """

    usual: tuple[int, ...] = LADDER
    overdue: int = OVERDUE_DAYS
    special: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def rungs(self, row: "DeadlineRow") -> tuple[int, ...]:
        """Return the rungs of a deadline, first to last."""
        days = self._days(row)
        if row.actor != "you":
            return tuple(-each for each in sorted(days))
        after = range(-1, -self.overdue - 1, -1) if days else ()
        return (*sorted(days, reverse=True), *after)

    def _days(self, row: "DeadlineRow") -> tuple[int, ...]:
        """The nearest word counts: the return's, the order's, the rule's, the shop's, the kind's.

        Days before say nothing about a clock of others; there a ladder can only be silence.
        """
        theirs = row.actor != "you"
        mere = row.purchase and row.kind == "right"
        kind = "theirs" if theirs else "purchase" if mere else row.kind
        slug = row.rule.rpartition(".")[2]
        for name in (row.ref, row.ref.partition(".")[0], slug, row.shop):
            if name in self.special and not (theirs and self.special[name]):
                return self.special[name]
        usual = {"theirs": _THEIRS, "purchase": _PURCHASE}.get(kind, self.usual)
        return _OF_RULE.get(slug) or self.special.get(kind, usual)

    @property
    def reach(self) -> int:
        """How many days before a deadline the first rung of any ladder is."""
        every = (self.usual, _PURCHASE, *self.special.values())
        return max((0, *(day for days in every for day in days)))
