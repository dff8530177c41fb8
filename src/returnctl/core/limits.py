"""What bounds a claim and is no clock: which limits of the packs hold for a case."""

from typing import Final

from returnctl.core.case import Case
from returnctl.core.circumstances import facts_of
from returnctl.core.rules import Limit, Pack
from returnctl.core.statuses import status_of

# The limit's name in every pack: the first label of an order is free, no other.
_FREE_LABEL: Final = "free-label"


def limits_of(case: Case, packs: tuple[Pack, ...]) -> tuple[Limit, ...]:
    """Return the limits that hold, or may hold."""
    facts = facts_of(case, case.id)
    return tuple(
        limit
        for pack in packs
        if pack.applies.verdict(facts).holds
        for limit in pack.limits
        if limit.when.verdict(facts).holds is not False
    )


def label_limits(case: Case, packs: tuple[Pack, ...]) -> tuple[str, ...]:
    """Return what the shop says of a further return's label, if an earlier one had the free one."""
    earlier = (
        each
        for each in case.returns
        if each.label != "own" and status_of(case, each.id).name != "cancelled"
    )
    if next(earlier, None) is None:
        return ()
    return tuple(limit.text for limit in limits_of(case, packs) if limit.name == _FREE_LABEL)
