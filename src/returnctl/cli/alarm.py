"""`--exit-code`: the state as a number, for prompts and scripts. 10: due soon, 11: late."""

from typing import Final

from returnctl.core.agenda import Due
from returnctl.core.views import View
from returnctl.core.views.lists import DeadlinesView, OnelineView, StatusView

SOON_DAYS: Final = 14
DUE_SOON: Final = 10
LATE: Final = 11


def status_alarm(view: View) -> int:
    """Return the exit code of a status: late beats due soon beats 0; next month is not soon."""
    if not isinstance(view, StatusView):
        return 0
    upcoming = [line.next for line in view.lines if line.next and line.next.yours]
    return _code([each for each in upcoming if (each.days_left or 0) <= SOON_DAYS])


def oneline_alarm(view: View) -> int:
    """Return the exit code of a line for the prompt: what it counts is late, or due at once."""
    if not isinstance(view, OnelineView):
        return 0
    return LATE if view.late else DUE_SOON if view.today or view.tomorrow else 0


def deadlines_alarm(view: View) -> int:
    """Return the exit code of deadlines: everything of yours in the window asked for counts."""
    return _code(list(view.yours)) if isinstance(view, DeadlinesView) else 0


def _code(yours: list[Due]) -> int:
    if any(each.pressing for each in yours):
        return LATE
    return DUE_SOON if any(each.state == "running" for each in yours) else 0
