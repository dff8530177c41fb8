"""`returnctl slip`."""

from pathlib import Path
from typing import Annotated

import typer

from returnctl.cli.options import Force, Ref


def slip(
    ctx: typer.Context,
    ref: Ref,
    *,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write it as a page to print.")
    ] = None,
    pdf: Annotated[
        Path | None, typer.Option("--pdf", metavar="FILE", help="Write it as a PDF.")
    ] = None,
    force: Force = False,
) -> None:
    """Show the slip that goes into the parcel: return code, items, packing list."""
    from returnctl.actions.slip import SlipRequest, make_slip
    from returnctl.cli.wiring import Session, tell
    from returnctl.core.views import View

    def act(session: Session) -> View:
        request = SlipRequest(ref=ref, html=html, pdf=pdf, force=force)
        view, notes = make_slip(request, session.desk)
        session.notes.extend(notes)
        return view

    tell(ctx, act)
