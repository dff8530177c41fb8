"""A pseudo-terminal with the program on it, for thousands of commands at any width."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import tty
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final, NamedTuple

_SIDE: Final = Path(__file__).with_name("typed_at.py")
_SECONDS: Final = 120


class Seen(NamedTuple):
    """What a terminal was sent, and how the command ended."""

    code: int
    text: str


class Screen:
    """The near side; use `screen`."""

    def __init__(self, leader: int, jobs: IO[str]) -> None:
        self._leader, self._jobs = leader, jobs
        self._number = 0

    def type(self, args: Sequence[str], *, columns: int) -> Seen:
        """Run one command at a width, and return every byte that came."""
        fcntl.ioctl(self._leader, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
        self._number += 1
        end = f"<end {os.urandom(8).hex()} {self._number}>"
        self._jobs.write(json.dumps({"args": list(args), "end": end}) + "\n")
        self._jobs.flush()
        text, code = self._until(end.encode())
        return Seen(code, text.decode("utf-8", "surrogateescape"))

    def _until(self, end: bytes) -> tuple[bytes, int]:
        found = b""
        while not (end in found and found.endswith(b"\n")):
            ready, _, _ = select.select([self._leader], [], [], _SECONDS)
            assert ready, found[-2000:]
            found += os.read(self._leader, 1 << 20)
        text, _, code = found.rpartition(end)
        return text, int(code)


@contextmanager
def screen(env: Mapping[str, str]) -> Iterator[Screen]:
    """Start the program on a terminal of its own, which changes no byte on its way."""
    leader, follower = pty.openpty()
    tty.setraw(follower)
    read, write = os.pipe()
    surroundings = {**env, "TERM": "xterm-256color", "PAGER": "cat"}
    process = subprocess.Popen(
        [sys.executable, str(_SIDE), str(read)], env=surroundings,
        stdin=subprocess.DEVNULL, stdout=follower, stderr=follower, pass_fds=(read,),
    )  # fmt: skip
    os.close(follower)
    os.close(read)
    try:
        with os.fdopen(write, "w", encoding="utf-8") as jobs:
            yield Screen(leader, jobs)
    finally:
        process.wait(_SECONDS)
        os.close(leader)
