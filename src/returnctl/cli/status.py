"""`returnctl status`."""

from typing import Annotated

import typer

from returnctl.core.errors import Refused


def status(
    ctx: typer.Context,
    *,
    all_: Annotated[bool, typer.Option("--all", help="Closed ones too.")] = False,
    purchases: Annotated[bool, typer.Option("--purchases", help="List the purchases.")] = False,
    oneline: Annotated[
        bool, typer.Option("--oneline", help="For a prompt: `2 late, 1 today`, or nothing.")
    ] = False,
    exit_code: Annotated[
        bool,
        typer.Option("--exit-code", help="Exit 10 when something is due soon, 11 when late."),
    ] = False,
) -> None:
    """Show all open problems and returns, most urgent first."""
    if oneline and (all_ or purchases):
        raise Refused("--oneline tells of what presses only.", hint="returnctl status --oneline")
    code = _prompt(ctx) if oneline else _list(ctx, closed_too=all_, purchases=purchases)
    if exit_code:
        raise typer.Exit(code)


def _list(ctx: typer.Context, *, closed_too: bool, purchases: bool) -> int:
    from returnctl.actions.status import reminders_stopped
    from returnctl.actions.status import status as read
    from returnctl.cli.alarm import status_alarm
    from returnctl.cli.lists import listed
    from returnctl.cli.wiring import Session, tell
    from returnctl.core.views import View

    def act(session: Session) -> View:
        view = read(session.desk, closed_too=closed_too, purchases=purchases)
        if stopped := reminders_stopped(view, session.desk):
            session.notes.append(stopped)
        return view

    _, view = tell(ctx, listed(act))
    return status_alarm(view)


def _prompt(ctx: typer.Context) -> int:
    from returnctl.actions.oneline import oneline as read
    from returnctl.cli.alarm import oneline_alarm
    from returnctl.cli.wiring import tell

    _, view = tell(ctx, lambda session: read(session.desk))
    return oneline_alarm(view)
