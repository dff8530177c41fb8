"""The root command: which commands there are, loaded when they run, and one place for errors."""

from importlib import import_module
from typing import Any, Final, NoReturn

import typer
from typer.core import TyperGroup

from returnctl.cli.failing import failed, untold
from returnctl.cli.given import given
from returnctl.cli.globals import GLOBAL_PARAMS, add_globals
from returnctl.core.errors import ReturnctlError

# Command -> module and attribute; the order is the order of `--help`. An attribute that is a Typer
# object is a group of commands.
COMMANDS: Final = {
    "add": "returnctl.cli.add:add",
    "status": "returnctl.cli.status:status",
    "deadlines": "returnctl.cli.deadlines:deadlines",
    "show": "returnctl.cli.show:show",
    "why": "returnctl.cli.why:why",
    "next": "returnctl.cli.next:next_",
    "mark": "returnctl.cli.mark:mark",
    "edit": "returnctl.cli.edit:edit",
    "undo": "returnctl.cli.undo:undo",
    "redo": "returnctl.cli.undo:redo",
    "message": "returnctl.cli.message:app",
    "history": "returnctl.cli.history:history",
    "rm": "returnctl.cli.remove:rm",
    "search": "returnctl.cli.search:search",
    "summary": "returnctl.cli.summary:summary",
    "remind": "returnctl.cli.remind:remind",
    "snooze": "returnctl.cli.snooze:snooze",
    "calendar": "returnctl.cli.calendar_file:calendar",
    "cron": "returnctl.cli.cron:app",
    "parcel": "returnctl.cli.parcel:app",
    "track": "returnctl.cli.track:track",
    "evidence": "returnctl.cli.evidence:app",
    "slip": "returnctl.cli.slip:slip",
    "casefile": "returnctl.cli.casefile:casefile",
    "import": "returnctl.cli.importing:import_",
    "export": "returnctl.cli.export:export",
    "policy": "returnctl.cli.policy:app",
    "config": "returnctl.cli.config:app",
    "doctor": "returnctl.cli.doctor:doctor",
    "backup": "returnctl.cli.backup:backup",
    "restore": "returnctl.cli.backup:restore",
    "demo": "returnctl.cli.demo:demo",
    "completion": "returnctl.cli.completion:completion",
}

# Typer keeps its usage error private; every bad parameter is one.
_UsageError: Final[Any] = typer.BadParameter.__mro__[1]
_ASKS_JSON: Final = "returnctl.asks_json"


class RootGroup(TyperGroup):
    """Loads a command when it is asked for, and turns errors into one sentence and an exit code."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - Typer hands it in
        """List the commands in the order of a return's life."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        """Load one command, so that its imports are its own."""
        if cmd_name in COMMANDS and cmd_name not in self.commands:
            self.commands[cmd_name] = _load(cmd_name)
        return self.commands.get(cmd_name)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the options before the command."""
        options = args[: args.index("--")] if "--" in args else args
        ctx.meta[_ASKS_JSON] = "--json" in options
        try:
            return list(super().parse_args(ctx, args))
        except _UsageError as error:
            _refuse(ctx, error)
        except OSError as error:
            raise typer.Exit(untold(error)) from error

    def invoke(self, ctx: Any) -> Any:
        """Run the command; an error of ours is told once, here."""
        try:
            return super().invoke(ctx)
        except ReturnctlError as error:
            _fail(ctx, error, error.exit_code)
        except _UsageError as error:
            _refuse(ctx, error)
        except OSError as error:
            raise typer.Exit(untold(error)) from error


def _refuse(ctx: Any, error: Any) -> NoReturn:
    """Tell of words that Typer cannot read; it gave up before it came to a later `--json`."""
    command = error.ctx.command_path if error.ctx else "returnctl"
    message = error.format_message().rstrip(".") + "."
    told = ReturnctlError(message, hint=_meant(message, error.ctx) or f"{command} --help")
    told.code = "usage"
    given(ctx).json |= ctx.meta[_ASKS_JSON]
    _fail(ctx, told, error.exit_code, asked=command)


def _meant(message: str, ctx: Any) -> str:
    """Return the hint for a misspelt command (Typer knows only those loaded), or a bare group."""
    from difflib import get_close_matches

    if message == "Missing command.":
        return "One of: " + ", ".join(f"{ctx.command_path} {each}" for each in ctx.command.commands)
    if not message.startswith("No such command"):
        return ""
    near = get_close_matches(message.split("'")[1], COMMANDS, n=1)
    return f"Did you mean returnctl {near[0]}?" if near else ""


def _fail(ctx: Any, error: ReturnctlError, exit_code: int, *, asked: str = "") -> NoReturn:
    raise typer.Exit(failed(ctx, error, exit_code, asked=asked)) from error


def _load(name: str) -> Any:
    module, _, attribute = COMMANDS[name].partition(":")
    found = getattr(import_module(module), attribute)
    if not isinstance(found, typer.Typer):
        alone = typer.Typer(add_completion=False, rich_markup_mode=None)
        alone.command(name)(found)
        found = alone
    command = typer.main.get_command(found)
    command.name = name
    add_globals(command, name)
    return command


def build() -> TyperGroup:
    """Return the root command with its global options."""
    root = typer.Typer(
        cls=RootGroup,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    root.callback(invoke_without_command=True)(returnctl)
    command = typer.main.get_command(root)
    if not isinstance(command, TyperGroup):
        raise TypeError(command)
    command.params += GLOBAL_PARAMS
    return command


def returnctl(ctx: typer.Context) -> None:
    """Never lose money on a return: what happened, whose move it is, and by when.

    Without a command: the state of the day.
    """
    if ctx.invoked_subcommand is None:
        from returnctl.cli.today import today

        today(ctx)
