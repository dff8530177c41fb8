"""Taking over what scans suggest, or declining it for good.

An accepted event has tracking as its source, so that the user's own word for it wins; a decline is
the user's fact of the parcel.
"""

from collections.abc import Callable, Collection, Iterable
from typing import Any

from returnctl.actions.changes import write_view
from returnctl.actions.desk import Desk
from returnctl.actions.targets import Target
from returnctl.core.case import Case
from returnctl.core.entries import Draft
from returnctl.core.proposals import Proposal, proposals
from returnctl.core.views.writes import WritesView, WriteView
from returnctl.store.columns import instant_text
from returnctl.store.writer import Writer

_COMMAND = "track"


def accept_in(
    desk: Desk, tx: Writer, case_id: str, chosen: Callable[[Proposal], bool]
) -> tuple[tuple[WriteView, ...], tuple[Proposal, ...]]:
    """Record the chosen proposals of a case; what contradicts the records is left alone.

    Returns the answer to the write, where there is one, and the proposals that were recorded.
    """
    case = tx.case(case_id)
    found = tuple(p for p in proposals(case) if not p.clash and chosen(p)) if case else ()
    if case is None or not found:
        return (), ()
    before = tuple(tx.deadlines_of(case_id))
    entries = tx.record(case_id, [_event(each) for each in found], source="tracking")
    target = Target(case, tx.ref(case_id), _only_return(case, found))
    return (write_view(desk, tx, target, entries, command=_COMMAND, before=before),), found


def decide(
    desk: Desk, accepted: Collection[tuple[str, str]], declined: Collection[tuple[str, str]]
) -> WritesView:
    """Record what a person said of proposals, each named by its case and key."""
    desk.need_records()
    with desk.store.write(_COMMAND) as tx:
        views: list[WriteView] = []
        for case_id in dict.fromkeys(case_id for case_id, _ in (*accepted, *declined)):
            views += accept_in(desk, tx, case_id, _among(_of(case_id, accepted)))[0]
            _decline(tx, case_id, _of(case_id, declined))
    return WritesView(writes=tuple(views))


def _of(case_id: str, named: Iterable[tuple[str, str]]) -> frozenset[str]:
    return frozenset(key for owner, key in named if owner == case_id)


def _among(keys: Collection[str]) -> Callable[[Proposal], bool]:
    return lambda found: found.key in keys


def _decline(tx: Writer, case_id: str, keys: Collection[str]) -> None:
    case = tx.case(case_id)
    found = [p for p in proposals(case) if p.key in keys] if case else []
    by_parcel: dict[str, list[str]] = {}
    for each in found:
        by_parcel.setdefault(each.parcel.id, list(each.parcel.declined)).append(each.key)
    tx.record(case_id, [Draft("fact", p, {"declined": told}) for p, told in by_parcel.items()])


def _event(found: Proposal) -> Draft:
    data: dict[str, Any] = {"event": found.kind, "on": found.on.isoformat()}
    if found.at is not None:
        data["at"] = instant_text(found.at)
    if found.reason is not None:
        data["reason"] = found.reason
    return Draft("event", found.target, data)


def _only_return(case: Case, found: Iterable[Proposal]) -> str | None:
    targets = {each.target for each in found}
    return targets.pop() if len(targets) == 1 and case.id not in targets else None
