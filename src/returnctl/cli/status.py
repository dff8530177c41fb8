"""`returnctl status`."""

from typing import Annotated

import typer


def status(
    ctx: typer.Context,
    *,
    all_: Annotated[bool, typer.Option("--all", help="Closed ones too.")] = False,
    purchases: Annotated[bool, typer.Option("--purchases", help="List the purchases.")] = False,
    exit_code: Annotated[
        bool,
        typer.Option("--exit-code", help="Exit 10 when something is due soon, 11 when late."),
    ] = False,
) -> None:
    """Show all open problems and returns, most urgent first."""
    from returnctl.actions.status import reminders_stopped
    from returnctl.actions.status import status as read
    from returnctl.cli.alarm import status_alarm
    from returnctl.cli.lists import listed
    from returnctl.cli.wiring import Session, tell
    from returnctl.core.views import View

    def act(session: Session) -> View:
        view = read(session.desk, closed_too=all_, purchases=purchases)
        if stopped := reminders_stopped(view, session.desk):
            session.notes.append(stopped)
        return view

    _, view = tell(ctx, listed(act))
    if exit_code:
        raise typer.Exit(status_alarm(view))
