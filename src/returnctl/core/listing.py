"""From a case and its deadlines to the rows that lists are made of (`returnctl.core.rows`)."""

import re
from datetime import date
from functools import lru_cache
from typing import Final, Self

from returnctl.core.case import Case
from returnctl.core.deadline import Deadline
from returnctl.core.journey import Journey, journeys
from returnctl.core.money import Money
from returnctl.core.proving import unproven
from returnctl.core.reconcile import reconcile
from returnctl.core.rows import DeadlineRow, ParcelBrief, StatusRow
from returnctl.core.states import shown_until
from returnctl.core.statuses import (
    has_open_problem,
    has_problem,
    is_closed,
    is_troubled,
    status_of,
)
from returnctl.core.structs import Struct, replace
from returnctl.core.totals import expected_amount

# How packs write a ref.
_REF: Final = r"\bREF\b"
# What tracking keeps by itself is not the proof that a step asks for.
_FETCHED: Final = frozenset(("tracking", "proof_of_delivery"))
# Nothing is missing from what nobody wants back.
_GIVEN_UP: Final = frozenset(("cancelled", "kept"))


class _Owner(Struct, frozen=True):
    """What the rows of an order's or a return's deadlines have in common."""

    ref: str
    return_id: str | None
    return_code: str | None
    item: str | None
    amount: Money | None
    purchase: bool

    @classmethod
    def of(cls, case: Case, owner: str, ref: str) -> Self:
        found = case.find_return(owner)
        return cls(
            ref=ref_of(case, owner, ref),
            return_id=found.id if found else None,
            return_code=_code(case, owner),
            item=", ".join(_titles(case, owner)) or None,
            amount=expected_amount(case, owner),
            purchase=not case.returns and not has_problem(case),
        )


def deadline_rows(case: Case, deadlines: tuple[Deadline, ...], ref: str) -> tuple[DeadlineRow, ...]:
    """Return the rows of a case's deadlines."""
    owners = {each.owner for each in deadlines}
    known = {owner: _Owner.of(case, owner, ref) for owner in owners}
    numbers = tuple(parcel.number for parcel in case.parcels)
    return tuple(_deadline_row(case, each, known[each.owner], numbers) for each in deadlines)


def _deadline_row(
    case: Case, deadline: Deadline, owner: _Owner, numbers: tuple[str, ...]
) -> DeadlineRow:
    form, order = deadline.form, case.order
    return DeadlineRow(
        id=deadline.id,
        ref=owner.ref,
        order_id=case.id,
        return_id=owner.return_id,
        shop=order.shop,
        seller=order.seller,
        order_number=order.number,
        return_code=owner.return_code,
        item=owner.item,
        amount=owner.amount,
        tracking_numbers=numbers,
        rule=deadline.rule,
        name=form.name,
        kind=form.kind,
        actor=form.actor,
        starts_on=deadline.starts_on,
        opens_on=deadline.opens_on,
        due_on=deadline.due_on,
        due_at=deadline.due_at,
        act_by=deadline.act_by,
        met_on=deadline.met_on,
        basis=deadline.basis,
        override=_override_text(deadline),
        confidence=form.confidence,
        source_title=form.source.title,
        source_address=form.source.address,
        advice=with_ref(form.advice, owner.ref),
        if_missed=with_ref(form.if_missed, owner.ref),
        where=form.where,
        first=form.first,
        missing=deadline.missing,
        # What you must do is no window of a mere purchase: every list tells of it.
        purchase=owner.purchase and form.kind != "duty",
        watch=deadline.watch,
        lapses=deadline.lapses,
        last_at=deadline.last_at,
        shown_until=shown_until(
            deadline.last_at,
            order.zone or "UTC",
            lapses=deadline.lapses,
            possible=bool(deadline.missing),
        ),
        quiet_until=quiet_until(case, deadline),
        started_by=deadline.start.name if deadline.start else None,
        done_by=deadline.done_by,
    )


def with_ref(text: str, ref: str) -> str:
    """Put the case's own ref into the commands that a rule's words name."""
    return ref.join(_between_refs(text)) if "REF" in text else text


@lru_cache(maxsize=1024)
def _between_refs(text: str) -> list[str]:
    return re.split(_REF, text)


def quiet_until(case: Case, deadline: Deadline) -> date | None:
    """Return the day on which a snooze of the deadline ends: the latest word that is about it."""
    if not case.snoozes:
        return None
    told = [
        each
        for each in case.snoozes
        if each.target in (deadline.owner, case.id) and each.rule in ("*", deadline.rule)
    ]
    return max(told, key=lambda each: each.id).quiet if told else None


def _override_text(deadline: Deadline) -> str | None:
    """Tell what the user said of the date: a day, an instant, a length, or `ok`."""
    override = deadline.override
    if override is None:
        return None
    if override.ok:
        return "ok"
    return str(override.length or override.at or override.day)


def ref_of(case: Case, target: str, ref: str) -> str:
    """Return the ref people type: the case's, with `.N` where it has several returns."""
    found = case.find_return(target)
    return f"{ref}.{found.number}" if found and len(case.returns) > 1 else ref


def _code(case: Case, target: str) -> str | None:
    found = case.find_return(target)
    if found is not None:
        return found.code
    codes = [each.code for each in case.returns if each.code]
    return codes[0] if len(codes) == 1 else None


def _titles(case: Case, target: str) -> tuple[str, ...]:
    found = case.find_return(target)
    portions = dict(found.items) if found and found.items else None
    return tuple(
        _title(item.title, portions[item.id] if portions else item.quantity)
        for item in case.items
        if item.title and (portions is None or item.id in portions)
    )


def _title(title: str, quantity: int) -> str:
    return title if quantity == 1 else f"{quantity} x {title}"


def status_rows(case: Case, ref: str) -> tuple[StatusRow, ...]:
    """Return a row per return, and one for the order where no return speaks for it."""
    targets = [each.id for each in case.returns]
    if not targets or has_open_problem(case):
        targets.insert(0, case.id)
    return tuple(_status_row(case, target, ref) for target in targets)


def _status_row(case: Case, target: str, ref: str) -> StatusRow:
    found, order, status = case.find_return(target), case.order, status_of(case, target)
    closed = status.closed or is_closed(case)
    money = reconcile(case, target)
    kind = "return" if found else "problem" if has_problem(case) else "purchase"
    return StatusRow(
        id=target,
        ref=ref_of(case, target, ref),
        kind=kind,
        order_id=case.id,
        order_number=order.number,
        shop=order.shop,
        seller=order.seller,
        items=_titles(case, target),
        return_code=found.code if found else None,
        status=status.name,
        status_label=status.label,
        reason=case.reason_of(target),
        resolution=found.resolution if found else None,
        amount=money.expected,
        refunded=money.received,
        short=None if status.name in _GIVEN_UP else money.short,
        parcels=tuple(_brief(each) for each in journeys(case)),
        closed=closed,
        watched=is_watched(case),
        updated_on=case.updated_on,
        unproven=() if closed or kind == "purchase" else unproven(case, target),
        documented=any(each.kind not in _FETCHED for each in case.evidence),
        addressed=not found or bool(found.return_to or found.label),
    )


def _brief(found: Journey) -> ParcelBrief:
    parcel, last = found.parcel, found.last
    brief = ParcelBrief(parcel.number, parcel.carrier, parcel.direction, found.status,
                        found.conflict)  # fmt: skip
    if last is None:
        return brief
    return replace(brief, scanned_on=last.on, scan_status=last.status, scan_text=last.text,
                          scan_place=last.place, scan_provider=last.provider)  # fmt: skip


def has_clocks(case: Case) -> bool:
    """Say whether the store keeps the deadlines of the case: it is open, and somebody watches."""
    return not is_closed(case) and (is_watched(case) or is_troubled(case))


def is_watched(case: Case) -> bool:
    """A purchase that a person logged is watched; an imported one only when marked so."""
    marked = any(event.kind == "watch" for event in case.events)
    return marked or case.source != "import" or bool(case.returns) or has_problem(case)
