"""Lets the Nth call of one kind fail in a process that runs the program again and again: seccomp.

What `strace --inject` does, without its stops at every other call: the kernel asks a supervisor
about the calls that SQLite writes with, and about no others. A call that is refused is not made.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import select
import socket
import struct
from collections.abc import Iterable
from contextlib import suppress
from fcntl import ioctl
from typing import Final, Self

# Numbers of system calls: what may be refused, and that which installs a filter.
_CALLS: Final = {
    "x86_64": {"pwrite64": 18, "fdatasync": 75, "seccomp": 317},
    "aarch64": {"pwrite64": 68, "fdatasync": 83, "seccomp": 277},
}.get(platform.machine(), {})
REFUSED: Final = ("pwrite64", "fdatasync")
_NO_NEW_PRIVILEGES: Final = 38
_FILTER, _LISTENER = 1, 8
_LOAD, _IS, _RETURN = 0x20, 0x15, 0x06
_ALLOWED, _ASKED = 0x7FFF0000, 0x7FC00000
# Of <linux/seccomp.h>: to receive what is asked, and to answer.
_RECEIVE, _ANSWER = 0xC0502100, 0xC0182101
_ASKED_SIZE: Final = 80
_GO_ON: Final = 1


class Supervisor:
    """The end that is asked; the process behind it hands its listener over a socket."""

    def __init__(self, listener: int | None, calls: int) -> None:
        self._listener, self._calls = listener, calls

    @classmethod
    def of(cls, sock: socket.socket, calls: int) -> Self:
        """Take over what `watched` sends; `calls` is the pipe on which the process answers."""
        with sock:
            _, descriptors, _, _ = socket.recv_fds(sock, 1, 1)
        return cls(descriptors[0] if descriptors else None, calls)

    @property
    def may_refuse(self) -> bool:
        """Whether the kernel asks."""
        return self._listener is not None

    def answer(self, size: int, refused: tuple[str, int, str] | None = None) -> bytes:
        """Read an answer of the process, and let it make its calls meanwhile, or one not.

        `refused` is the name of a call, which of them from here on (from 1), and its error.
        """
        call, number, error = refused or ("", 0, "EIO")
        wanted, code, seen = _CALLS.get(call), -getattr(errno, error), 0
        while self._is_asked():
            asked = bytearray(_ASKED_SIZE)
            assert self._listener is not None
            try:
                ioctl(self._listener, _RECEIVE, asked)
            except OSError:
                continue  # it was killed meanwhile
            (id_,), (made,) = struct.unpack_from("=Q", asked), struct.unpack_from("=i", asked, 16)
            seen += made == wanted
            strikes = made == wanted and seen == number
            said = (id_, 0, code, 0) if strikes else (id_, 0, 0, _GO_ON)
            with suppress(OSError):
                ioctl(self._listener, _ANSWER, struct.pack("=QqiI", *said))
        return os.read(self._calls, size)

    def _is_asked(self) -> bool:
        """Wait, and say whether it is the kernel that asks; not so once the process answers."""
        if self._listener is None:
            return False
        poll = select.poll()
        poll.register(self._listener, select.POLLIN)
        poll.register(self._calls, select.POLLIN)
        ready = dict(poll.poll())
        return self._calls not in ready and bool(ready[self._listener] & select.POLLIN)

    def close(self) -> None:
        """Ask no more: what the process calls from now on fails."""
        if self._listener is not None:
            os.close(self._listener)


def watched(sock: socket.socket, *, asked: bool) -> None:
    """Send a `Supervisor` the listener, of which it is asked from now on: or none."""
    listener = _installed() if asked and _CALLS else -1
    with sock:
        socket.send_fds(sock, [b"!"], [listener] if listener >= 0 else [])
    if listener >= 0:
        os.close(listener)


def _installed() -> int:
    program = b"".join(_instructions([_CALLS[name] for name in REFUSED]))
    kept = ctypes.create_string_buffer(program, len(program))
    filter_ = struct.pack("@HP", len(program) // 8, ctypes.addressof(kept))
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    return int(libc.syscall(_CALLS["seccomp"], _FILTER, _LISTENER, filter_))


def _instructions(asked: list[int]) -> Iterable[bytes]:
    """The program of the filter: the number of the call is one of these, or it is none."""
    yield struct.pack("=HBBI", _LOAD, 0, 0, 0)
    for place, number in enumerate(asked):
        yield struct.pack("=HBBI", _IS, len(asked) - place, 0, number)
    yield struct.pack("=HBBI", _RETURN, 0, 0, _ALLOWED)
    yield struct.pack("=HBBI", _RETURN, 0, 0, _ASKED)
