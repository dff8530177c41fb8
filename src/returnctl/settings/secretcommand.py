"""Runs a command that prints a secret: without a shell, for a limited time, its output untold."""

import os
import shlex
import signal
import subprocess
from threading import Timer
from typing import Final

from returnctl.core.errors import Refused

_SECONDS: Final = 10.0
_MOST_BYTES: Final = 4096


def output_of(command: str, name: str, *, seconds: float = _SECONDS) -> str:
    """Return what the command prints, 4 kB at most; what it says on stderr is dropped.

    Raises:
        Refused: it cannot be started, ends with an error, or takes too long.
    """
    hint = "Run it by hand to see why."
    try:
        process = subprocess.Popen(
            shlex.split(command),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except (OSError, ValueError):
        msg = f"the token_command of {name} cannot be started."
        raise Refused(msg, hint="Give the program's full path; no shell reads it.") from None
    printed, status, late = _wait(process, seconds)
    if late:
        raise Refused(f"the token_command of {name} took over {seconds:g} seconds.", hint=hint)
    if status != 0:
        raise Refused(f"the token_command of {name} ended with status {status}.", hint=hint)
    return printed.decode("utf-8", "replace")


def _wait(process: subprocess.Popen[bytes], seconds: float) -> tuple[bytes, int, bool]:
    """Return what it printed, its status, and whether its time ran out."""
    late: list[bool] = []

    def stop() -> None:
        late.append(True)
        _kill(process)

    timer = Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    with process:
        printed = process.stdout.read(_MOST_BYTES + 1) if process.stdout else b""
        if len(printed) > _MOST_BYTES:
            _kill(process)
        status = process.wait()
    timer.cancel()
    return printed, status, bool(late)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End it and what it started."""
    try:
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    except ProcessLookupError:
        pass
