"""Refunds that expire: a coupon, store credit or gift card that was paid until a day.

Such a refund is no money yet: it stays open, with a deadline of its own, until it was used.
"""

from collections.abc import Sequence
from typing import Final

from returnctl.core.case import Event
from returnctl.core.rules import Form, Source
from returnctl.core.triggers import parse_trigger
from returnctl.core.vocabulary import EXPIRING, TENDERS

CREDIT_RULE: Final = "returnctl.use-credit"
_PAID: Final = frozenset(("refund_issued", "money_in"))
_USED: Final = "credit_used"


def expiring(events: Sequence[Event]) -> Event | None:
    """Return the payment that expires first, of those that the statement or else the shop tells."""
    found = [e for e in events if e.kind in _PAID and e.until and e.tender in EXPIRING]
    seen = [event for event in found if event.kind == "money_in"] or found
    return min(seen, key=lambda event: (str(event.until), event.id), default=None)


def is_unused(events: Sequence[Event]) -> bool:
    """Say whether a refund can still expire."""
    return expiring(events) is not None and not any(event.kind == _USED for event in events)


def credit_form(event: Event) -> Form:
    """Return what the deadline of such a payment says."""
    paid_in = TENDERS[event.tender or ""]
    return Form(
        name=f"use {paid_in}",
        actor="you",
        kind="right",
        count="after",
        met_by=(parse_trigger(_USED),),
        advice="Buy something with it before it expires, or ask for money instead: returnctl mark "
        "REF credit-used records that it is used.",
        where="the shop, at checkout",
        if_missed="the refund is lost",
        confidence="high",
        source=Source("the date that came with the refund"),
    )
