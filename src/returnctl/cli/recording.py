"""What the commands that record most do, once their options are read; by whichever door.

Each returns the exit code.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from returnctl.actions.adding.request import AddRequest
    from returnctl.cli.given import Call
    from returnctl.cli.wiring import Session
    from returnctl.core.views.writes import WriteView


def mark(call: "Call", refs: tuple[str, ...], event: str, **carried: Any) -> int:
    """Record an event of cases; `carried` are the options, by the names of `MarkRequest`."""
    from returnctl.actions.mark import mark as record
    from returnctl.actions.marking.request import MarkRequest
    from returnctl.cli.aftermath import after
    from returnctl.cli.wiring import tell

    request = MarkRequest(refs=refs, event=event, **carried)
    session, told = tell(call, lambda s: record(request, s.desk))
    after(session, "on-mark", told)
    return 0


def add(call: "Call", request: "AddRequest") -> int:
    """Log an order, a problem or a return; a person at a terminal is asked for what is missing."""
    from returnctl.actions.add import add as record
    from returnctl.cli.wiring import tell

    def act(session: "Session") -> "WriteView":
        if not session.on_terminal:
            return record(request, session.desk)
        from returnctl.cli.first_run import settle_in
        from returnctl.cli.missing import complete

        settled = settle_in(session)
        return record(complete(request, settled), settled.desk)

    tell(call, act)
    return 0
