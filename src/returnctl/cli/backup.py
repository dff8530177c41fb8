"""`returnctl backup` and `restore`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from returnctl.core.errors import Refused

if TYPE_CHECKING:
    from returnctl.cli.wiring import Session
    from returnctl.core.views import View
    from returnctl.core.views.backups import RestoreView


def backup(
    ctx: typer.Context,
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="[FOLDER]", help="On another disk; else beside the database."),
    ] = None,
    *,
    list_: Annotated[bool, typer.Option("--list", help="List the backups there are.")] = False,
) -> None:
    """Copy all records with their evidence, whole and checked."""
    from returnctl.actions.backups import back_up, list_backups
    from returnctl.cli.wiring import tell

    def act(session: "Session") -> "View":
        if list_:
            return list_backups(session.desk, folder)
        return back_up(session.desk, folder, rehearsed=session.rehearsed)

    tell(ctx, act)


def restore(
    ctx: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[BACKUP]", help="Its name or the start of it, latest, or a file; else all."
        ),
    ] = None,
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would go and come; write nothing.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Put a backup back, after a backup of what is there now; without BACKUP, list them."""
    from returnctl.actions.backups import list_backups
    from returnctl.cli.wiring import tell

    def act(session: "Session") -> "View":
        if name is None:
            return list_backups(session.desk, None)
        return _restore(ctx, session, name, only=dry_run or session.rehearsed, yes=yes)

    tell(ctx, act)


def _restore(
    ctx: typer.Context, session: "Session", name: str, *, only: bool, yes: bool
) -> "RestoreView":
    """Show what would change, and ask; or restore at once; or say what is missing."""
    from returnctl.actions.backups import preview, restore
    from returnctl.cli.questions import confirm
    from returnctl.cli.wiring import show_in

    if only or not yes:
        view = preview(session.desk, name)
        if only or view.difference.is_nothing:
            return view
        if not session.on_terminal:
            goes, comes = len(view.difference.undone), len(view.difference.redone)
            msg = f"restore would take back {goes} and bring {comes} of the commands."
            raise Refused(msg, hint="Look with --dry-run, and say so with --yes.")
        show_in(ctx, session, view)
        confirm("Put it back?")
    return restore(session.desk, name)
