"""Is it worth returning? What else can be done with an order that has a problem and no return yet.

Every choice is a condition on what is known and a sentence; where the fact is not known the choice
is not told. No number is invented: what the postage costs, only the user can ask.
"""

from collections.abc import Mapping
from typing import Any, Final

from returnctl.core.case import Case
from returnctl.core.circumstances import facts_of
from returnctl.core.conditions import judge
from returnctl.core.rules import Source
from returnctl.core.statuses import has_open_problem
from returnctl.core.structs import Struct
from returnctl.core.vocabulary import EU

FAULTS: Final = (
    "wrong_item", "missing_parts", "defective", "damaged", "not_as_described", "counterfeit",
)  # fmt: skip
_TASTE: Final = ("changed_mind", "wrong_size")
# Nothing is there that could go back.
_NOTHING_HERE: Final = ("not_received", "late")

_BUYERS_PAGE: Final = Source("Copies of the AliExpress Buyer Protection page")
_DIRECTIVE: Final = Source("Directive 2011/83/EU, Art. 6, 13 and 14")
_SENSE: Final = Source("no rule: what can be done with it")


class Choice(Struct, frozen=True):
    """What can be done instead of, or before, sending it back; `when` on the facts of the case."""

    name: str
    when: Mapping[str, Any]
    text: str
    source: Source


# The order is the order of telling: what costs nothing first, what gives it up last.
_CHOICES: Final = (
    Choice(
        "free", {"free_return": True, "reason": {"not": list(_NOTHING_HERE)}},
        "It goes back free: use the label of the request. Nothing speaks against returning it.",
        Source("AliExpress, Free Returns terms (Open Terms Archive, 2025-12-10)"),
    ),
    Choice(
        "refund-only", {"reason": list(FAULTS), "goes_back_free": False},
        "Ask for a refund without return, or a prepaid label, before you pay postage: the fault is "
        "not yours.",
        _BUYERS_PAGE,
    ),
    Choice(
        "partial-refund", {"reason": list(FAULTS), "goes_back_free": False},
        "A small flaw? Ask for a part of the money and keep it.",
        _BUYERS_PAGE,
    ),
    Choice(
        "postage",
        {"abroad": True, "goes_back_free": False, "reason": {"not": list(_NOTHING_HERE)}},
        "The seller is abroad: ask what tracked postage costs before you agree to send it. If it "
        "is more than {price}, returning it loses money.",
        _BUYERS_PAGE,
    ),
    Choice(
        "postage-by-law", {"in_eu": True, "reason": list(_TASTE), "goes_back_free": False},
        "Were you told before the order that the postage back is yours? If not, the seller pays.",
        _DIRECTIVE,
    ),
    Choice(
        "keep", {"reason": list(_TASTE)},
        "Not worth the postage or the time? Resell it or give it away, and close this: "
        "returnctl mark REF kept",
        _SENSE,
    ),
)  # fmt: skip


def choices(case: Case) -> tuple[Choice, ...]:
    """Return what can be done with an open problem that no return took up; else nothing."""
    if not has_open_problem(case):
        return ()
    facts = _facts(case)
    return tuple(
        Choice(each.name, each.when, each.text.format(price=facts["amount"]), each.source)
        for each in _CHOICES
        if judge(each.when, facts).holds and ("{price}" not in each.text or facts["amount"])
    )


def _facts(case: Case) -> Mapping[str, Any]:
    """Return the facts of the order, and what follows from two of them."""
    facts = facts_of(case, case.id)
    home, seller = facts["country"], facts["seller_country"]
    return {
        **facts,
        "abroad": None if home is None or seller is None else not _is_near(home, seller),
        "in_eu": None if home is None else home in EU and facts["buyer"] != "business",
        "goes_back_free": bool(facts["free_return"]),
    }


def _is_near(home: str, seller: str) -> bool:
    """Whether a parcel crosses no customs border."""
    return home == seller or {home, seller} <= EU
