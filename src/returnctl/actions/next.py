"""`next`: whose move every open case is, what the move is, and the ladder of one case."""

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

from returnctl.actions.desk import Desk
from returnctl.actions.status import SOON_DAYS, read_purchases
from returnctl.actions.targets import Target, find_target
from returnctl.core.agenda import by_urgency, due, dues, status_line
from returnctl.core.case import Case
from returnctl.core.channels import channel_of_shop, exclusions, open_channels
from returnctl.core.deadline import Deadline
from returnctl.core.ladder import ladder
from returnctl.core.listing import deadline_rows, status_rows
from returnctl.core.nextstep import NextStep, next_step
from returnctl.core.rules import Pack
from returnctl.core.views.guides import LadderView, NextView
from returnctl.core.worth import choices

if TYPE_CHECKING:
    from returnctl.store.reader import Reader


def next_steps(desk: Desk) -> NextView:
    """Return the next step of every open return and problem, and of purchases left waiting."""
    with desk.store.read() as reader:
        found = [
            step
            for case_id in _open_cases(reader, desk)
            if (case := reader.case(case_id)) is not None
            for step in _steps(case, reader, desk)
        ]
        purchases = read_purchases(reader, desk)
    order = {id(line): place for place, line in enumerate(by_urgency(s.line for s in found))}
    steps = sorted(found, key=lambda step: order[id(step.line)])
    return NextView(place=desk.place, steps=tuple(steps), purchases=purchases)


def next_of(desk: Desk, ref: str) -> LadderView:
    """Return the next steps of one case and its whole ladder."""
    with desk.store.read() as reader:
        target = find_target(reader, ref, desk)
        case = target.case
        packs = desk.rules().packs_of(case, reader.book)
        found = desk.rules().deadlines(case, reader.book, closed_too=True)
    rows = deadline_rows(case, _of_target(found, target), target.ref)
    disputes = open_channels(case, target.id, channel_of_shop(packs))
    return LadderView(
        place=desk.place,
        ref=target.ref,
        id=target.id,
        title=target.title,
        steps=_of_case(case, target.ref, found, packs, desk, target.return_id),
        rungs=ladder(dues(rows, desk.moment), packs),
        choices=choices(case),
        exclusions=exclusions(case, target.id, packs),
        disputes=tuple(disputes.items()),
    )


def _open_cases(reader: "Reader", desk: Desk) -> Iterable[str]:
    """Return the cases with an open return or problem, then purchases that want something.

    That is a clock of others that ran out, or a duty of yours (a parcel waits to be collected).
    """
    today = desk.moment.today
    soon = today + timedelta(days=SOON_DAYS)
    rows = reader.due(today=today, until=soon, theirs=True, purchases=True)
    wanting = (
        row.order_id
        for row in rows
        if row.kind == "duty"
        or (row.purchase and row.actor != "you" and due(row, desk.moment).state == "overdue")
    )
    return dict.fromkeys((*(row.order_id for row in reader.statuses()), *wanting))


def _steps(case: Case, reader: "Reader", desk: Desk) -> tuple[NextStep, ...]:
    found = desk.rules().deadlines(case, reader.book)
    packs = desk.rules().packs_of(case, reader.book)
    return _of_case(case, reader.ref(case.id), found, packs, desk)


def _of_case(
    case: Case,
    ref: str,
    found: tuple[Deadline, ...],
    packs: tuple[Pack, ...],
    desk: Desk,
    return_id: str | None = None,
) -> tuple[NextStep, ...]:
    """Return a step for each order or return of the case that is open."""
    rows = deadline_rows(case, found, ref)
    lines = [
        status_line(row, [d for d in rows if d.return_id in (None, row.id)], desk.moment)
        for row in status_rows(case, ref)
        if not row.closed and return_id in (None, row.id)
    ]
    channel = channel_of_shop(packs)
    return tuple(
        next_step(case, line, found, rows, desk.moment, shop_channel=channel) for line in lines
    )


def _of_target(found: tuple[Deadline, ...], target: Target) -> tuple[Deadline, ...]:
    """A return answers for its own deadlines and for the order's."""
    if target.return_id is None:
        return found
    return tuple(each for each in found if each.owner in (target.return_id, target.case.id))
