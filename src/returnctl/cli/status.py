"""`returnctl status`."""

from typing import Annotated

import typer

from returnctl.cli import reading


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
    code = reading.status(
        ctx, everything=all_, purchases=purchases, oneline=oneline, alarm=exit_code
    )
    raise typer.Exit(code)
