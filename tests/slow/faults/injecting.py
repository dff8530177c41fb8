"""One fault at one chosen system call: `strace --inject`, or what does the same in `refusing`.

The points are counted in a clean run; after that, each is struck in a run of its own on a copy of
the same records. What is asked afterwards is in `Judge`.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from tests.cli.running import process_env
from tests.slow.faults.launcher import Done, launcher
from tests.slow.faults.refusing import REFUSED

FAULTS: Final = {"kill": "signal=SIGKILL", "EIO": "error=EIO", "ENOSPC": "error=ENOSPC"}
WRITING: Final = (
    "write", "writev", "pwrite64", "pwritev", "sendfile", "copy_file_range", "fsync", "fdatasync",
    "rename", "renameat", "renameat2", "link", "linkat", "symlink", "symlinkat", "unlink",
    "unlinkat", "truncate", "ftruncate", "fallocate", "mkdir", "mkdirat", "rmdir", "chmod",
    "fchmod", "fchmodat",
)  # fmt: skip
READING: Final = ("read", "pread64", "openat", "fstat", "newfstatat", "lseek", "fcntl")
# What fails in them SQLite tells, and the program ends in order: it may run again where it is.
_OF_SQLITE: Final = ("pwrite64", "pread64", "fdatasync")
_PROGRAM: Final = ("-m", "returnctl")
# Opening a file makes or changes one only with these.
_MAKING: Final = re.compile(r"O_CREAT|O_WRONLY|O_RDWR")
_CALL: Final = re.compile(r"^(?:\d+ +)?(\w+)\(")


@cache
def why_not() -> str:
    """Say why faults cannot be injected here; nothing where they can."""
    if shutil.which("strace") is None:
        return "strace is not installed"
    tried = subprocess.run(["strace", "-e", "trace=none", "true"], capture_output=True, check=False)
    return "" if tried.returncode == 0 else "strace may not trace here"


@dataclass(frozen=True)
class Point:
    """The Nth call of one kind in a run, or the Nth statement."""

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

    def __str__(self) -> str:
        return f"{self.fault} at {self.point.call} {self.point.number}"


@dataclass
class Bench:
    """A command of the program, the records it starts from, and a place to run it in."""

    master: Path
    place: Path
    args: Sequence[str]
    env: Mapping[str, str] = field(default_factory=dict)
    # Whether it is rehearsed: it is from when its calls are counted.
    warm: bool = False
    # Whether it is strace that lets every call fail.
    traced: bool = False

    @property
    def db(self) -> Path:
        return self.place / "records" / "returns.db"

    def reset(self) -> None:
        shutil.rmtree(self.place, ignore_errors=True)
        shutil.copytree(self.master, self.place, symlinks=True)

    def points(self, *more: str) -> list[Point]:
        """Count the writing calls of a clean run; `more` names others that count, too."""
        self.warm = True
        self.reset()
        log = self.place.parent / "trace"
        calls = ",".join(f"?{each}" for each in ("openat", *WRITING, *more))
        self._run(strace=("-o", str(log), "-e", f"trace={calls}"))
        lines = log.read_text(errors="replace").splitlines()
        return list(_points(lines, every=frozenset(more)))

    def kills(self) -> Iterator[Struck]:
        """Put in the place, one after the other, what kill -9 leaves at each writing call.

        It takes one run, which stands still after each call: a process that is killed at the next
        one has done the same, and the system has what it wrote, whether it lives or not.
        """
        self.warm = True
        self.reset()
        folder, log = self.place.with_name("stops"), self.place.with_name("trace")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        calls = ",".join(f"?{each}" for each in ("openat", *WRITING))
        stop = ("-e", f"trace={calls}", "-e", f"inject={calls}:signal=SIGSTOP")
        assert self._run(strace=("-o", str(log), *stop), stops=folder).exit_code == 0
        lines = log.read_text(errors="replace").splitlines()
        points = list(_points(lines, every=frozenset(("openat",))))
        assert len(points) == len(list(folder.iterdir())), "a call did not stop it"
        making = set(_points(lines, every=frozenset()))
        for number, point in enumerate(points):
            if point in making:
                shutil.rmtree(self.place, ignore_errors=True)
                if number:
                    (folder / str(number - 1)).rename(self.place)
                else:
                    self.reset()
                yield Struck(point, "kill", -signal.SIGKILL, "", "")
        shutil.rmtree(folder)

    def strike(self, point: Point, fault: str) -> Struck:
        """Run the command on fresh records, and let one call fail."""
        self.reset()
        return self.strike_here(point, fault)

    def strike_here(self, point: Point, fault: str) -> Struck:
        """Run the command on what is there, and let one call fail."""
        inject = f"inject={point.call}:{FAULTS[fault]}:when={point.number}"
        options = ("-o", os.devnull, "-e", f"trace={point.call}", "-e", inject)
        again = fault != "kill" and point.call in _OF_SQLITE
        refused = (point.call, point.number, fault)
        refuse = refused if again and point.call in REFUSED and not self.traced else None
        done = self._run(strace=options, again=again, refuse=refuse)
        return Struck(point, fault, done.exit_code, done.out, done.err)

    def interrupt(self, statement: int) -> Struck:
        """Run the command on fresh records, and raise after one statement of SQLite."""
        self.reset()
        done = self._run(raising=statement, again=True)
        point = Point("statement", statement)
        return Struck(point, "Ctrl-C", done.exit_code, done.out, done.err)

    def statements(self) -> int:
        """Count the statements of a clean run."""
        self.warm = True
        self.reset()
        self._run(raising=0)
        return len((self.place.parent / "statements").read_text().splitlines())

    def run(self, *args: str) -> Done:
        """Run the command, or another one, without a fault on what is there now."""
        return self._run(args)

    def _run(
        self, args: Sequence[str] = (), *, strace: Sequence[str] = (), raising: int | None = None,
        again: bool = False, stops: Path | None = None,
        refuse: tuple[str, int, str] | None = None,
    ) -> Done:  # fmt: skip
        if self.warm:
            self._rehearse()
        command = [*_PROGRAM, *args] if args else self.args
        return launcher().run(
            command, env=self._env, place=self.place, strace=strace, raising=raising,
            learn=not (self.warm or strace), again=again, stops=stops,
            refuse=refuse,
        )  # fmt: skip

    @property
    def _env(self) -> dict[str, str]:
        return process_env(self.place, RETURNCTL_DB=str(self.db), **self.env)

    def _rehearse(self) -> None:
        """Have the command run once beside the place, where it was not."""
        name = (self.place, tuple(self.args))
        if launcher().rehearsed == name:
            return
        beside = self.place.with_name("rehearsal")
        shutil.copytree(self.master, beside, symlinks=True)

        def there(text: str) -> str:
            return text.replace(str(self.place), str(beside))

        env = {key: there(text) for key, text in self._env.items()}
        runs = [[there(each) for each in self.args], [*_PROGRAM, "doctor"]]
        launcher().rehearse(name, runs, env=env, place=beside)
        shutil.rmtree(beside)


def committing(points: Sequence[Point]) -> list[Point]:
    """Return the calls of the first commit from when its journal counts: that takes two syncs."""
    ends = [number for number, each in enumerate(points) if each.call == "unlink"]
    syncs = [number for number, each in enumerate(points) if each.call in ("fsync", "fdatasync")]
    return list(points[syncs[1] + 1 : ends[0] + 1])


def _points(lines: Sequence[str], *, every: frozenset[str]) -> Iterator[Point]:
    counted: Counter[str] = Counter()
    for line in lines:
        if (match := _CALL.match(line)) is None:
            continue
        call = match[1]
        counted[call] += 1
        if call != "openat" or call in every or _MAKING.search(line):
            yield Point(call, counted[call])
