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
    from returnctl.actions.status import status as read
    from returnctl.cli.alarm import status_alarm
    from returnctl.cli.lists import listed
    from returnctl.cli.wiring import tell

    _, view = tell(ctx, listed(lambda s: read(s.desk, closed_too=all_, purchases=purchases)))
    if exit_code:
        raise typer.Exit(status_alarm(view))
