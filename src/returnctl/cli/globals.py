"""The global options: declared once, understood before and after every command.

They are appended to the root and to every command as options that reach no function; what was given
is kept in the context, where the wiring reads it. So are the two of lists, `--csv` and `--xlsx`.
"""

from collections.abc import Callable
from typing import Annotated, Any, Final

import typer

from returnctl import __version__
from returnctl.cli.given import PATH, given


def _keep(ctx: typer.Context, param: typer.CallbackParam, value: Any) -> Any:
    ctx.meta[PATH] = ctx.command_path
    if value is not None and param.name is not None:
        setattr(given(ctx), param.name, value)
    return value


def _version(value: bool | None) -> None:
    if value:
        typer.echo(f"returnctl {__version__}")
        raise typer.Exit


def _declare(
    db: Annotated[
        str | None,
        typer.Option("--db", metavar="PATH", help="Use this database.", callback=_keep),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of",
            metavar="DATE",
            help="Look from this day, or 'DATE TIME'; only the clock changes.",
            callback=_keep,
        ),
    ] = None,
    json: Annotated[
        bool | None, typer.Option("--json", help="Answer as JSON.", callback=_keep)
    ] = None,
    plain: Annotated[
        bool | None,
        typer.Option("--plain", help="One record a line, tab-separated.", callback=_keep),
    ] = None,
    color: Annotated[
        bool | None,
        typer.Option("--color/--no-color", help="Force or forbid colour.", callback=_keep),
    ] = None,
    quiet: Annotated[
        bool | None, typer.Option("--quiet", help="No notes, no legends.", callback=_keep)
    ] = None,
    version: Annotated[
        bool | None,
        typer.Option("--version", help="Show the version.", callback=_version, is_eager=True),
    ] = None,
) -> None:
    """Declare the options; never run."""


def _declare_for_lists(
    csv: Annotated[
        bool | None,
        typer.Option("--csv", help="Answer as CSV, for spreadsheets.", callback=_keep),
    ] = None,
    xlsx: Annotated[
        str | None,
        typer.Option(
            "--xlsx", metavar="FILE", help="Write it as an Excel workbook.", callback=_keep
        ),
    ] = None,
) -> None:
    """Declare the options of lists; never run."""


def _params(declare: Callable[..., None]) -> list[Any]:
    holder = typer.Typer(add_completion=False, rich_markup_mode=None)
    holder.command()(declare)
    params = typer.main.get_command(holder).params
    for param in params:
        param.expose_value = False
    return list(params)


GLOBAL_PARAMS: Final = _params(_declare)
LIST_PARAMS: Final = _params(_declare_for_lists)
# Commands whose answer is a list, and so a table as well.
LISTS: Final = frozenset((
    "status", "deadlines", "search", "history", "summary", "track", "parcel list",
    "parcel identify", "evidence list", "evidence verify", "message list", "policy list",
))  # fmt: skip


def first_sentence(text: str) -> str:
    """Return what a list of commands shows of a help text: its first sentence, whole."""
    paragraph = " ".join(text.strip().split("\n\n")[0].split())
    sentence, stop, _ = paragraph.partition(". ")
    return sentence + stop.strip()


def add_globals(command: Any, name: str) -> None:
    """Append the global options to a command, and to all commands of a group; lists get theirs."""
    command.params += [*(LIST_PARAMS if name in LISTS else ()), *GLOBAL_PARAMS]
    command.short_help = first_sentence(command.help or "")
    for inner in getattr(command, "commands", {}).values():
        add_globals(inner, f"{name} {inner.name}")
