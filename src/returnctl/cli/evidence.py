"""`returnctl evidence`: the files that prove something."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from returnctl.cli import options as opt
from returnctl.cli.options import Ref, Text

if TYPE_CHECKING:
    from returnctl.cli.wiring import Session
    from returnctl.core.views.proofs import TakenView

app = typer.Typer(
    help="Keep photos, receipts, labels and chats as proof.",
    add_completion=False,
    rich_markup_mode=None,
)

Which = Annotated[
    Text, typer.Argument(metavar="[N]", help="One of them: its number, name, or start of hash.")
]


@app.command("add")
def add(
    ctx: typer.Context,
    ref: Ref,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Copied, never moved.")],
    *,
    kind: Annotated[
        Text,
        typer.Option("--kind", help="photo, receipt, label ...; else by the file's name."),
    ] = None,
    taken: Annotated[
        Text, typer.Option("--taken", metavar="DATE", help="When it was made.")
    ] = None,
    note: opt.Note = None,
) -> None:
    """Keep copies of files as proof: returnctl evidence add k3f photo.jpg --kind photo."""
    from returnctl.actions.evidence.adding import AddFiles, add_files
    from returnctl.cli.wiring import tell

    request = AddFiles(ref=ref, files=tuple(files), kind=kind, taken=taken, note=note)
    tell(ctx, lambda s: add_files(request, s.desk))


@app.command("list")
def list_(ctx: typer.Context, ref: Ref) -> None:
    """List what proves a case, and what is missing."""
    from returnctl.actions.evidence.listing import list_evidence
    from returnctl.cli.wiring import tell

    tell(ctx, lambda s: list_evidence(s.desk, ref))


@app.command("open")
def open_(ctx: typer.Context, ref: Ref, which: Which = None) -> None:
    """Show files in the system's viewers; off a terminal, print where they lie."""
    from returnctl.actions.evidence.looking import for_viewers, is_shown, paths
    from returnctl.cli.wiring import tell

    def act(session: "Session") -> "TakenView":
        if not session.on_terminal:
            return paths(session.desk, ref, which)
        view = for_viewers(session.desk, ref, which)
        for each in view.files:
            if not is_shown(each):
                name = each.evidence.name
                session.notes.append(f"{name} may be a program, so it was not opened")
            elif each.path and typer.launch(each.path):
                session.notes.append(f"no viewer opened {each.evidence.name}")
        return view

    _, view = tell(ctx, act)
    _fail_if(any(each.state != "ok" for each in view.files))


@app.command("copy")
def copy(
    ctx: typer.Context,
    ref: Ref,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Made if it is not there.")],
) -> None:
    """Copy the files into a folder, numbered and dated; nothing there is overwritten."""
    from returnctl.actions.evidence.looking import copy_files
    from returnctl.cli.wiring import tell

    _, view = tell(ctx, lambda s: copy_files(s.desk, ref, folder))
    _fail_if(any(each.state != "ok" for each in view.files))


@app.command("verify")
def verify(
    ctx: typer.Context,
    ref: Annotated[Text, typer.Argument(metavar="[REF]", help="One case; else all.")] = None,
) -> None:
    """Hold every file against its hash; exit 1 if one is missing or altered."""
    from returnctl.actions.evidence.listing import verify as check
    from returnctl.cli.wiring import tell

    _, view = tell(ctx, lambda s: check(s.desk, ref))
    _fail_if(bool(view.faults))


@app.command("rm")
def rm(
    ctx: typer.Context,
    ref: Ref,
    which: Annotated[str, typer.Argument(metavar="N", help="Number, name, or start of hash.")],
) -> None:
    """Remove a file from a case; `undo` brings it back."""
    from returnctl.actions.evidence.removing import remove_file
    from returnctl.cli.wiring import tell

    tell(ctx, lambda s: remove_file(s.desk, ref, which))


def _fail_if(failed: bool) -> None:
    if failed:
        raise typer.Exit(1)
