"""`returnctl summary`."""

from typing import Annotated

import typer

from returnctl.cli.completing import shops
from returnctl.cli.options import Text


def summary(
    ctx: typer.Context,
    *,
    year: Annotated[Text, typer.Option("--year", metavar="YYYY", help="One year.")] = None,
    month: Annotated[
        Text, typer.Option("--month", metavar="YYYY-MM", help="One month: 2026-11, nov.")
    ] = None,
    shop: Annotated[Text, typer.Option("--shop", help="One shop.", autocompletion=shops)] = None,
    seller: Annotated[
        Text, typer.Option("--seller", metavar="NAME", help="One seller, before buying again.")
    ] = None,
) -> None:
    """Add everything up: what is owed and since when, who pays late, how long each stage takes.

    What is owed is as of today; --year and --month bound the rest.
    """
    from returnctl.actions.summary import summary as read
    from returnctl.cli.lists import listed
    from returnctl.cli.wiring import tell

    tell(
        ctx,
        listed(lambda s: read(s.desk, year=year, month=month, shop=shop, seller=seller)),
    )
