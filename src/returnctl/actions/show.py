"""`show`: one case, whole, with the deadlines that lists leave out."""

from collections.abc import Sequence
from datetime import datetime

from returnctl.actions.desk import Desk
from returnctl.actions.targets import Target, find_target
from returnctl.core.agenda import dues, status_line
from returnctl.core.case import Case
from returnctl.core.disputes import disputes
from returnctl.core.lifecycle import implied
from returnctl.core.limits import limits_of
from returnctl.core.listing import deadline_rows, has_clocks, ref_of, status_rows
from returnctl.core.proving import missing_proof, stage_of
from returnctl.core.reconcile import money_targets, reconcile
from returnctl.core.rows import DeadlineRow
from returnctl.core.rules import Pack
from returnctl.core.statuses import open_returns
from returnctl.core.views.cases import CaseView
from returnctl.store.reader import Reader


def show(desk: Desk, ref: str) -> CaseView:
    """Return everything that is known of a case."""
    with desk.store.read() as reader:
        target = find_target(reader, ref, desk)
        case = target.case
        packs = desk.rules().packs_of(case, reader.book)
        rows = _deadlines(desk, reader, target, packs)
        answered = _answered(case, reader)
    proven = target.proven
    stage = stage_of(case, proven)
    shop = next((pack for pack in packs if pack.kind == "shop"), None)
    return CaseView(
        place=desk.place,
        ref=target.ref,
        case=case,
        lines=tuple(status_line(row, rows, desk.moment) for row in status_rows(case, target.ref)),
        deadlines=tuple(dues(rows, desk.moment)),
        order_page=_order_page(case, shop),
        shop_title=shop.title if shop and shop.name != "generic" else case.order.shop,
        code_from=shop.code_from if shop else "",
        disputes=disputes(case),
        money=tuple(reconcile(case, each) for each in money_targets(case)),
        limits=limits_of(case, packs),
        implied={
            ref_of(case, target_id, target.ref): implied(case, target_id)
            for target_id in (case.id, *(each.id for each in case.returns))
        },
        stage=stage,
        missing_proof=missing_proof(case, proven, stage),
        answered=answered,
    )


def _deadlines(
    desk: Desk, reader: Reader, target: Target, packs: tuple[Pack, ...]
) -> Sequence[DeadlineRow]:
    """Return all deadlines: as the store keeps them of what is open, else worked out."""
    case = target.case
    if has_clocks(case) and len(open_returns(case)) == len(case.returns):
        return reader.deadlines_of(case.id)
    found = desk.rules().deadlines_of(case, packs, closed_too=True)
    return deadline_rows(case, found, target.ref)


def _answered(case: Case, reader: Reader) -> dict[str, datetime]:
    """Return when a service last told of each parcel, as far as this machine knows."""
    newest: dict[str, datetime] = {}
    for each in reader.asked({parcel.number for parcel in case.parcels}):
        if each.answered_at is not None:
            known = newest.get(each.number, each.answered_at)
            newest[each.number] = max(known, each.answered_at)
    return {p.id: newest[p.number] for p in case.parcels if p.number in newest}


def _order_page(case: Case, shop: Pack | None) -> str:
    if case.order.url:
        return case.order.url
    if shop and shop.order_page and case.order.number:
        return shop.order_page.replace("{number}", case.order.number)
    return ""
