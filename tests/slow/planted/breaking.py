"""An error at a chosen call of the program, in a copy of this process.

What is raised says every secret, as an error of a library may that was given them; and each frame
on its way holds what it holds.
"""

from __future__ import annotations

import errno
import logging
import os
import sqlite3
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any, Final, NoReturn

import httpx

import returnctl

_OURS: Final = os.fspath(Path(returnctl.__file__).parent)
_COUNTED: Final = (_OURS, os.fspath(Path(httpx.__file__).parent))
# The handler of the process: what is called outside of it is the interpreter's to tell.
_BEGIN, _END = "_exit_code", "finish"


def errors(text: str) -> Sequence[Callable[[], Exception]]:
    """What may be raised: bugs that say everything, and what systems and libraries raise."""
    return (
        lambda: RuntimeError(text),
        lambda: KeyError(text),
        lambda: OSError(errno.EIO, os.strerror(errno.EIO)),
        lambda: TypeError(text),
        lambda: sqlite3.OperationalError("disk I/O error"),
        lambda: ValueError(text),
        lambda: httpx.ConnectError(text),
        lambda: AttributeError(text),
        lambda: AssertionError(text),
        lambda: PermissionError(errno.EACCES, os.strerror(errno.EACCES)),
        lambda: RecursionError(text),
    )


@dataclass(frozen=True)
class Ended:
    """How a run ended, what it said, what libraries logged, and how many calls there were."""

    code: int
    out: bytes
    err: bytes
    log: bytes
    calls: int
    raised: bool


def run(
    args: Sequence[str], env: Mapping[str, str], folder: Path, *, at: int = 0,
    error: Callable[[], Exception] | None = None, naive: bool = False,
) -> Ended:  # fmt: skip
    """Run a command, and raise at its Nth call; with 0 at none."""
    names = ("stdout", "stderr", "logged", "calls")
    out, err, log, calls = (folder / name for name in names)
    for path in (out, err, log, calls):
        path.write_bytes(b"")
    child = os.fork()
    if not child:
        _child(args, env, (out, err, log, calls), at, error, naive=naive)
    _, status = os.waitpid(child, 0)
    count, _, raised = calls.read_text().partition(" ")
    log_bytes = log.read_bytes()
    log.unlink()
    return Ended(os.waitstatus_to_exitcode(status), out.read_bytes(), err.read_bytes(), log_bytes,
                 int(count or 0), bool(raised))  # fmt: skip


def _child(
    args: Sequence[str], env: Mapping[str, str], paths: Sequence[Path], at: int,
    error: Callable[[], Exception] | None, *, naive: bool,
) -> NoReturn:  # fmt: skip
    code = 120
    try:
        _become(args, env, paths)
        hook = Hook(at, error)
        code = _program(hook, naive=naive)
        paths[3].write_text(f"{hook.calls} {'raised' if hook.raised else ''}")
    finally:
        os._exit(code)


def _become(args: Sequence[str], env: Mapping[str, str], paths: Sequence[Path]) -> None:
    out, err, log, _ = paths
    for number, (path, how) in enumerate(
        ((Path(os.devnull), os.O_RDONLY), (out, os.O_WRONLY), (err, os.O_WRONLY))
    ):
        os.dup2(os.open(path, how), number)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    os.environ.clear()
    os.environ.update(env)
    sys.argv = ["returnctl", *args]
    # Whoever turns all logs on sees what libraries say.
    logging.root.handlers = [logging.FileHandler(log)]
    logging.root.setLevel(logging.DEBUG)


class Hook:
    """Counts the calls of the program and its HTTP library, and raises at one of them."""

    def __init__(self, at: int, error: Callable[[], Exception] | None) -> None:
        self.at, self.error = at, error
        self.calls, self.raised, self._inside = 0, False, False

    def __call__(self, frame: FrameType, event: str, _arg: Any) -> None:
        if event != "call" or not frame.f_code.co_filename.startswith(_COUNTED):
            return
        name = frame.f_code.co_name
        if name in (_BEGIN, _END):
            self._inside = name == _BEGIN
        elif self._inside:
            self.calls += 1
            if self.calls == self.at and self.error is not None:
                self.raised = True
                sys.setprofile(None)
                raise self.error()


def _program(hook: Hook, *, naive: bool) -> int:
    from returnctl.cli import crash, process

    if naive:
        crash.tell = naively
    sys.setprofile(hook)
    try:
        process.run()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001 - as the interpreter does
        traceback.print_exc()
        return 1
    finally:
        sys.setprofile(None)
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
    return 0


def naively(error: BaseException) -> None:
    """The control: a handler that is helpful, with what the error says and the variables."""
    found = traceback.TracebackException.from_exception(error, capture_locals=True)
    sys.stderr.write("".join(found.format()))
