"""The program on a real pseudo-terminal, with somebody who types."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.cli.running import AS_OF, TIMEOUT, command

CTRL_C, CTRL_D = "\x03", "\x04"


@dataclass(frozen=True)
class Seen:
    """What a run left on the screen, and how it ended."""

    code: int
    screen: str


def at_a_terminal(
    args: Sequence[str],
    env: Mapping[str, str],
    *typed: tuple[str, str],
    columns: int = 80,
    rows: int = 24,
) -> Seen:
    """Run a command; `typed` is pairs of what must be on the screen and what is typed then."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    # A session whose terminal this is: only there Ctrl-C is a signal.
    process = subprocess.Popen(
        ["setsid", "--ctty", *command("--as-of", AS_OF, *args)],
        env={**env, "TERM": "xterm-256color"}, stdin=follower, stdout=follower, stderr=follower,
    )  # fmt: skip
    os.close(follower)
    waiting, last, found, until = list(typed), "", "", time.monotonic() + TIMEOUT
    try:
        while time.monotonic() < until:
            if not select.select([leader], [], [], 2)[0]:
                # Between prompt and read CPython loses a signal; a person presses it again.
                os.write(leader, last.encode() if last == CTRL_C else b"")
                continue
            found += os.read(leader, 65536).decode("utf-8", "replace")
            if waiting and waiting[0][0] in found:
                last = waiting.pop(0)[1]
                os.write(leader, last.encode())
    except OSError:
        pass  # the end of a pseudo-terminal on Linux
    finally:
        os.close(leader)
    code = process.wait(TIMEOUT)
    assert not waiting, found
    return Seen(code, found.replace("\r\n", "\n"))
