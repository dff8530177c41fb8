"""Outputs that take no answer: a full disk, a closed descriptor, a reader that left."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.slow.faults.launcher import Done

# The machine may be busy.
_SECONDS: Final = 240
Opened = Iterator[int]


@contextmanager
def full() -> Opened:
    """Give what a disk is on which not a byte is left."""
    number = os.open("/dev/full", os.O_WRONLY)
    try:
        yield number
    finally:
        os.close(number)


@contextmanager
def left() -> Opened:
    """Give a pipe whose reader is gone, as that of `| head` is after its lines."""
    reader, writer = os.pipe()
    os.close(reader)
    try:
        yield writer
    finally:
        os.close(writer)


@contextmanager
def closed() -> Opened:
    """Give nothing: the shell's `>&-`."""
    yield -1


SINKS: Final[Mapping[str, Callable[[], object]]] = {"full": full, "closed": closed, "left": left}


def run(sink: str, command: Sequence[str], *, env: Mapping[str, str], place: Path) -> Done:
    """Run a process of its own whose answer cannot be told; `out` is empty."""
    with SINKS[sink]() as number:  # type: ignore[attr-defined]
        shut = ["sh", "-c", 'exec "$@" >&-', "-"] if number < 0 else []
        done = subprocess.run(
            [*shut, *command], stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
            stdout=number if number >= 0 else None, env=env, cwd=place, timeout=_SECONDS,
            check=False,
        )  # fmt: skip
    return Done(done.returncode, "", done.stderr)
