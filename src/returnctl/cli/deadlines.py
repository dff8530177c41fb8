"""`returnctl deadlines`: the command that cron runs."""

from typing import Annotated

import typer


def deadlines(
    ctx: typer.Context,
    *,
    within: Annotated[
        str, typer.Option("--within", metavar="DAYS", help="Look so many days ahead: 14, 14d, 2w.")
    ] = "14",
    mine: Annotated[bool, typer.Option("--mine", help="Only yours.")] = False,
    theirs: Annotated[bool, typer.Option("--theirs", help="Only the others'.")] = False,
    all_: Annotated[bool, typer.Option("--all", help="Every deadline, met ones too.")] = False,
    purchases: Annotated[
        bool, typer.Option("--purchases", help="List the windows of purchases.")
    ] = False,
    exit_code: Annotated[
        bool,
        typer.Option("--exit-code", help="Exit 10 when something of yours is due, 11 when late."),
    ] = False,
) -> None:
    """Show what is due; prints nothing in a pipe when nothing is."""
    from returnctl.actions.deadlines import Whose
    from returnctl.actions.deadlines import deadlines as read
    from returnctl.cli.alarm import deadlines_alarm
    from returnctl.cli.lists import listed
    from returnctl.cli.values import read_days
    from returnctl.cli.wiring import Session, tell
    from returnctl.core.views import View

    days = read_days(within)
    whose: Whose = "both" if mine == theirs else "mine" if mine else "theirs"

    def act(session: Session) -> View:
        return read(session.desk, within=days, whose=whose, everything=all_, purchases=purchases)

    _, view = tell(ctx, listed(act))
    if exit_code:
        raise typer.Exit(deadlines_alarm(view))
