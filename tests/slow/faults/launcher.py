"""Runs the program many times: it is loaded once, and every run is a copy of that process.

`Launcher` is this process's end of it; the other is `copying`, which forks a child for each line
that it reads. A command that is run hundreds of times is rehearsed: a copy of the process runs it
once, and is copied from then on; half of a short run is what is worked out but once. That all this
makes the same system calls as a program that is started anew is tested in `test_launcher`.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tests.cli.running import PYTHON_PATH

_ROOT = Path(__file__).parents[3]


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
            [sys.executable, "-m", "tests.slow.faults.copying"], env=env, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        self.rehearsed: object = None

    def run(
        self, args: Sequence[str], *, env: Mapping[str, str], place: Path,
        strace: Sequence[str] = (), raising: int | None = None, learn: bool = False,
        again: bool = False, stops: Path | None = None,
        refuse: tuple[str, int, str] | None = None,
    ) -> Done:  # fmt: skip
        """Run `-m MODULE ...` or a script in a folder.

        What a run that may `learn` had to load is loaded for all later ones. Between counting
        calls and striking one nothing may: opening the files of modules counts, too. With `strace`
        options a tracer is there from the first call on. A process that gave up in order may be
        taken for a further run that is to end so (`again`): to copy one costs more than the run.
        Where the tracer stops it, the place as it is then is copied into the folder `stops`, under
        the number of the stop (from 0). A process that runs again needs no tracer for a call that
        its supervisor can `refuse`: its name, number and error; else `strace` is taken. With
        `raising` an exception comes after that many statements of SQLite (see
        `tests.slow.faults.raising`).
        """
        if learn:
            self.forget()
        wanted = {"args": list(args), "env": dict(env), "place": str(place),
                  "strace": list(strace), "raising": raising, "learn": learn,
                  "again": again, "stops": str(stops or ""), "refuse": refuse}  # fmt: skip
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
