"""`deadlines`: what is due, read-only; the command that cron runs."""

from datetime import timedelta
from typing import Final, Literal

from returnctl.actions.desk import Desk
from returnctl.actions.status import read_purchases
from returnctl.core.agenda import Due, dues
from returnctl.core.views import DeadlinesView
from returnctl.store.store import Reader

Whose = Literal["mine", "theirs", "both"]

# States that ask something of somebody; the rest is for `--all`.
_ASKING: Final = frozenset(("possible", "running", "last_chance", "overdue"))


def deadlines(
    desk: Desk,
    *,
    within: int = 14,
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
    reader: Reader,
    desk: Desk,
    *,
    within: int = 14,
    whose: Whose = "both",
    everything: bool = False,
    purchases: bool = False,
) -> DeadlinesView:
    """Return what is due, from an open reader."""
    today = desk.moment.today
    until = today + timedelta(days=within)
    rows = reader.all_deadlines() if everything else reader.due(today=today, until=until)
    found = [each for each in dues(rows, desk.moment) if everything or each.state in _ASKING]
    cases = [each for each in found if everything or not each.row.purchase]
    yours = [each for each in cases if each.yours]
    theirs = [each for each in cases if not each.yours]
    run_out = [each for each in theirs if each.state in ("overdue", "met", "lapsed")]
    return DeadlinesView(
        place=desk.place,
        within=within,
        yours=() if whose == "theirs" else tuple(yours),
        run_out=() if whose == "mine" else tuple(run_out),
        running=() if whose == "mine" else tuple(t for t in theirs if t not in run_out),
        purchases=read_purchases(reader, desk, within),
        listed_purchases=_purchases(found, wanted=purchases and not everything),
        open_cases=reader.count_open(),
        later=_later(reader, desk) if not yours else None,
    )


def _purchases(found: list[Due], *, wanted: bool) -> tuple[Due, ...]:
    return tuple(each for each in found if wanted and each.row.purchase and each.yours)


def _later(reader: Reader, desk: Desk) -> Due | None:
    """Return your next date beyond the days asked for."""
    row = reader.next_of_mine(today=desk.moment.today)
    return dues([row], desk.moment)[0] if row else None
