"""`returnctl deadlines`: the command that cron runs."""

from typing import Annotated

import typer

from returnctl.cli import reading


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
    code = reading.deadlines(
        ctx,
        within=within,
        mine=mine,
        theirs=theirs,
        everything=all_,
        purchases=purchases,
        alarm=exit_code,
    )
    raise typer.Exit(code)
