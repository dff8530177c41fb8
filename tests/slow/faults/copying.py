"""The process with the program in it, which is copied for each run (see `launcher`).

A child waits until `strace` has it, where faults are asked for.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import pkgutil
import runpy
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import IO, Any

import returnctl
from tests.slow.faults.refusing import Supervisor, watched

# Of a run that hangs; the machine may be busy.
_SECONDS = 240
_CODE = 120  # of a child that could not even begin
# How the program ends in order: with all done, with something found wrong, with records that could
# not be written, or with Ctrl-C. After that the same process may run it again, so often.
_IN_ORDER = (0, 1, 7, 130)
_RUNS = 40
# What was done at a signal before the program had a say.
_USUAL = {name: signal.getsignal(name) for name in signal.valid_signals()}


def _serve() -> None:
    for found in pkgutil.walk_packages(returnctl.__path__, "returnctl."):
        if not found.name.endswith("__main__"):
            _load(found.name)
    gc.freeze()
    # The program's streams are its own, also where it runs in this very process.
    with os.fdopen(os.dup(0)) as asked:
        _nothing_at(0)
        _answer_all(asked, os.dup(1))


def _answer_all(asked: IO[str], answers: int) -> None:
    lasting: _Lasting | None = None
    # No line is asked before the last was answered: none is lost in the buffer of a copy.
    while line := asked.readline():
        wanted = json.loads(line)
        if "forget" in wanted:
            os._exit(0)
        if "rehearse" in wanted:
            answer = _copied(wanted)
        elif wanted["again"]:
            lasting = (lasting and lasting.fit(wanted)) or _Lasting(wanted)
            answer = lasting.run(wanted)
            lasting = lasting.fit(wanted)
        else:
            answer = _run(wanted)
        with suppress(BrokenPipeError):
            os.write(answers, json.dumps(answer).encode() + b"\n")


def _copied(wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Let a copy rehearse, and answer from then on; this process waits for its end."""
    if child := os.fork():
        _, status = os.waitpid(child, 0)
        return {"ended": os.waitstatus_to_exitcode(status)}
    kept = [os.dup(number) for number in (0, 1, 2)]
    for args in wanted["rehearse"]:
        _become({**wanted, "raising": None}, _streams(wanted))
        _program(args)
    _as_usual()
    signal.alarm(0)
    for number, descriptor in enumerate(kept):
        os.dup2(descriptor, number)
        os.close(descriptor)
    gc.collect()
    gc.freeze()
    return {"rehearsed": True}


def _load(name: str) -> None:
    # Optional libraries may not be there; and what some modules do without a terminal is theirs.
    with suppress(Exception):
        importlib.import_module(name)


def _run(wanted: Mapping[str, Any]) -> dict[str, Any]:
    streams, loaded = _streams(wanted), Path(wanted["place"]).parent / "loaded"
    (gate, opener), (told, tell) = os.pipe(), os.pipe()
    child = os.fork()
    if not child:
        os.close(opener)
        _child(wanted, (tell, gate), streams, loaded)
    os.close(gate)
    os.close(tell)
    os.read(told, 1)  # a tracer that came earlier would count what is no call of the program's
    os.close(told)
    with _traced(child, wanted["strace"]):
        # Who is to be killed at its first `read` is waiting in one when the tracer comes.
        with suppress(BrokenPipeError):
            os.write(opener, b"!")
        os.close(opener)
        status = _waited(child, wanted)
    for name in loaded.read_text().split() if loaded.exists() else ():
        if name not in sys.modules:
            _load(name)
    loaded.unlink(missing_ok=True)
    return {"exit_code": os.waitstatus_to_exitcode(status), **_said(streams)}


def _waited(child: int, wanted: Mapping[str, Any]) -> int:
    """Wait for its end; where it stops on the way, keep what it has done so far."""
    if not wanted["stops"]:
        return os.waitpid(child, 0)[1]
    for number in count():
        _, status = os.waitpid(child, os.WUNTRACED)
        if not os.WIFSTOPPED(status):
            return status
        shutil.copytree(wanted["place"], Path(wanted["stops"], str(number)), symlinks=True)
        os.kill(child, signal.SIGCONT)
    raise AssertionError("numbers do not end")


class _Lasting:
    """A copy that runs the program again and again, as long as each run is given up in order.

    One whose calls are `struck` asks about some of them (see `refusing`).
    """

    def __init__(self, wanted: Mapping[str, Any]) -> None:
        (asked, self._ask), (self._answers, tell) = os.pipe(), os.pipe()
        here, there = socket.socketpair()
        self._struck, self._runs, self._code = wanted["raising"] is None, 0, _CODE
        self._child = os.fork()
        if not self._child:
            os.close(self._ask)
            os.close(self._answers)
            _last(asked, tell, there, struck=self._struck)
        os.close(asked)
        os.close(tell)
        there.close()
        self._supervisor = Supervisor.of(here, self._answers)

    def run(self, wanted: Mapping[str, Any]) -> dict[str, Any]:
        refused = wanted["refuse"] if self._supervisor.may_refuse else None
        os.write(self._ask, json.dumps(wanted).encode())
        self._supervisor.answer(1)
        with _traced(self._child, () if refused else wanted["strace"], lasting=True):
            os.write(self._ask, b"!")
            code = self._supervisor.answer(9, refused)
        self._runs, self._code = self._runs + 1, int(code or _CODE)
        return {"exit_code": self._code, **_said(_streams(wanted))}

    def fit(self, wanted: Mapping[str, Any]) -> _Lasting | None:
        """Return itself, where it may run once more, and for this; or end."""
        alike = self._struck == (wanted["raising"] is None)
        if self._code in _IN_ORDER and self._runs < _RUNS and alike:
            return self
        os.close(self._ask)
        self._supervisor.close()
        os.close(self._answers)
        os.waitpid(self._child, 0)
        return None


def _last(asked: int, tell: int, sock: socket.socket, *, struck: bool) -> None:
    """Become the program for each that is asked; never returns."""
    try:
        watched(sock, asked=struck)
        while line := os.read(asked, 1 << 16):
            wanted = json.loads(line)
            _become(wanted, _streams(wanted))
            os.write(tell, b"!")
            os.read(asked, 1)
            os.write(tell, b"%d" % _program(wanted["args"]))
            signal.alarm(0)
            gc.collect()
    finally:
        os._exit(_CODE)


def _streams(wanted: Mapping[str, Any]) -> tuple[Path, Path]:
    folder = Path(wanted["place"]).parent
    return folder / "stdout", folder / "stderr"


def _said(streams: tuple[Path, Path]) -> dict[str, str]:
    out, err = (path.read_text(errors="replace") for path in streams)
    return {"out": out, "err": err}


@contextmanager
def _traced(child: int, options: Sequence[str], *, lasting: bool = False) -> Iterator[None]:
    """Have strace there, if there are options for it, until the child ends or has answered."""
    if not options:
        yield
        return
    command = ["strace", "-f", *options, "-p", str(child)]
    tracer = subprocess.Popen(command, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL)
    assert tracer.stderr is not None
    if b"attached" not in (said := tracer.stderr.readline()):
        os.kill(child, signal.SIGKILL)
        raise RuntimeError(said)
    yield
    if lasting:
        tracer.terminate()
    tracer.communicate()


def _child(
    wanted: Mapping[str, Any], gates: tuple[int, int], streams: tuple[Path, Path], loaded: Path
) -> None:
    """Become the program; never returns."""
    code = _CODE
    try:
        _become(wanted, streams)
        ready, go = gates
        os.write(ready, b"!")
        os.read(go, 1)
        os.close(ready)
        os.close(go)
        code = _program(wanted["args"])
        if wanted["learn"]:
            loaded.write_text("\n".join(sys.modules))
    finally:
        os._exit(code)


def _become(wanted: Mapping[str, Any], streams: tuple[Path, Path]) -> None:
    _nothing_at(0)
    for number, path in enumerate(streams, 1):
        target = os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
        os.dup2(target, number)
        os.close(target)
    os.environ.clear()
    os.environ.update(wanted["env"])
    tempfile.tempdir = None
    _as_usual()
    os.chdir(wanted["place"])
    time.tzset()
    # Whoever is not the parent of a process may trace it only where the process says so.
    with suppress(Exception):
        import ctypes

        ctypes.CDLL(None).prctl(0x59616D61, ctypes.c_ulong(-1), 0, 0, 0)
    if wanted["raising"] is not None:
        from tests.slow.faults.raising import raise_after

        raise_after(wanted["raising"], Path(wanted["place"]).parent / "statements")
    signal.alarm(_SECONDS)


def _as_usual() -> None:
    for number, usual in _USUAL.items():
        if signal.getsignal(number) is not usual:
            signal.signal(number, usual)


def _nothing_at(number: int) -> None:
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, number)
    os.close(nothing)


def _program(args: Sequence[str]) -> int:
    try:
        if args[0] == "-m":
            sys.argv = [args[1], *args[2:]]
            runpy.run_module(args[1], run_name="__main__", alter_sys=True)
        else:
            sys.argv = list(args)
            runpy.run_path(args[0], run_name="__main__")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001 - as the interpreter does
        import traceback

        traceback.print_exc()
        return 1
    finally:
        _flush()
    return 0


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()


if __name__ == "__main__":
    _serve()
