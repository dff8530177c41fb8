"""`calendar`: the deadlines of yours as appointments, and those that are over as cancelled.

What was in an earlier file is not remembered but computed: this machine knows which deadlines it
ever had, and the log tells what each of them was.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Protocol

from returnctl.actions.desk import Desk
from returnctl.actions.reminding.reading import ladders_of
from returnctl.core.appointments import (
    CANCELLED_DAYS,
    Appointment,
    Edition,
    Standing,
    alarms,
    is_appointed,
    is_cancelled,
)
from returnctl.core.entries import Entry
from returnctl.core.fold import fold
from returnctl.core.ids import full_ref
from returnctl.core.listing import deadline_rows
from returnctl.core.rows import DeadlineRow
from returnctl.core.states import Moment
from returnctl.store.folding import is_noted

if TYPE_CHECKING:
    from returnctl.store.reader import Reader


class Compose(Protocol):
    """What an appointment is called, and what it tells, in words."""

    def __call__(self, row: DeadlineRow, *, over: bool) -> tuple[str, str]: ...


def appointments(desk: Desk, compose: Compose) -> tuple[Appointment, ...]:
    """Return what a calendar is told, by day.

    Raises:
        Unavailable: there are no records, or they cannot be read.
    """
    today, ladders = desk.moment.today, ladders_of(desk.settings)
    with desk.store.read() as reader:
        live = _live(reader, today)
        over = list(_over(reader, desk, {row.id for row in live}))
        editions = reader.editions({row.order_id for row in (*live, *over)})
        days = {case_id: _day(each, desk) for case_id, each in editions.items()}
    rings = {row.id: alarms(row, ladders, days[row.order_id]) for row in live}
    told = [
        _appointment(row, editions[row.order_id], compose, rings.get(row.id))
        for row in (*live, *over)
    ]
    return tuple(sorted(told, key=lambda each: (each.day, each.id)))


def _live(reader: "Reader", today: date) -> list[DeadlineRow]:
    rows = reader.due(today=today, until=date.max, quiet=True)
    return [row for row in rows if is_appointed(row, today)]


def _day(edition: Edition, desk: Desk) -> date:
    return Moment(edition.at, desk.moment.zone).today


def _appointment(
    row: DeadlineRow, edition: Edition, compose: Compose, rings: tuple[int, ...] | None
) -> Appointment:
    """Make the appointment of a deadline; None in place of alarms: it is over."""
    title, text = compose(row, over=rings is None)
    standing: Standing = "possible" if row.missing else "sure"
    return Appointment(
        id=row.id,
        day=row.act_by or date.max,
        title=title,
        text=text,
        standing="cancelled" if rings is None else standing,
        edition=edition,
        alarms=rings or (),
    )


def _over(reader: "Reader", desk: Desk, live: set[str]) -> Iterator[DeadlineRow]:
    """Yield what was here and is done, closed or taken back, while its day is not long past."""
    since = desk.moment.today - timedelta(days=CANCELLED_DAYS)
    for case_id, known in sorted(reader.known_since(since).items()):
        gone = known - live
        if gone:
            ended = _ended(reader, desk, case_id, gone)
            yield from (row for row in ended if is_cancelled(row, desk.moment.today))


def _ended(reader: "Reader", desk: Desk, case_id: str, gone: set[str]) -> Iterator[DeadlineRow]:
    """Yield those deadlines of a case as the records last had them.

    One that is there and not met has run out by itself: the calendar shows it in the past.
    """
    rows = {row.id: row for row in reader.deadlines_of(case_id)}
    yield from (rows[id_] for id_ in sorted(gone & rows.keys()) if rows[id_].met_on)
    missing, ref = gone - rows.keys(), reader.ref(case_id) or full_ref(case_id)
    for entries in _earlier(reader.entries(case_id)):
        if not missing:
            return
        if not is_noted(case_id, entries):
            continue
        case = fold(case_id, entries)
        found = desk.rules().deadlines(case, reader.book, closed_too=True)
        for row in deadline_rows(case, found, ref):
            if row.id in missing:
                missing.discard(row.id)
                yield row


def _earlier(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """Yield a case's log as it was after each command, the newest state first."""
    ordered = sorted(entries, key=lambda each: each.id)
    parts = [list(part) for _, part in groupby(ordered, key=lambda each: each.command_id)]
    for count in range(len(parts), 0, -1):
        yield [entry for part in parts[:count] for entry in part]
