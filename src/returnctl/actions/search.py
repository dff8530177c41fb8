"""`search`: cases by their words, open or closed."""

from returnctl.actions.desk import Desk
from returnctl.core.agenda import status_line
from returnctl.core.views.lists import FoundView


def search(desk: Desk, words: str) -> FoundView:
    """Return a line per order or return of every case that holds all the words."""
    with desk.store.read() as reader:
        rows = reader.search(words)
        known = {row.order_id: reader.deadlines_of(row.order_id) for row in rows}
    lines = tuple(
        status_line(
            row, [d for d in known[row.order_id] if d.return_id in (None, row.id)], desk.moment
        )
        for row in rows
    )
    return FoundView(words=words, lines=lines)
