"""`returnctl next`."""

from typing import Annotated

import typer

from returnctl.cli import reading
from returnctl.cli.completing import refs


def next_(
    ctx: typer.Context,
    ref: Annotated[
        str | None,
        typer.Argument(metavar="[REF]", help="One case: its whole ladder.", autocompletion=refs),
    ] = None,
) -> None:
    """Say what to do next: whose move each open case is, by when, and the command that records it.

    With a REF: everything that can still be done in that case, from the seller to the law.
    """
    reading.next_(ctx, ref=ref)
