"""`returnctl show`."""

from typing import Annotated

import typer

Ref = Annotated[
    str, typer.Argument(metavar="REF", help="Ref, order number, code or tracking number.")
]


def show(ctx: typer.Context, ref: Ref) -> None:
    """Show one case, whole: what happened, its clocks, parcels and money."""
    from returnctl.actions.show import show as read
    from returnctl.cli.wiring import tell

    tell(ctx, lambda s: read(s.desk, ref))
