"""The process: streams that never fail on odd text, quiet pipes, quiet Ctrl-C, told bugs."""

import gc
import os
import sys
from contextlib import suppress
from typing import Final

from returnctl.cli import streams
from returnctl.cli.given import COMPLETING

_INTERRUPTED: Final = 130
# What is made on the way is for its owner alone, down to the folders above a folder of ours.
_PRIVATE: Final = 0o077


def run() -> None:
    """Run the process."""
    os.umask(_PRIVATE)
    streams.ready()
    sys.unraisablehook = _unraised
    sys.exit(streams.finish(_exit_code()))


def _exit_code() -> int:
    try:
        return _answer()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except KeyboardInterrupt:
        return _INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the one place where a bug is told
        from returnctl.cli.crash import BUG, tell

        tell(error)
        return BUG


def _unraised(found: "sys.UnraisableHookArgs") -> None:
    """Tell of an error that nobody can catch, for it came while something was put away.

    The interpreter would tell what the error says, and that may hold a key.
    """
    if not isinstance(found.exc_value, Exception):
        return
    with suppress(Exception):  # at the very end there may be nothing left to tell it with
        from returnctl.cli.crash import tell_beside

        tell_beside(found.exc_value)


def _answer() -> int:
    """Answer by the short door, where the words are plain, or by Typer's."""
    from returnctl.cli.shortcuts import shortcut

    if COMPLETING in os.environ:
        from returnctl.cli.completion import register_shells

        register_shells()
    elif (answer := shortcut(sys.argv[1:])) is not None:
        # It looks once and ends: to look for circles would take a thirtieth of its time.
        gc.disable()
        return answer()
    from returnctl.cli.app import build

    build()(prog_name="returnctl")
    return 0
