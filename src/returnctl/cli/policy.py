"""`returnctl policy`: the rules that deadlines come from."""

from pathlib import Path
from typing import Annotated

import typer

from returnctl.core.errors import Refused
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


@app.command("adopt")
def adopt(
    ctx: typer.Context,
    ref: Annotated[str | None, typer.Argument(metavar="[REF]", help="One order.")] = None,
    *,
    all_: Annotated[bool, typer.Option("--all", help="All open orders.")] = False,
) -> None:
    """Hold orders against today's rules; shows what moved, and can be undone."""
    from returnctl.actions.adopt import adopt as take
    from returnctl.cli.wiring import Session, tell
    from returnctl.core.views.writes import WritesView

    if (ref is None) != all_:
        msg = "which orders?"
        raise Refused(msg, hint="Name one REF, or give --all.")

    def act(session: Session) -> WritesView:
        view = take(session.desk, ref)
        if not view.writes:
            session.notes.append("today's rules are in force already: nothing to adopt")
        return view

    tell(ctx, act)


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
