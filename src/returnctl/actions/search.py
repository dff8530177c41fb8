"""`search`: cases by their words, open or closed."""

from returnctl.actions.desk import Desk
from returnctl.core.agenda import status_line
from returnctl.core.views.lists import FoundView


def search(desk: Desk, words: str, *, most: int | None = None) -> FoundView:
    """Return a line per order or return of every case that holds all the words.

    With `most` only the best so many cases are read.
    """
    with desk.store.read() as reader:
        rows = reader.search(words, limit=None if most is None else most + 1)
        cases = list(dict.fromkeys(row.order_id for row in rows))
        more = most is not None and len(cases) > most
        rows = [row for row in rows if not more or row.order_id != cases[-1]]
        today = desk.moment.today
        known = {row.order_id: reader.pending_of(row.order_id, today=today) for row in rows}
    lines = tuple(status_line(row, known[row.order_id], desk.moment) for row in rows)
    return FoundView(words=words, lines=lines, more=more)
