"""`status`: every open problem and return, most urgent first, and the purchases in one line."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from returnctl.actions.desk import Desk
from returnctl.core.agenda import StatusLine, by_urgency, due, status_line
from returnctl.core.dayformat import format_day
from returnctl.core.money import Money
from returnctl.core.rows import StatusRow
from returnctl.core.views.lists import Purchases, StatusView

if TYPE_CHECKING:
    from returnctl.store.reader import Reader

SOON_DAYS: Final = 14
# After so long without a run somebody should look.
_SILENCE: Final = timedelta(days=2)
_OPEN_KINDS: Final = ("return", "problem")


def status(desk: Desk, *, closed_too: bool = False, purchases: bool = False) -> StatusView:
    """Return the state of all returns."""
    with desk.store.read() as reader:
        return read_status(reader, desk, closed_too=closed_too, purchases=purchases)


def read_status(
    reader: "Reader", desk: Desk, *, closed_too: bool = False, purchases: bool = False
) -> StatusView:
    """Return the state of all returns, from an open reader."""
    kinds = (*_OPEN_KINDS, "purchase") if closed_too else _OPEN_KINDS
    rows = reader.statuses(kinds=kinds, closed=closed_too)
    rows = [row for row in rows if row.kind != "purchase" or row.closed]
    lines = by_urgency(_lines(reader, rows, desk))
    return StatusView(
        place=desk.place,
        lines=tuple(lines),
        purchases=read_purchases(reader, desk),
        listed_purchases=_listed(reader, desk) if purchases else None,
        owed=_owed(rows),
        due_soon=sum(1 for line in lines if _is_soon(line)),
        overdue=sum(1 for line in lines if line.next and line.next.pressing),
        reminded_at=reader.reminder_runs().newest,
    )


def reminders_stopped(view: StatusView, desk: Desk) -> str:
    """Say that `remind` ran once and does no more, although something is open; else nothing."""
    last, something = view.reminded_at, view.lines or view.purchases.watched
    if last is None or not something or desk.moment.now - last <= _SILENCE:
        return ""
    day = format_day(last.astimezone(ZoneInfo(desk.moment.zone)).date())
    return f"reminders have not run since {day}: returnctl remind, and see that cron does"


def _lines(reader: "Reader", rows: Iterable[StatusRow], desk: Desk) -> list[StatusLine]:
    found = []
    for row in rows:
        pending = () if row.closed else reader.pending_of(row.order_id, today=desk.moment.today)
        found.append(status_line(row, pending, desk.moment))
    return found


def _listed(reader: "Reader", desk: Desk) -> tuple[StatusLine, ...]:
    found = reader.listed_purchases(today=desk.moment.today)
    lines = (status_line(p.status, [p.first] if p.first else [], desk.moment) for p in found)
    return tuple(by_urgency(lines))


def _is_soon(line: StatusLine) -> bool:
    return bool(line.next and line.next.yours and (line.days_left or 0) <= 1)


def _owed(rows: Iterable[StatusRow]) -> tuple[Money, ...]:
    """Return what is not back yet, by currency."""
    sums: dict[str, int] = defaultdict(int)
    for row in rows:
        if row.amount is not None and not row.closed:
            back = row.refunded.minor if row.refunded else 0
            sums[row.amount.currency] += max(row.amount.minor - back, 0)
    return tuple(Money(minor, currency) for currency, minor in sorted(sums.items()) if minor)


def read_purchases(reader: "Reader", desk: Desk, within: int = SOON_DAYS) -> Purchases:
    """Return the watched purchases in one line."""
    today = desk.moment.today
    until = today + timedelta(days=within)
    found = reader.purchases(today=today, until=until)
    return Purchases(
        watched=found.count,
        logged=reader.count_purchases(),
        unwatched=reader.count_purchases(unwatched=True),
        closing=found.closing,
        first=due(found.first, desk.moment) if found.first else None,
        until=until,
    )
