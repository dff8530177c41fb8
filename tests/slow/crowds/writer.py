"""One of many processes that work with the same records: what it did goes to standard output.

`python -m tests.slow.crowds.writer FOLDER NAME COMMANDS [deferred]` loads everything, says "ready",
waits for a line, and then runs its commands through the real command line. Every fourth only looks.
Some go to the one case that all share: who counts its messages counts what was not lost.
"""

from __future__ import annotations

import json
import sqlite3
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any, Final

from tests.cli.running import Answer, Cli
from tests.slow.shopper import Shopper, file_of

SHARED: Final = "EVERYBODYS"
_LOOKS: Final = (("deadlines",), ("show", SHARED), ("status", "--purchases"), ("why", SHARED))


class Deferred(sqlite3.Connection):
    """The usual way to begin: the lock is taken at the first write. The control."""

    def execute(self, statement: str, *values: Any) -> sqlite3.Cursor:
        return super().execute("BEGIN" if statement == "BEGIN IMMEDIATE" else statement, *values)


def install() -> None:
    """Let every transaction of this process begin in the usual way."""
    connect = sqlite3.connect

    def usual(*args: Any, **options: Any) -> sqlite3.Connection:
        return connect(*args, **options, factory=Deferred)

    sqlite3.connect = usual  # type: ignore[assignment]


class Writer:
    """A shopper who also looks, and writes to a case that is everybody's."""

    def __init__(self, folder: Path, name: str) -> None:
        self.cli = Cli(file_of(folder))
        self.random = Random(name)
        self.shopper = Shopper(self.cli, self.random, name)
        self.commands: list[str] = []
        self.shared = 0
        self.waits: list[float] = []
        self.failures: list[str] = []

    def run(self, number: int) -> None:
        for _ in range(number):
            act = self.random.choice((self._look, self._share, self._shop, self._shop))
            began = time.monotonic()
            try:
                act()
            except AssertionError as error:
                self.failures.append(str(error)[:4000])
            self.waits.append(time.monotonic() - began)

    def _shop(self) -> None:
        self.commands.append(self.shopper.act().command_id)

    def _share(self) -> None:
        answer = self.cli("message", "add", SHARED, "--from", "seller", "one more", "--json")
        _check(answer)
        self.commands.append(answer.data["command_id"])
        self.shared += 1

    def _look(self) -> None:
        _check(self.cli(*self.random.choice(_LOOKS), "--json"))


def _check(answer: Answer) -> None:
    if answer.exit_code != 0:
        raise AssertionError(answer)


def main(folder: str, name: str, commands: str, *deferred: str) -> None:
    """Warm up beside the records, wait, work, and tell."""
    if deferred:
        install()
    warm = Writer(Path(folder) / "warm" / name, name)
    warm.cli.ok("add", "--shop", "lampenladen", "--order", SHARED, "--item", "Hub",
                "--delivered", "8nov", "--reason", "defective")  # fmt: skip
    looks: Callable[..., Answer] = warm.cli.ok
    for look in _LOOKS:
        looks(*look)
    warm.run(6)
    writer = Writer(Path(folder), name)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    writer.run(int(commands))
    told = {name: vars(writer)[name] for name in ("commands", "shared", "waits", "failures")}
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
