"""`returnctl casefile`."""

from pathlib import Path
from typing import Annotated

import typer

from returnctl.cli.options import Force, Ref


def casefile(
    ctx: typer.Context,
    ref: Ref,
    *,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="PATH", help="Where to; NAME.pdf gives the PDF alone."),
    ] = None,
    pdf: Annotated[bool, typer.Option("--pdf", help="Put a PDF in, too.")] = False,
    without_messages: Annotated[
        bool, typer.Option("--without-messages", help="Leave out messages and pictures of them.")
    ] = False,
    without_evidence: Annotated[
        bool, typer.Option("--without-evidence", help="Leave out the files; their sums stay.")
    ] = False,
    force: Force = False,
) -> None:
    """Put a case into one file for a platform, a bank or an ombudsman."""
    from returnctl.actions.casefile import CasefileRequest, make_casefile
    from returnctl.cli.wiring import progress, tell
    from returnctl.core.dossier.material import EVIDENCE, MESSAGES

    wanted = {MESSAGES: without_messages, EVIDENCE: without_evidence}
    without = frozenset(name for name, given in wanted.items() if given)
    request = CasefileRequest(ref=ref, out=out, pdf=pdf, without=without, force=force)
    _, view = tell(ctx, lambda s: make_casefile(request, s.desk, progress(s, "packing")))
    if view.faults:
        raise typer.Exit(1)
