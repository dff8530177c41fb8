"""`returnctl undo` and `redo`."""

from typing import Annotated

import typer

from returnctl.core.errors import Refused


def undo(
    ctx: typer.Context,
    command_id: Annotated[
        str | None, typer.Argument(metavar="[COMMAND-ID]", help="As `history` shows it.")
    ] = None,
    *,
    with_later: Annotated[
        bool, typer.Option("--with-later", help="And the later commands that build on it.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Take back the last command of this device, or the one named."""
    from returnctl.actions.undo import preview_undo
    from returnctl.actions.undo import undo as void
    from returnctl.cli.questions import confirm_undo
    from returnctl.cli.wiring import Session, tell
    from returnctl.core.views import View

    def act(session: Session) -> View:
        found = preview_undo(session.desk, command_id)
        if not yes:
            if not session.on_terminal:
                msg = f"undo would take back: {found.name} of {found.whose}."
                raise Refused(msg, hint="Say so with --yes.")
            confirm_undo(found.name, found.whose, found.recorded)
        return void(session.desk, found.command_id, with_later=with_later)

    tell(ctx, act)


def redo(ctx: typer.Context) -> None:
    """Take back the last undo of this device."""
    from returnctl.actions.undo import redo as repeat
    from returnctl.cli.wiring import tell

    tell(ctx, lambda s: repeat(s.desk))
