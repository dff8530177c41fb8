"""`returnctl why`."""

from typing import Annotated

import typer

from returnctl.cli.options import Ref


def why(
    ctx: typer.Context,
    ref: Ref,
    rule: Annotated[
        str | None, typer.Argument(metavar="[RULE]", help="A rule: dispute, aliexpress.dispute ...")
    ] = None,
) -> None:
    """Explain a deadline: start, sum, zone, source, and what if it is missed."""
    from returnctl.actions.why import why as read
    from returnctl.cli.wiring import tell

    tell(ctx, lambda s: read(s.desk, ref, rule))
