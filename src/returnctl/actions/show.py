"""`show`: one case, whole, with the deadlines that lists leave out."""

from datetime import datetime

from returnctl.actions.desk import Desk
from returnctl.actions.targets import find_target
from returnctl.core.agenda import dues, status_line
from returnctl.core.case import Case
from returnctl.core.disputes import disputes
from returnctl.core.lifecycle import implied
from returnctl.core.limits import limits_of
from returnctl.core.listing import deadline_rows, ref_of, status_rows
from returnctl.core.proving import missing_proof, stage_of
from returnctl.core.reconcile import money_targets, reconcile
from returnctl.core.rules import Pack
from returnctl.core.views.cases import CaseView
from returnctl.store.reader import Reader


def show(desk: Desk, ref: str) -> CaseView:
    """Return everything that is known of a case."""
    with desk.store.read() as reader:
        target = find_target(reader, ref, desk)
        case = target.case
        packs = desk.rules().packs_of(case, reader.book)
        found = desk.rules().deadlines_of(case, packs, closed_too=True)
        answered = _answered(case, reader)
    rows = deadline_rows(case, found, target.ref)
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
