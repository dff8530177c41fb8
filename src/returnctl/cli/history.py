"""`returnctl history`."""

from typing import Annotated

import typer


def history(
    ctx: typer.Context,
    ref: Annotated[
        str | None, typer.Argument(metavar="[REF]", help="One case; all commands without it.")
    ] = None,
) -> None:
    """Tell the story: what was recorded, when, and what was undone."""
    from returnctl.actions.history import history as read
    from returnctl.cli.wiring import PAGED, tell

    tell(ctx, lambda s: read(s.desk, ref, most=PAGED if s.paged else None), paged=True)
