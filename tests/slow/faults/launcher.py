"""Runs the program many times: it is loaded once, and every run is a copy of that process.

`Launcher` is this process's end of it; the other is this module as a script, which forks a child
for each line that it reads. The child waits until `strace` has it, where faults are asked for. A
command that is run hundreds of times is rehearsed: a copy of the process runs it once, and is
copied from then on; half of a short run is what is worked out but once. That all this makes the
same system calls as a program that is started anew is tested in `test_launcher`.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import pkgutil
import runpy
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO, Any

import returnctl
from tests.cli.running import PYTHON_PATH

_ROOT = Path(__file__).parents[3]
# Of a run that hangs; the machine may be busy.
_SECONDS = 240
_CODE = 120  # of a child that could not even begin


@dataclass(frozen=True)
class Done:
    """How a run ended, and what it said."""

    exit_code: int
    out: str
    err: str


class Launcher:
    """The process with the program in it, which is copied for each run."""

    def __init__(self) -> None:
        env = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "PYTHONDONTWRITEBYTECODE": "1",
               "PYTHONPATH": f"{PYTHON_PATH}:{_ROOT}"}  # fmt: skip
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.slow.faults.launcher"], env=env, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        self.rehearsed: object = None

    def run(
        self, args: Sequence[str], *, env: Mapping[str, str], place: Path,
        strace: Sequence[str] = (), raising: int | None = None, learn: bool = False,
    ) -> Done:  # fmt: skip
        """Run `-m MODULE ...` or a script in a folder.

        What a run that may `learn` had to load is loaded for all later ones. Between counting
        calls and striking one nothing may: opening the files of modules counts, too. With `strace`
        options a tracer is there from the first call on. With `raising` an exception comes after
        that many statements of SQLite (see `tests.slow.faults.raising`).
        """
        if learn:
            self.forget()
        wanted = {"args": list(args), "env": dict(env), "place": str(place),
                  "strace": list(strace), "raising": raising, "learn": learn}  # fmt: skip
        return Done(**self._ask(wanted))

    def rehearse(
        self, name: object, runs: Sequence[Sequence[str]], *, env: Mapping[str, str], place: Path
    ) -> None:
        """Copy from now on a process that has run these; `name` is what `rehearsed` says then.

        The place should be one where nothing is run later, lest the process know what is in it.
        """
        self.forget()
        runs = [list(args) for args in runs]
        answer = self._ask({"rehearse": runs, "env": dict(env), "place": str(place)})
        assert answer == {"rehearsed": True}, answer
        self.rehearsed = name

    def forget(self) -> None:
        """Copy the process again that was only loaded."""
        if self.rehearsed is not None:
            self._ask({"forget": True})
            self.rehearsed = None

    def _ask(self, wanted: Mapping[str, Any]) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(wanted) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def close(self) -> None:
        """Let it end."""
        for stream in (self._process.stdin, self._process.stdout):
            assert stream is not None
            stream.close()
        self._process.wait()


@cache
def launcher() -> Launcher:
    """Return the one of this process."""
    made = Launcher()
    atexit.register(made.close)
    return made


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
    # No line is asked before the last was answered: none is lost in the buffer of a copy.
    while line := asked.readline():
        wanted = json.loads(line)
        if "forget" in wanted:
            os._exit(0)
        answer = _copied(wanted) if "rehearse" in wanted else _run(wanted)
        with suppress(BrokenPipeError):
            os.write(answers, json.dumps(answer).encode() + b"\n")


def _copied(wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Let a copy rehearse, and answer from then on; this process waits for its end."""
    if child := os.fork():
        _, status = os.waitpid(child, 0)
        return {"ended": os.waitstatus_to_exitcode(status)}
    kept = [os.dup(number) for number in (0, 1, 2)]
    folder = Path(wanted["place"]).parent
    for args in wanted["rehearse"]:
        _become({**wanted, "raising": None}, (folder / "stdout", folder / "stderr"))
        _program(args)
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
    folder = Path(wanted["place"]).parent
    out, err, loaded = folder / "stdout", folder / "stderr", folder / "loaded"
    gate, opener = os.pipe()
    child = os.fork()
    if not child:
        os.close(opener)
        _child(wanted, gate, (out, err), loaded)
    os.close(gate)
    tracer = _tracer(child, wanted["strace"])
    os.write(opener, b"!")
    os.close(opener)
    _, status = os.waitpid(child, 0)
    if tracer is not None:
        tracer.communicate()
    for name in loaded.read_text().split() if loaded.exists() else ():
        if name not in sys.modules:
            _load(name)
    loaded.unlink(missing_ok=True)
    said = {"out": out.read_text(errors="replace"), "err": err.read_text(errors="replace")}
    return {"exit_code": os.waitstatus_to_exitcode(status), **said}


def _tracer(child: int, options: Sequence[str]) -> subprocess.Popen[bytes] | None:
    """Attach strace, and wait until it is there."""
    if not options:
        return None
    command = ["strace", "-f", *options, "-p", str(child)]
    tracer = subprocess.Popen(command, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL)
    assert tracer.stderr is not None
    if b"attached" not in (said := tracer.stderr.readline()):
        os.kill(child, signal.SIGKILL)
        raise RuntimeError(said)
    return tracer


def _child(wanted: Mapping[str, Any], gate: int, streams: tuple[Path, Path], loaded: Path) -> None:
    """Become the program; never returns."""
    code = _CODE
    try:
        _become(wanted, streams)
        os.read(gate, 1)
        os.close(gate)
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
