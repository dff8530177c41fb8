"""`returnctl show`."""

import typer

from returnctl.cli import reading
from returnctl.cli.options import Ref


def show(ctx: typer.Context, ref: Ref) -> None:
    """Show one case, whole: what happened, its clocks, parcels and money."""
    reading.show(ctx, ref=ref)
