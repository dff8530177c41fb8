"""Runs the program: in this process for speed, or as a process of its own for the real thing."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from typer.core import TyperGroup
from typer.testing import CliRunner

import returnctl

AS_OF = "2026-11-21"
# A shopper in Berlin; every test says so where it means another one.
BERLIN: Mapping[str, str] = {
    "RETURNCTL_COUNTRY": "DE",
    "RETURNCTL_TIMEZONE": "Europe/Berlin",
    "RETURNCTL_CURRENCY": "EUR",
}
# Made from cases, and so the same again when a command is undone or the log folded anew.
PROJECTIONS = (
    "orders", "items", "returns", "parcels", "events", "refunds", "deadlines", "status", "refs",
    "misfits", "messages", "checkpoints",
)  # fmt: skip
PYTHON_PATH = str(Path(returnctl.__file__).parent.parent)
TIMEOUT = 60


@dataclass(frozen=True)
class Answer:
    """What a run of the program left behind."""

    args: tuple[str, ...]
    exit_code: int
    out: str
    err: str

    @property
    def envelope(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.out)
        return found

    @property
    def data(self) -> Any:
        assert self.exit_code in (0, 10, 11), self
        return self.envelope["data"]

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


@dataclass
class Cli:
    """The program with a database of its own, on a Saturday in Berlin, in this process."""

    db: Path
    env: dict[str, str | None] = field(default_factory=lambda: dict(BERLIN))
    as_of: str | None = AS_OF

    def __call__(
        self, *args: str, stdin: str = "", env: Mapping[str, str | None] | None = None
    ) -> Answer:
        """Run a command; an error that is no refusal ends the test."""
        clock = ["--as-of", self.as_of] if self.as_of is not None else []
        runner = CliRunner(env={**self.env, "RETURNCTL_DB": str(self.db), **(env or {})})
        exit_code = 0
        with runner.isolation(input=stdin) as (out, err, _):
            try:
                _program(args)([*clock, *args], prog_name="returnctl")
            except SystemExit as end:
                exit_code = end.code if isinstance(end.code, int) else int(bool(end.code))
            finally:
                sys.stdout.flush()
                sys.stderr.flush()
            return Answer(args, exit_code, out.getvalue().decode(), err.getvalue().decode())

    def ok(self, *args: str, stdin: str = "") -> Answer:
        """Run a command that must succeed."""
        answer = self(*args, stdin=stdin)
        assert answer.exit_code == 0, answer
        return answer

    def data(self, *args: str) -> Any:
        """Run a command that must succeed, and return its JSON data."""
        return self.ok(*args, "--json").data

    def add(self, *args: str) -> str:
        """Log an order and return its ref."""
        ref = self.data("add", *args)["ref"]
        assert isinstance(ref, str)
        return ref

    def at(self, as_of: str | None) -> Cli:
        """The same records, looked at from another day."""
        return Cli(self.db, self.env, as_of)

    def deadline(self, ref: str, rule: str) -> dict[str, Any]:
        """The one deadline of a rule, open or not, as `why` tells it."""
        found = self.data("why", ref, rule)
        assert len(found) == 1, found
        one: dict[str, Any] = found[0]
        return one

    def log_size(self) -> int:
        return self.query("SELECT count(*) FROM log")[0][0] if self.db.exists() else 0

    def query(self, statement: str, *values: object) -> list[Any]:
        with closing(sqlite3.connect(self.db)) as conn:
            return conn.execute(statement, values).fetchall()

    def projections(self) -> dict[str, list[Any]]:
        """Every row that is made from cases."""
        return {
            name: sorted(self.query(f"SELECT * FROM {name}"), key=repr)  # noqa: S608
            for name in PROJECTIONS
        }


def _program(args: Sequence[str]) -> TyperGroup:
    """The program, which loads each command once, as a process does: that takes its time."""
    from returnctl.cli.app import COMMANDS, build

    root = build()
    name = next((each for each in args if each in COMMANDS), None)
    if name:
        root.commands[name] = _command(name)
    return root


@cache
def _command(name: str) -> Any:
    from returnctl.cli.app import build

    return build().get_command(None, name)  # type: ignore[arg-type]


def fingerprint(path: Path) -> tuple[bytes, int]:
    """The bytes of a file and the instant it was changed."""
    return path.read_bytes(), path.stat().st_mtime_ns


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with what is in it."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def process_env(home: Path, **more: str) -> dict[str, str]:
    """An environment with nothing in it but what the program needs, and a home folder."""
    return {
        "PATH": "/usr/bin:/bin",
        "HOME": os.fspath(home),
        "PYTHONPATH": PYTHON_PATH,
        # Other tests run at the same time; the byte code of the source is theirs too.
        "PYTHONDONTWRITEBYTECODE": "1",
        **BERLIN,
        **more,
    }


def command(*args: str) -> list[str]:
    """The command line that runs the program as a process."""
    return [sys.executable, "-m", "returnctl", *args]


def run_process(
    args: Sequence[str],
    env: Mapping[str, str],
    *,
    stdin: str | None = None,
    cwd: Path | None = None,
) -> Answer:
    """Run the program as a process; without `stdin` its standard input is /dev/null."""
    done = subprocess.run(
        command(*args),
        env=env,
        cwd=cwd,
        input=stdin.encode() if stdin is not None else None,
        stdin=subprocess.DEVNULL if stdin is None else None,
        capture_output=True,
        timeout=TIMEOUT,
        check=False,
    )
    return Answer(
        tuple(args),
        done.returncode,
        done.stdout.decode("utf-8", "surrogateescape"),
        done.stderr.decode("utf-8", "surrogateescape"),
    )
