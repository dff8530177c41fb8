"""Running one of the system's programs: without a shell, without waiting for ever."""

import os
import subprocess
from collections.abc import Sequence
from typing import Final

from returnctl.core.errors import ReturnctlError, Unavailable

_SECONDS: Final = 30.0


class NoProgram(ReturnctlError):
    """The system has no such program."""


def run(words: Sequence[str], given: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    """Run a program and return what became of it; it speaks English.

    Raises:
        NoProgram: it is not there.
        Unavailable: it did not end in time, or cannot be started.
    """
    try:
        return subprocess.run(
            list(words), env={**os.environ, "LC_ALL": "C"}, input=given,
            capture_output=True, timeout=_SECONDS, check=False,
        )  # fmt: skip
    except FileNotFoundError:
        raise NoProgram(f"there is no program {words[0]} on this machine.") from None
    except (OSError, subprocess.TimeoutExpired) as error:
        msg = f"{words[0]} does not work: {type(error).__name__}."
        raise Unavailable(msg, hint="Nothing was changed.") from None


def said(done: "subprocess.CompletedProcess[bytes]") -> str:
    """Return the last line of what a program complained of."""
    lines = done.stderr.decode(errors="replace").strip().splitlines()
    return lines[-1].strip() if lines else f"exit code {done.returncode}"
