"""`returnctl rm`."""

from typing import Annotated

import typer

from returnctl.cli.options import Ref
from returnctl.core.errors import Refused


def rm(
    ctx: typer.Context,
    ref: Ref,
    what: Annotated[
        str | None,
        typer.Argument(metavar="[WHAT]", help="One thing of it: an event, a number, an item."),
    ] = None,
    *,
    purge: Annotated[
        bool, typer.Option("--purge", help="Erase the case for good; this can't be undone.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Remove a case, a return or one thing of it; `undo` brings it back."""
    from returnctl.actions import remove
    from returnctl.cli.questions import confirm
    from returnctl.cli.wiring import Session, tell
    from returnctl.core.views import View

    if purge and what is not None:
        msg = "--purge erases a whole case, not one thing of it."
        raise Refused(msg, hint=f"returnctl rm {ref} --purge")

    def act(session: Session) -> View:
        says = f"erase {ref} for good" if purge else _says(session)
        if not yes:
            if not session.on_terminal:
                msg = f"rm would {says}."
                raise Refused(msg, hint="Say so with --yes.")
            confirm(f"{says[0].upper()}{says[1:]}?")
        return remove.purge(session.desk, ref) if purge else remove.remove(session.desk, ref, what)

    def _says(session: Session) -> str:
        return f"remove {remove.preview(session.desk, ref, what).says}"

    tell(ctx, act)
