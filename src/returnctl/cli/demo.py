"""`returnctl demo`: the program on made-up records, in a database that is thrown away."""

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from returnctl.core.errors import Refused
from returnctl.core.structs import replace


def demo(
    ctx: typer.Context,
    *,
    keep: Annotated[
        Path | None,
        typer.Option("--keep", metavar="FILE", help="Keep the database here, to look around."),
    ] = None,
) -> None:
    """Show a made-up season: status and deadlines. Your records are not touched."""
    from returnctl.actions.demo import demo as play
    from returnctl.cli.wiring import Session, demo_session, tell
    from returnctl.core.views.day import DemoView

    if keep is not None and keep.exists():
        msg = f"{keep} exists."
        raise Refused(msg, hint="Name a new file; the demo never touches records.")

    def act(session: Session) -> DemoView:
        if keep is not None:
            return play(demo_session(session, keep).desk)
        with tempfile.TemporaryDirectory(prefix="returnctl-demo-") as folder:
            view = play(demo_session(session, Path(folder) / "returns.db").desk)
        return replace(view, database="")

    tell(ctx, act)
