"""`policy adopt`: hold orders against today's rulebook, not the one they were recorded under."""

from collections.abc import Iterable

from returnctl.actions.changes import write_view
from returnctl.actions.desk import Desk
from returnctl.actions.rulebook import keep_book
from returnctl.actions.targets import Target, find_target
from returnctl.core.case import Case
from returnctl.core.entries import Draft
from returnctl.core.listing import deadline_rows
from returnctl.core.rows import DeadlineRow
from returnctl.core.statuses import is_closed
from returnctl.core.views.writes import WritesView
from returnctl.store.reader import Reader


def adopt(desk: Desk, ref: str | None) -> WritesView:
    """Adopt today's rulebook for one order, or for all that are open; tell what moved."""
    desk.need_records()
    book = desk.book()
    with desk.store.write("policy adopt") as tx:
        hash_ = keep_book(book, tx)
        writes = []
        for target in _targets(tx, desk, ref):
            if target.case.order.book == hash_:
                continue
            before = tuple(tx.deadlines_of(target.case.id))
            entries = tx.record(target.case.id, [Draft("fact", target.case.id, {"book": hash_})])
            writes.append(
                write_view(desk, tx, target, entries, command="policy adopt", before=before)
            )
    return WritesView(writes=tuple(writes))


def _targets(reader: Reader, desk: Desk, ref: str | None) -> Iterable[Target]:
    if ref is not None:
        return [find_target(reader, ref, desk)]
    cases = (reader.case(case_id) for case_id in reader.case_ids())
    return [Target(c, reader.ref(c.id)) for c in cases if c is not None and not is_closed(c)]


def moved_earlier(desk: Desk, reader: Reader, case: Case) -> tuple[str, ...]:
    """Return the names of open deadlines that today's rulebook would end earlier."""
    book = desk.book()
    if case.order.book == book.hash:
        return ()
    now = desk.rules().deadlines_under(case, book)
    new = {row.id: row for row in deadline_rows(case, now, "")}
    return tuple(
        row.name
        for row in reader.deadlines_of(case.id)
        if row.met_on is None and _earlier(new.get(row.id), row)
    )


def _earlier(new: DeadlineRow | None, old: DeadlineRow) -> bool:
    return bool(new and new.act_by and old.act_by and new.act_by < old.act_by)
