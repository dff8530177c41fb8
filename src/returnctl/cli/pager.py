"""Long answers on a terminal, page by page: through $PAGER, else `less`, as git does.

An answer that fits the screen is just printed, and so is one where no pager can be started.
"""

import os
import shlex
import shutil
import subprocess
import sys
from contextlib import suppress
from typing import Final

# Quit where all fits, show colours, leave the text on the screen: what git sets where LESS is not.
_LESS: Final = "FRX"
_USUAL: Final = ("less", "more")
# What a pager that could not run ends with, of itself or of `env`.
_NOT_RUN: Final = (126, 127)


def page(text: str) -> None:
    """Show a text on the terminal; whoever leaves the pager early has seen enough."""
    long = text.count("\n") >= shutil.get_terminal_size().lines
    # The pager writes to the terminal itself, wherever our own stream goes.
    command = _pager() if long and os.isatty(1) else []
    if not command or not _shown(command, text):
        sys.stdout.write(text)
        sys.stdout.flush()


def _pager() -> list[str]:
    """Return the pager's command; empty where none is wanted, or there is none."""
    wanted = os.environ.get("PAGER")
    if wanted is None:
        return [each for each in _USUAL if shutil.which(each)][:1]
    try:
        return shlex.split(wanted)
    except ValueError:
        return []


def _shown(command: list[str], text: str) -> bool:
    """Run the pager; say whether it could be."""
    try:
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, env={"LESS": _LESS, **os.environ}
        )
    except (OSError, ValueError):
        return False
    with suppress(OSError, KeyboardInterrupt):
        process.communicate(text.encode("utf-8", "backslashreplace"))
    while process.returncode is None:
        # Ctrl-C is the pager's; while it is there, the terminal is, too.
        with suppress(KeyboardInterrupt):
            process.wait()
    return process.returncode not in _NOT_RUN
