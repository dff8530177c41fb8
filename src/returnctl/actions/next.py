"""`next`: whose move every open case is, and what the move is; from what the store keeps of it."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from returnctl.actions.desk import Desk
from returnctl.actions.status import SOON_DAYS, read_purchases
from returnctl.core.agenda import by_urgency, due, status_line
from returnctl.core.nextstep import NextStep, next_step
from returnctl.core.rows import StatusRow
from returnctl.core.views.next import NextView

if TYPE_CHECKING:
    from returnctl.store.reader import Reader


def next_steps(desk: Desk) -> NextView:
    """Return the next step of every open return and problem, and of purchases left waiting."""
    with desk.store.read() as reader:
        found = [_step(row, reader, desk) for row in _open_rows(reader, desk)]
        purchases = read_purchases(reader, desk)
    order = {id(line): place for place, line in enumerate(by_urgency(s.line for s in found))}
    steps = sorted(found, key=lambda step: order[id(step.line)])
    return NextView(place=desk.place, steps=tuple(steps), purchases=purchases)


def _open_rows(reader: "Reader", desk: Desk) -> Iterator[StatusRow]:
    """Yield the rows of open returns and problems, then of purchases that want something.

    That is a clock of others that ran out, or a duty of yours (a parcel waits to be collected).
    """
    rows = reader.statuses()
    yield from rows
    known = {row.order_id for row in rows}
    for order_id in _wanting(reader, desk):
        if order_id not in known:
            yield from (row for row in reader.statuses_of(order_id) if not row.closed)


def _wanting(reader: "Reader", desk: Desk) -> list[str]:
    today = desk.moment.today
    soon = today + timedelta(days=SOON_DAYS)
    rows = reader.due(today=today, until=soon, theirs=True, purchases=True)
    wanting = (
        row.order_id
        for row in rows
        if row.kind == "duty"
        or (row.purchase and row.actor != "you" and due(row, desk.moment).state == "overdue")
    )
    return list(dict.fromkeys(wanting))


def _step(row: StatusRow, reader: "Reader", desk: Desk) -> NextStep:
    rows = reader.pending_of(row.order_id, today=desk.moment.today, untold=True)
    return next_step(status_line(row, rows, desk.moment), rows, desk.moment)
