"""`returnctl show`."""

import typer

from returnctl.cli.options import Ref


def show(ctx: typer.Context, ref: Ref) -> None:
    """Show one case, whole: what happened, its clocks, parcels and money."""
    from returnctl.actions.show import show as read
    from returnctl.cli.wiring import tell

    tell(ctx, lambda s: read(s.desk, ref))
