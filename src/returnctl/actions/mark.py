"""`mark`: record that something happened, to one case or several."""

from typing import Any, Final

from returnctl.actions.adding.deciding import event_draft
from returnctl.actions.changes import write_view
from returnctl.actions.desk import Desk
from returnctl.actions.marking.carrying import carried_data, refuse_strays, refuse_unknown_rule
from returnctl.actions.marking.remarks import remarks
from returnctl.actions.marking.request import MarkRequest
from returnctl.actions.parcels.door import crossed, parcel_drafts
from returnctl.actions.parcels.typed import read_parcel
from returnctl.actions.targets import Target, find_target, open_return_of
from returnctl.actions.typed import Happened, read_happened
from returnctl.core.case import Case
from returnctl.core.entries import Draft
from returnctl.core.errors import Contradiction, Refused
from returnctl.core.events import ENDINGS, EventKind, event_kind
from returnctl.core.lifecycle import closed_clash, date_clash, stage_clash, visible_dates
from returnctl.core.portions import too_many
from returnctl.core.statuses import is_open, status_of
from returnctl.core.views.writes import WritesView, WriteView
from returnctl.core.vocabulary import Direction, dashed
from returnctl.store.writer import Writer

# A code on a dispute is its case number; on a return it is the return's.
_OF_RETURN: Final = ("code", "reason", "items", "label", "postage")
# What may come after the end of a return, and what begins another one.
_AFTER_THE_END: Final = frozenset(("money_in", "reopened", "refund_issued", "credit_used"))
_BEGINNINGS: Final = frozenset(("requested", "withdrawal_sent"))
# These parcels come to you; every other number belongs to one that goes back.
_INBOUND: Final = frozenset(("shipped", "exchange_shipped"))


def mark(request: MarkRequest, desk: Desk) -> WriteView | WritesView:
    """Record the event for every REF, all or none.

    Raises:
        Refused: the event, its date or what it carries cannot be read.
        Contradiction: it contradicts what is recorded, and `--force` was not given.
    """
    kind = event_kind(request.event)
    refuse_strays(request, kind)
    happened = _happened(request, desk, kind)
    desk.need_records()
    with desk.store.write("mark") as tx:
        # Two names of one case are one target: its money must not count twice.
        targets = {each.id: each for each in (find_target(tx, ref, desk) for ref in request.refs)}
        writes = tuple(
            _mark_one(each, kind, happened, request, desk, tx) for each in targets.values()
        )
    return writes[0] if len(writes) == 1 else WritesView(writes=writes)


def _happened(request: MarkRequest, desk: Desk, kind: EventKind) -> Happened:
    if request.on is None:
        return Happened(desk.moment.today, desk.moment.now if kind.name in ENDINGS else None)
    return read_happened(request.on, desk, dashed(kind.name))


def _mark_one(
    target: Target,
    kind: EventKind,
    happened: Happened,
    request: MarkRequest,
    desk: Desk,
    tx: Writer,
) -> WriteView:
    case = target.case
    before = tuple(tx.deadlines_of(case.id))
    owner, opening = _owner(target, kind, tx)
    packs = desk.rules().packs_of(case, tx.book)
    data = carried_data(request, kind, case, owner, packs, desk)
    if "rule" in data:
        running = desk.rules().deadlines_of(case, packs)
        refuse_unknown_rule(str(data["rule"]), running, target.ref)
    clash = _clash(case, owner, kind, happened, data)
    forced = _judge(clash, target, owner, kind, force=request.force)
    facts = _return_facts(owner, kind, data)
    drafts = [*opening, event_draft(owner, kind.name, happened, **data), *facts]
    typed = read_parcel(request.tracking, request.carrier)
    direction: Direction = "inbound" if kind.name in _INBOUND else "return"
    carried = (owner,) if owner != case.id else ()
    drafts += parcel_drafts(case, typed, direction, tx.new_id, returns=carried)
    entries = tx.record(case.id, drafts)
    return write_view(
        desk,
        tx,
        Target(case, target.ref, owner if owner != case.id else None),
        entries,
        command="mark",
        before=before,
        then=(
            *forced,
            *crossed(case, typed, direction),
            *remarks(request, kind, case, owner, data, packs),
        ),
    )


def _owner(target: Target, kind: EventKind, tx: Writer) -> tuple[str, list[Draft]]:
    """Return what the event happens to, and the return that it opens where there is none."""
    case = target.case
    if kind.levels == ("order",):
        return case.id, []
    named = open_return_of(target) or _last_closed(target, kind)
    if named is not None:
        return named, []
    if "order" in kind.levels:
        return case.id, []
    return_id = tx.new_id()
    number = len(case.returns) + 1
    return return_id, [Draft("noted", return_id, {"level": "return", "number": number})]


def _last_closed(target: Target, kind: EventKind) -> str | None:
    """Without an open return, what cannot begin one is about the last: money, or a mistake."""
    returns = target.case.returns
    late = kind.name in _AFTER_THE_END or kind.levels == ("return",)
    return returns[-1].id if returns and late and kind.name not in _BEGINNINGS else None


def _clash(
    case: Case, owner: str, kind: EventKind, happened: Happened, data: dict[str, Any]
) -> str | None:
    others = visible_dates(case, owner, data.get("channel"))
    besides = [each for each in case.returns if kind.levels == ("return",) and each.id != owner]
    return (
        date_clash(kind.name, happened.on, others)
        or stage_clash(case, owner, kind)
        or closed_clash(case, kind)
        or too_many(case, data.get("items", ()), besides=besides)
    )


def _judge(
    clash: str | None, target: Target, owner: str, kind: EventKind, *, force: bool
) -> tuple[str, ...]:
    """Refuse a contradiction, unless it is what really happened.

    Raises:
        Contradiction: there is one and `force` is not set; the hint is what to type instead.
    """
    if clash is None:
        return ()
    if force:
        return (f"forced: {clash}",)
    again = f"returnctl mark {target.ref} {dashed(kind.name)} --force"
    hint = f"If it happened all the same: {again}"
    if status_of(target.case, owner).closed or not is_open(target.case, target.case.id):
        hint = f"Open it again: returnctl mark {target.ref} reopened"
    raise Contradiction(f"{target.ref}: {clash}.", hint=hint)


def _return_facts(owner: str, kind: EventKind, data: dict[str, Any]) -> list[Draft]:
    """Take the return's own facts out of what the event carries: they hold beyond it."""
    if kind.levels != ("return",):
        return []
    facts: dict[str, Any] = {name: data.pop(name) for name in _OF_RETURN if name in data}
    return [Draft("fact", owner, facts)] if facts else []


def split_words(words: tuple[str, ...], piped: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """Tell refs from the event, which is the last word; `-` stands for the piped refs.

    Raises:
        Refused: there is no REF.
    """
    *refs, event = words
    named = tuple(ref for word in refs for ref in (piped if word == "-" else (word,)))
    if not named:
        msg = "there is no REF."
        raise Refused(
            msg, hint="returnctl mark REF EVENT, for example: returnctl mark k3f delivered"
        )
    return named, event
