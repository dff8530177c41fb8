"""What a whole process costs: its CPU time and its peak memory, off a terminal and on one."""

import fcntl
import os
import pty
import select
import signal
import struct
import termios
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

_ROWS: Final = 24
_COLUMNS: Final = 80
_CHUNK: Final = 1 << 16
_SCREEN: Final = {"TERM": "xterm-256color", "PAGER": "cat"}
_PATIENCE: Final = 600.0  # seconds without a word: it waits for an answer that nobody gives


@dataclass(frozen=True, slots=True)
class Cost:
    """User and system time in seconds, peak memory in MB.

    Linux counts the memory of the process that started it, too: under about 20 MB it is a bound.
    """

    cpu: float
    memory: float


def run(command: Sequence[str], environ: Mapping[str, str], *, terminal: bool = False) -> Cost:
    """Run a command to its end; SystemExit if it fails. What it prints is thrown away."""
    status, usage = (_on_terminal if terminal else _in_pipe)(command, environ)
    if status != 0:
        raise SystemExit(f"{' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def _in_pipe(command: Sequence[str], environ: Mapping[str, str]) -> tuple[int, "os.struct_rusage"]:
    quiet = os.open(os.devnull, os.O_RDWR)
    source, target = os.pipe()
    streams = [
        (os.POSIX_SPAWN_DUP2, quiet, 0),
        (os.POSIX_SPAWN_DUP2, target, 1),
        (os.POSIX_SPAWN_DUP2, quiet, 2),
    ]
    pid = os.posix_spawn(command[0], list(command), environ, file_actions=streams)
    os.close(target)
    while os.read(source, _CHUNK):
        pass
    _, status, usage = os.wait4(pid, 0)
    os.close(source)
    os.close(quiet)
    return status, usage


def _on_terminal(
    command: Sequence[str], environ: Mapping[str, str]
) -> tuple[int, "os.struct_rusage"]:
    pid, screen = pty.fork()
    if pid == 0:
        size = struct.pack("HHHH", _ROWS, _COLUMNS, 0, 0)
        fcntl.ioctl(1, termios.TIOCSWINSZ, size)
        os.execve(command[0], list(command), {**environ, **_SCREEN})  # noqa: S606
    _watch(pid, screen)
    _, status, usage = os.wait4(pid, 0)
    os.close(screen)
    return status, usage


def _watch(pid: int, screen: int) -> None:
    """Read until the screen is closed; what asks a question is ended."""
    try:
        while select.select([screen], [], [], _PATIENCE)[0]:
            if not os.read(screen, _CHUNK):
                return
    except OSError:  # how Linux says that the other end is closed
        return
    os.kill(pid, signal.SIGKILL)
