"""Bare `returnctl`: the state of the day."""

import os

import typer


def today(ctx: typer.Context) -> None:
    """Show the state of the day, or what to do first."""
    from returnctl.actions.today import today as read
    from returnctl.cli.lists import listed
    from returnctl.cli.wiring import tell

    tell(ctx, listed(lambda session: read(session.desk, os.environ)))
