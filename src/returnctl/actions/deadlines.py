"""`deadlines`: what is due, read-only; the command that cron runs."""

from datetime import timedelta
from typing import TYPE_CHECKING, Final, Literal

from returnctl.actions.desk import Desk
from returnctl.actions.status import SOON_DAYS, read_purchases
from returnctl.core.agenda import Due, dues
from returnctl.core.views.lists import DeadlinesView

if TYPE_CHECKING:
    from returnctl.store.reader import Reader

Whose = Literal["mine", "theirs", "both"]

# States that ask something of somebody; the rest is for `--all`.
_ASKING: Final = frozenset(("possible", "running", "last_chance", "overdue"))
# How far to look for your next date when nothing is due.
_HORIZON: Final = timedelta(days=3660)


def deadlines(
    desk: Desk,
    *,
    within: int = SOON_DAYS,
    whose: Whose = "both",
    everything: bool = False,
    purchases: bool = False,
) -> DeadlinesView:
    """Return yours within some days or overdue, and the others', run out and running."""
    with desk.store.read() as reader:
        return read_deadlines(
            reader, desk, within=within, whose=whose, everything=everything, purchases=purchases
        )


def read_deadlines(
    reader: "Reader",
    desk: Desk,
    *,
    within: int = SOON_DAYS,
    whose: Whose = "both",
    everything: bool = False,
    purchases: bool = False,
) -> DeadlinesView:
    """Return what is due, from an open reader."""
    every = _found(reader, desk, within, everything=everything, purchases=purchases)
    found = [each for each in every if everything or not each.quiet]
    mere = [each for each in found if each.row.purchase and not everything]
    yours = [each for each in found if each.yours and each not in mere]
    theirs = [each for each in found if not each.yours and each not in mere]
    run_out = [each for each in theirs if each.state == "overdue"]
    return DeadlinesView(
        place=desk.place,
        within=within,
        yours=() if whose == "theirs" else tuple(yours),
        run_out=() if whose == "mine" else tuple(run_out),
        running=() if whose == "mine" else tuple(t for t in theirs if t not in run_out),
        purchases=read_purchases(reader, desk, within),
        listed_purchases=tuple(each for each in mere if each.yours),
        open_cases=len({row.order_id for row in reader.statuses()}),
        later=None if yours else _later(reader, desk),
        running_told=everything or whose == "theirs",
        snoozed=len(every) - len(found),
    )


def _found(
    reader: "Reader", desk: Desk, within: int, *, everything: bool, purchases: bool
) -> list[Due]:
    today = desk.moment.today
    if everything:
        return dues(reader.every_deadline(), desk.moment)
    until = today + timedelta(days=within)
    rows = reader.due(today=today, until=until, theirs=True, purchases=purchases, quiet=True)
    return [each for each in dues(rows, desk.moment) if each.state in _ASKING]


def _later(reader: "Reader", desk: Desk) -> Due | None:
    """Return your next date beyond the days asked for."""
    today = desk.moment.today
    rows = reader.due(today=today, until=today + _HORIZON, theirs=False, purchases=False)
    return next((each for each in dues(rows, desk.moment) if each.yours), None)
