"""The slip that goes into a parcel: what a shop must see to know what it is, and nothing more.

No price, no way to pay, no name, no address of the buyer. The packing list is for the buyer: it is
cut off, or stays at home.
"""

from collections.abc import Iterator
from typing import Final

from returnctl.core.case import Case, Return
from returnctl.core.dossier.paper import Sheet, sheet_in
from returnctl.core.proving import missing_proof
from returnctl.core.structs import Struct
from returnctl.core.vocabulary import REASONS

_SEND: Final = "send"

# Rows of dark (True) and light squares of a QR code, with the light edge that readers need.
Squares = tuple[tuple[bool, ...], ...]


class Check(Struct, frozen=True):
    """A line of the packing list; `done` where what proves it is kept already."""

    text: str
    done: bool = False


class Slip(Struct, frozen=True, kw_only=True):
    """What is on the slip; `code` is what the shop reads, and `code_name` what it calls it."""

    code: str
    code_name: str
    shop: str
    order_number: str | None
    return_code: str | None
    items: tuple[tuple[str, int], ...]
    reason: str | None
    return_to: str | None
    checks: tuple[Check, ...]
    sheet: Sheet = "a4"


def slip(case: Case, found: Return, shop: str) -> Slip | None:
    """Return the slip of a return; None where it has no code and its order no number."""
    number = case.order.number
    code = found.code or number
    if code is None:
        return None
    reason = case.reason_of(found.id)
    return Slip(
        code=code,
        code_name="Return code" if found.code else "Order number",
        shop=shop,
        order_number=number,
        return_code=found.code,
        items=_items(case, found),
        reason=REASONS.get(reason, reason) if reason else None,
        return_to=found.return_to,
        checks=tuple(_checks(case, found)),
        sheet=sheet_in(case.order.country),
    )


def _items(case: Case, found: Return) -> tuple[tuple[str, int], ...]:
    portions = dict(found.items) or {item.id: item.quantity for item in case.items}
    return tuple((item.title, portions[item.id]) for item in case.items if portions.get(item.id))


def _checks(case: Case, found: Return) -> Iterator[Check]:
    """Yield the packing list, in the order of packing; what evidence shows is ticked."""
    missing = {proof.name for proof in missing_proof(case, found.id, _SEND)}
    own = [each for each in case.evidence if each.of in (None, found.id)]
    yield Check("Photo or video of the item as it leaves", done="condition" not in missing)
    for title, quantity in _items(case, found):
        yield Check(f"In the box: {quantity} x {title}")
    yield Check("In the box: accessories, cables, manuals and everything else that came with it")
    yield Check("In the box: this slip")
    if found.code:
        yield Check(f"Written on the parcel: {found.code}")
    label = any(each.kind == "label" for each in own)
    kept = " (a copy of it is kept)" if label else ""
    yield Check(f"Return label attached{kept}, old labels covered")
    yield Check("Photo of the closed box with its label", done="packing" not in missing)
    yield Check("Receipt of the counter kept", done=_has_receipt(case, found, missing))


def _has_receipt(case: Case, found: Return, missing: set[str]) -> bool:
    """Say whether the receipt is there; before the return was agreed it is not asked for."""
    since = ("approved", "label_received", "sent")
    agreed = any(e.kind in since and e.target in (found.id, case.id) for e in case.events)
    return agreed and "counter" not in missing
