"""`returnctl export`."""

import sys
from typing import Annotated

import typer

from returnctl.cli.options import Force, Text
from returnctl.core.errors import Refused


def export(
    ctx: typer.Context,
    file: Annotated[
        str, typer.Argument(metavar="[FILE]", help="Where to; - for standard output.")
    ] = "-",
    refs: Annotated[
        list[str] | None, typer.Argument(metavar="[REF]...", help="These cases alone.")
    ] = None,
    *,
    format_: Annotated[
        Text,
        typer.Option("--format", metavar="NAME", help="json, ndjson, csv or markdown."),
    ] = None,
    archive: Annotated[
        Text,
        typer.Option("--archive", metavar="FILE", help="Database, evidence and packs in one file."),
    ] = None,
    force: Force = False,
) -> None:
    """Write the records to a file: for reading, for other programs, or for another machine."""
    from returnctl.cli.wiring import Session, tell
    from returnctl.core.views.files import ExportView
    from returnctl.render.output import Form

    alone = not (refs or format_) and file == "-"
    if archive is not None and not alone:
        raise Refused("an archive holds everything.", hint="returnctl export --archive FILE")

    def act(session: Session) -> ExportView:
        if archive is not None:
            from returnctl.actions.archive import archive as write_archive

            packs = session.paths.packs
            return write_archive(archive, session.desk, packs=packs, force=force)
        from returnctl.actions.export import ExportRequest
        from returnctl.actions.export import export as write

        if file == "-" and session.output.form is Form.JSON:
            msg = "standard output cannot take both an export and JSON."
            raise Refused(msg, hint="Name a FILE, or leave --json out: it is JSON anyway.")
        request = ExportRequest(file=file, refs=tuple(refs or ()), format=format_, force=force)
        return write(request, session.desk, pipe=getattr(sys.stdout, "buffer", None))

    _, view = tell(ctx, act)
    if view.faults:
        raise typer.Exit(1)
