"""`returnctl completion`: the script that teaches a shell to complete refs, events and shops."""

from typing import Annotated, Final

import typer

from returnctl.cli.given import COMPLETING
from returnctl.core.errors import Refused

_SHELLS: Final = ("bash", "zsh", "fish", "powershell")


def register_shells() -> None:
    """Make Typer know the shells; it does so when asked for its own completion options."""
    from typer.completion import get_completion_inspect_parameters

    get_completion_inspect_parameters()


def completion(
    ctx: typer.Context,
    shell: Annotated[str, typer.Argument(metavar="SHELL", help="bash, zsh, fish or powershell.")],
) -> None:
    """Print the completion script of a shell: returnctl completion zsh > ~/.zfunc/_returnctl."""
    from typer.completion import shell_complete

    if shell not in _SHELLS:
        msg = f'"{shell}" is no shell known here.'
        raise Refused(msg, hint="One of: " + ", ".join(_SHELLS))
    register_shells()
    shell_complete(ctx.find_root().command, {}, "returnctl", COMPLETING, f"source_{shell}")
