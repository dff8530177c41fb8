"""`returnctl doctor`."""

from typing import TYPE_CHECKING, Annotated

import typer

from returnctl.core.errors import Refused, Unavailable

if TYPE_CHECKING:
    from returnctl.cli.wiring import Session
    from returnctl.core.views.health import DoctorView


def doctor(
    ctx: typer.Context,
    *,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Derive everything from the log again.")
    ] = False,
    clean: Annotated[
        bool, typer.Option("--clean", help="Delete files that nothing needs.")
    ] = False,
    fix: Annotated[
        bool, typer.Option("--fix", help="Mend what can be mended safely, after a backup.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Check that records, evidence, rules and backups are whole, and what is odd in them."""
    from returnctl.actions.doctor import doctor as check
    from returnctl.cli.wiring import tell

    def act(session: "Session") -> "DoctorView":
        if clean and not yes:
            _ask(session)
        return check(session.desk, session.paths.packs, rebuild=rebuild, clean=clean, fix=fix)

    _, view = tell(ctx, act)
    if view.damaged:
        raise typer.Exit(Unavailable.exit_code)
    if not view.healthy:
        raise typer.Exit(1)


def _ask(session: "Session") -> None:
    """Ask before files go for good; nothing to ask where there are none."""
    from returnctl.actions.checking.records import told_waste
    from returnctl.cli.questions import confirm

    waste = session.desk.store.waste()
    if not waste.files:
        return
    if not session.on_terminal:
        msg = f"doctor --clean would delete {told_waste(waste)} of evidence for good."
        raise Refused(msg, hint="Say so with --yes.")
    confirm(f"Delete {told_waste(waste)} of evidence for good?")
