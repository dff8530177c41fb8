"""The streams of the process: always there, tolerant of odd text, and emptied before the end.

A reader that left (`| head`) is no error. An answer that cannot be written is told on stderr; what
was recorded is recorded by then.
"""

import errno
import os
import sys
from contextlib import suppress
from typing import Final, TextIO

_UNTOLD: Final = 1
# What a full or failing disk, or a closed descriptor, says of a write.
_FAILURES: Final = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF))


def ready() -> None:
    """Make sure that there are streams, and that no text can break them."""
    # Opened first of all: a closed descriptor 1 must not become the database's.
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def has_output() -> bool:
    """Say whether standard output was there, and is not the nothing that `ready` put in place."""
    return getattr(sys.stdout, "name", None) != os.devnull


def is_of_output(error: OSError) -> bool:
    """Say whether it is the answer that could not be written."""
    return isinstance(error, BrokenPipeError) or error.errno in _FAILURES


def give_up(error: OSError, code: int) -> int:
    """Drop what is left of the answer; return the exit code, which tells of it where it was 0."""
    _drop(sys.stdout)
    if isinstance(error, BrokenPipeError):
        return code
    tell(
        f"returnctl: the answer could not be written: {error.strerror}.\n"
        "  Nothing that was recorded is lost. Ask again: returnctl status\n"
    )
    return code or _UNTOLD


def tell(sentence: str) -> None:
    """Say it on standard error, or to nobody where that fails too."""
    try:
        sys.stderr.write(sentence)
        sys.stderr.flush()
    except OSError:
        _drop(sys.stderr)


def finish(code: int) -> int:
    """Write out what is left while an error can still be told."""
    try:
        sys.stdout.flush()
    except OSError as error:
        code = give_up(error, code)
    tell("")
    return code


def _drop(stream: TextIO) -> None:
    """Point a stream at nothing: the interpreter's last flush would make the exit code 120."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
