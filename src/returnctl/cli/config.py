"""`returnctl config`: settings, each with where it comes from."""

import os
from typing import Annotated

import typer

app = typer.Typer(help="Show and change settings.", add_completion=False, rich_markup_mode=None)

Name = Annotated[str, typer.Argument(metavar="KEY", help="A setting, as `config show` lists it.")]


@app.command("show")
def show(ctx: typer.Context) -> None:
    """Show all settings and where their values come from."""
    from returnctl.actions.configure import show_settings
    from returnctl.cli.wiring import tell

    tell(ctx, lambda s: show_settings(s.paths, os.environ, s.desk.settings))


@app.command("get")
def get(ctx: typer.Context, name: Name) -> None:
    """Show one setting."""
    from returnctl.actions.configure import show_settings
    from returnctl.cli.wiring import tell

    tell(ctx, lambda s: show_settings(s.paths, os.environ, s.desk.settings, name))


@app.command("set")
def set_(
    ctx: typer.Context,
    name: Name,
    value: Annotated[str, typer.Argument(metavar="VALUE", help="Its new value.")],
) -> None:
    """Set a setting."""
    from returnctl.actions.configure import set_setting
    from returnctl.cli.wiring import Session, tell
    from returnctl.core.views.settings import SettingsView

    def act(session: Session) -> SettingsView:
        view = set_setting(session.paths, os.environ, name, value)
        if any(each.origin == "environment" for each in view.settings):
            session.notes.append(f"saved, but RETURNCTL_{name.upper()} in the environment beats it")
        return view

    tell(ctx, act)


@app.command("unset")
def unset(ctx: typer.Context, name: Name) -> None:
    """Take a setting out of the config file."""
    from returnctl.actions.configure import set_setting
    from returnctl.cli.wiring import tell

    tell(ctx, lambda s: set_setting(s.paths, os.environ, name, None))


@app.command("path")
def path(ctx: typer.Context) -> None:
    """Show where the config file, the database and your packs are."""
    from returnctl.actions.configure import show_paths
    from returnctl.cli.wiring import tell

    tell(ctx, lambda s: show_paths(s.paths))
