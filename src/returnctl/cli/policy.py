"""`returnctl policy`: the rules that deadlines come from."""

from pathlib import Path
from typing import Annotated

import typer

from returnctl.core.views.rulebook import CheckView

app = typer.Typer(help="Show and check rule packs.", add_completion=False, rich_markup_mode=None)


@app.command("list")
def list_(ctx: typer.Context) -> None:
    """List the packs, shipped and your own."""
    from returnctl.actions.policies import list_packs
    from returnctl.cli.wiring import tell

    tell(ctx, lambda s: list_packs(s.paths.packs))


@app.command("show")
def show(
    ctx: typer.Context,
    pack: Annotated[str, typer.Argument(metavar="PACK", help="A pack, as `policy list` shows it.")],
) -> None:
    """Show the rules of a pack with their sources."""
    from returnctl.actions.policies import show_pack
    from returnctl.cli.wiring import tell

    tell(ctx, lambda s: show_pack(s.paths.packs, pack))


@app.command("check")
def check(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A pack in TOML.")],
) -> None:
    """Check a pack of your own; errors name file, rule and field."""
    from returnctl.actions.policies import check_file
    from returnctl.cli.wiring import tell

    _, view = tell(ctx, lambda _: check_file(file))
    if isinstance(view, CheckView) and view.faults:
        raise typer.Exit(1)
