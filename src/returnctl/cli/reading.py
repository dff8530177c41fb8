"""What the commands that are asked most do, once their options are read; by whichever door.

Each returns the exit code; with `alarm` it tells the state (`cli/alarm.py`).
"""

from typing import TYPE_CHECKING

from returnctl.core.errors import Refused

if TYPE_CHECKING:
    from returnctl.actions.deadlines import Whose
    from returnctl.cli.given import Call
    from returnctl.cli.wiring import Session
    from returnctl.core.views import View


def deadlines(
    call: "Call",
    *,
    within: str = "14",
    mine: bool = False,
    theirs: bool = False,
    everything: bool = False,
    purchases: bool = False,
    alarm: bool = False,
) -> int:
    """Show what is due."""
    from returnctl.actions.deadlines import deadlines as read
    from returnctl.cli.alarm import deadlines_alarm
    from returnctl.cli.lists import listed
    from returnctl.cli.values import read_days
    from returnctl.cli.wiring import tell

    days = read_days(within)
    whose: Whose = "both" if mine == theirs else "mine" if mine else "theirs"

    def act(session: "Session") -> "View":
        return read(
            session.desk, within=days, whose=whose, everything=everything, purchases=purchases
        )

    _, view = tell(call, listed(act))
    return deadlines_alarm(view) if alarm else 0


def status(
    call: "Call",
    *,
    everything: bool = False,
    purchases: bool = False,
    oneline: bool = False,
    alarm: bool = False,
) -> int:
    """Show all open problems and returns."""
    if oneline and (everything or purchases):
        raise Refused("--oneline tells of what presses only.", hint="returnctl status --oneline")
    code = _prompt(call) if oneline else _status(call, closed_too=everything, purchases=purchases)
    return code if alarm else 0


def _prompt(call: "Call") -> int:
    from returnctl.actions.oneline import oneline as read
    from returnctl.cli.alarm import oneline_alarm
    from returnctl.cli.wiring import tell

    _, view = tell(call, lambda session: read(session.desk))
    return oneline_alarm(view)


def _status(call: "Call", *, closed_too: bool, purchases: bool) -> int:
    from returnctl.actions.status import reminders_stopped
    from returnctl.actions.status import status as read
    from returnctl.cli.alarm import status_alarm
    from returnctl.cli.lists import listed
    from returnctl.cli.wiring import tell

    def act(session: "Session") -> "View":
        view = read(session.desk, closed_too=closed_too, purchases=purchases)
        if stopped := reminders_stopped(view, session.desk):
            session.notes.append(stopped)
        return view

    _, view = tell(call, listed(act))
    return status_alarm(view)


def next_(call: "Call", ref: str | None = None) -> int:
    """Say what to do next, in one case or in each."""
    from returnctl.cli.lists import listed
    from returnctl.cli.wiring import tell

    if ref is not None:
        from returnctl.actions.ladder import ladder_of

        tell(call, lambda session: ladder_of(session.desk, ref))
    else:
        from returnctl.actions.next import next_steps

        tell(call, listed(lambda session: next_steps(session.desk)))
    return 0


def show(call: "Call", ref: str) -> int:
    """Show one case, whole."""
    from returnctl.actions.show import show as read
    from returnctl.cli.wiring import tell

    tell(call, lambda session: read(session.desk, ref))
    return 0
