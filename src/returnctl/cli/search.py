"""`returnctl search`."""

from typing import Annotated

import typer


def search(
    ctx: typer.Context,
    words: Annotated[
        list[str], typer.Argument(metavar="WORD...", help="All of them; beginnings are enough.")
    ],
) -> None:
    """Find cases by item, seller, note, code or number, closed ones too."""
    from returnctl.actions.search import search as find
    from returnctl.cli.wiring import PAGED, tell

    tell(ctx, lambda s: find(s.desk, " ".join(words), most=PAGED if s.paged else None), paged=True)
