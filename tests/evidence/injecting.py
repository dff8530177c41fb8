"""Running the program under `strace --inject`: one fault at one chosen system call.

The points are counted in a clean run; after that, each is struck in a run of its own on a copy of
the same records. What is asked afterwards is in `Judge`.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from tests.cli.running import process_env

FAULTS: Final = {"kill": "signal=SIGKILL", "EIO": "error=EIO", "ENOSPC": "error=ENOSPC"}
_WRITING: Final = (
    "write", "pwrite64", "fsync", "fdatasync", "rename", "renameat", "renameat2", "unlink",
    "unlinkat", "ftruncate", "mkdir", "mkdirat", "chmod", "fchmod", "fchmodat",
)  # fmt: skip
# Opening a file makes or changes one only with these.
_MAKING: Final = re.compile(r"O_CREAT|O_WRONLY|O_RDWR")
_CALL: Final = re.compile(r"^(?:\d+ +)?(\w+)\(")
_TIMEOUT: Final = 60


@cache
def why_not() -> str:
    """Say why faults cannot be injected here; nothing where they can."""
    if shutil.which("strace") is None:
        return "strace is not installed"
    tried = subprocess.run(["strace", "-e", "trace=none", "true"], capture_output=True, check=False)
    return "" if tried.returncode == 0 else "strace may not trace here"


@dataclass(frozen=True)
class Point:
    """The Nth call of one kind in a run."""

    call: str
    number: int


@dataclass(frozen=True)
class Struck:
    """How a run ended in which one call failed, or was the last."""

    point: Point
    fault: str
    exit_code: int
    out: str
    err: str

    @property
    def survived_a_kill(self) -> bool:
        """Whether the program lived on, so that nothing was struck."""
        return self.fault == "kill" and self.exit_code == 0


@dataclass
class Bench:
    """A command of the program, the records it starts from, and a place to run it in."""

    master: Path
    place: Path
    args: Sequence[str]
    warm: bool = False

    @property
    def db(self) -> Path:
        return self.place / "records" / "returns.db"

    def reset(self) -> None:
        shutil.rmtree(self.place, ignore_errors=True)
        shutil.copytree(self.master, self.place, symlinks=True)

    def command(self) -> list[str]:
        return [sys.executable, *self.args]

    def points(self) -> list[Point]:
        """Count the writing calls of a clean run."""
        self.reset()
        self.run()  # leaves its byte code
        self.warm = True
        self.reset()
        log = self.place.parent / "trace"
        calls = ",".join((*_WRITING, "openat"))
        done = self._strace("-o", str(log), "-e", f"trace={calls}")
        assert done.returncode == 0, done.stderr
        return list(_points(log.read_text(errors="replace").splitlines()))

    def strike(self, point: Point, fault: str) -> Struck:
        """Run the command on fresh records, and let one call fail."""
        self.reset()
        inject = f"inject={point.call}:{FAULTS[fault]}:when={point.number}"
        done = self._strace("-o", os.devnull, "-e", f"trace={point.call}", "-e", inject)
        return Struck(point, fault, done.returncode, done.stdout, done.stderr)

    def run(self) -> subprocess.CompletedProcess[str]:
        """Run the command without a fault on what is there now."""
        return self._run(self.command())

    def _strace(self, *options: str) -> subprocess.CompletedProcess[str]:
        return self._run(["strace", "-f", "-qq", *options, *self.command()])

    def _run(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        env = process_env(self.place, RETURNCTL_DB=str(self.db))
        env["XDG_STATE_HOME"] = str(self.place / "state")
        # Hundreds of starts: the byte code is made by the first, which is the clean run.
        env["PYTHONPYCACHEPREFIX"] = str(self.place.parent / "bytecode")
        if not self.warm:
            env.pop("PYTHONDONTWRITEBYTECODE")
        return subprocess.run(
            command, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True,
            errors="replace", timeout=_TIMEOUT, check=False,
        )  # fmt: skip


def _points(lines: Sequence[str]) -> Iterator[Point]:
    counted: Counter[str] = Counter()
    for line in lines:
        if (match := _CALL.match(line)) is None:
            continue
        call = match[1]
        counted[call] += 1
        if call != "openat" or _MAKING.search(line):
            yield Point(call, counted[call])
