"""`returnctl doctor`."""

from typing import Annotated

import typer

from returnctl.core.views.health import DoctorView


def doctor(
    ctx: typer.Context,
    *,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Derive everything from the log again.")
    ] = False,
) -> None:
    """Check that the records are whole."""
    from returnctl.actions.doctor import doctor as check
    from returnctl.cli.wiring import tell

    _, view = tell(ctx, lambda s: check(s.desk, s.paths.packs, rebuild=rebuild))
    if isinstance(view, DoctorView) and not view.healthy:
        raise typer.Exit(1)
