"""`next REF`: the next steps of one case, and everything that can still be done in it."""

from returnctl.actions.desk import Desk
from returnctl.actions.targets import Target, find_target
from returnctl.core.agenda import dues, status_line
from returnctl.core.channels import channel_of_shop, exclusions, open_channels
from returnctl.core.ladder import ladder
from returnctl.core.listing import deadline_rows, status_rows
from returnctl.core.nextstep import NextStep, next_step
from returnctl.core.rows import DeadlineRow
from returnctl.core.views.ladder import LadderView
from returnctl.core.worth import choices

Rows = tuple[DeadlineRow, ...]


def ladder_of(desk: Desk, ref: str) -> LadderView:
    """Return the next steps of one case and its whole ladder."""
    with desk.store.read() as reader:
        target = find_target(reader, ref, desk)
        case = target.case
        packs = desk.rules().packs_of(case, reader.book)
        found = desk.rules().deadlines_of(case, packs, closed_too=True)
    rows = deadline_rows(case, found, target.ref)
    disputes = open_channels(case, target.id, channel_of_shop(packs))
    return LadderView(
        place=desk.place,
        ref=target.ref,
        id=target.id,
        title=target.title,
        steps=_steps(target, rows, desk),
        rungs=ladder(dues(_of_target(rows, target), desk.moment), packs),
        choices=choices(case),
        exclusions=exclusions(case, target.id, packs),
        disputes=tuple(disputes.items()),
    )


def _steps(target: Target, rows: Rows, desk: Desk) -> tuple[NextStep, ...]:
    """Return a step for the return that was named, or for each thing of the case that is open."""
    return tuple(
        next_step(status_line(row, rows, desk.moment), rows, desk.moment)
        for row in status_rows(target.case, target.ref)
        if not row.closed and target.return_id in (None, row.id)
    )


def _of_target(rows: Rows, target: Target) -> Rows:
    """A return answers for its own deadlines and for the order's."""
    if target.return_id is None:
        return rows
    return tuple(each for each in rows if each.return_id in (None, target.return_id))
