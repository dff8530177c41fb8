"""`status --oneline`: what presses, counted for a shell prompt; it costs what is due, no more."""

from datetime import timedelta
from typing import Final, Literal

from returnctl.actions.desk import Desk
from returnctl.core.agenda import Due, dues
from returnctl.core.views.lists import OnelineView

Press = Literal["late", "today", "tomorrow"]

_OPEN: Final = frozenset(("possible", "running", "last_chance", "overdue"))
_TOMORROW: Final = timedelta(days=1)


def oneline(desk: Desk) -> OnelineView:
    """Return how many problems and returns are late, due today and due tomorrow.

    Each counts once, by what presses most. Snoozed ones and windows of mere purchases don't.
    """
    today = desk.moment.today
    with desk.store.read() as reader:
        rows = reader.due(today=today, until=today + _TOMORROW, purchases=False)
    worst: dict[str, Press] = {}
    for each in dues(rows, desk.moment):
        press = _press(each)
        if press and (each.row.ref not in worst or press == "late"):
            worst[each.row.ref] = press
    found = list(worst.values())
    return OnelineView(
        late=found.count("late"), today=found.count("today"), tomorrow=found.count("tomorrow")
    )


def _press(due: Due) -> Press | None:
    if due.state not in _OPEN:
        return None
    if due.pressing or due.state == "overdue":
        return "late"
    if not due.yours:
        return None
    return "today" if due.days_left == 0 else "tomorrow"
