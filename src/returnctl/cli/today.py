"""Bare `returnctl`: the state of the day."""

import os

import typer

from returnctl.core.errors import Unavailable


def today(ctx: typer.Context) -> None:
    """Show the state of the day, or what to do first."""
    from returnctl.actions.today import today as read
    from returnctl.cli.wiring import Session, tell
    from returnctl.core.views import View

    def act(session: Session) -> View:
        if not session.desk.store.exists() and not session.on_terminal:
            msg = f"no records at {session.desk.store.path}."
            raise Unavailable(msg, hint="Another user's? Give --db PATH or RETURNCTL_DB.")
        return read(session.desk, os.environ)

    tell(ctx, act)
