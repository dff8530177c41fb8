"""What conditions can ask about an order or a return: its facts, and what its events say."""

from typing import Any, Final

from returnctl.core.case import Case
from returnctl.core.places import site_country
from returnctl.core.rules import ORDINARY
from returnctl.core.totals import expected_amount

_ORDER_FIELDS: Final = (
    "shop", "seller", "seller_country", "paid_with", "currency", "country", "subdivision", "buyer",
    "free_return",
)  # fmt: skip
CONDITION_FIELDS: Final = frozenset(
    (*_ORDER_FIELDS, "site", "category", "reason", "resolution", "label", "amount", "carrier",
     "outcome")
)  # fmt: skip


def facts_of(case: Case, scope: str) -> dict[str, Any]:
    """Return every field of `CONDITION_FIELDS`; None where it is not known."""
    order, found = case.order, case.find_return(scope)
    facts = {name: getattr(order, name) for name in _ORDER_FIELDS}
    # A site is told in many ways (`amazon.de`, `de`); conditions know it by its country.
    facts["site"] = site_country(order.site)
    # Only goods with rules of their own have a category: without one they are ordinary.
    facts["category"] = order.category or ORDINARY
    facts["reason"] = (found.reason if found else None) or _last_reason(case)
    facts["resolution"] = found.resolution if found else None
    facts["label"] = found.label if found else None
    facts["amount"] = expected_amount(case, scope)
    facts["carrier"] = next((p.carrier for p in case.parcels if p.carrier), None)
    facts["outcome"] = _last_outcome(case, scope)
    return facts


def _last_reason(case: Case) -> str | None:
    return next((event.reason for event in reversed(case.events) if event.reason), None)


def _last_outcome(case: Case, scope: str) -> str | None:
    decided = (e for e in reversed(case.events) if e.kind == "decided" and e.outcome)
    return next((e.outcome for e in decided if e.target in (scope, case.id)), None)
