"""What is to be said beside a recorded event: a missing number, a channel that excludes another."""

from typing import Any

from returnctl.actions.marking.request import MarkRequest
from returnctl.core.case import Case
from returnctl.core.channels import conflicts, warning
from returnctl.core.events import EventKind
from returnctl.core.limits import label_limits
from returnctl.core.rules import Pack
from returnctl.core.statuses import owes_parcel


def remarks(
    request: MarkRequest,
    kind: EventKind,
    case: Case,
    owner: str,
    data: dict[str, Any],
    packs: tuple[Pack, ...],
) -> tuple[str, ...]:
    """Return sentences, or the words that `render.writes` has sentences for."""
    return (
        *_proof(kind, request, case),
        *_excluded(case, owner, kind, data, packs),
        *_parcel(case, owner, kind),
        *(() if case.find_return(owner) or owner == case.id else label_limits(case, packs)),
    )


def _parcel(case: Case, owner: str, kind: EventKind) -> tuple[str, ...]:
    """A refund may come first; what was agreed to go back still goes back."""
    refunded = kind.name in ("refund_issued", "money_in")
    return ("parcel-still-owed",) if refunded and owes_parcel(case, owner) else ()


def _proof(kind: EventKind, request: MarkRequest, case: Case) -> tuple[str, ...]:
    proofless = kind.name == "sent" and not (request.tracking or request.code)
    has_parcel = any(parcel.direction == "return" for parcel in case.parcels)
    return ("sent-without-tracking",) if proofless and not has_parcel else ()


def _excluded(
    case: Case, owner: str, kind: EventKind, data: dict[str, Any], packs: tuple[Pack, ...]
) -> tuple[str, ...]:
    """Warn when a second channel is opened that excludes an open one."""
    if kind.name != "dispute_opened":
        return ()
    shop = next((pack.title for pack in packs if pack.kind == "shop"), case.order.shop)
    return tuple(warning(each, shop) for each in conflicts(case, owner, data["channel"], packs))
