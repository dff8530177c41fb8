"""Many processes that work with the same records: what each did goes to a file of its own.

`python -m tests.slow.crowds.writer FOLDER PROCESSES COMMANDS [deferred|bare]` loads everything, and
then becomes that many processes, which run their commands through the real command line. Every
fourth only looks. Some go to cases that are everybody's: who counts their messages counts what was
not lost.
"""

from __future__ import annotations

import json
import os
import random
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any, Final

from tests.cli.running import Answer, Cli
from tests.slow.kills import naive
from tests.slow.shopper import Shopper, file_of

SHARED: Final = "EVERYBODYS"
# A case of thousands of messages is nobody's, and each one more would take as long as all before.
ALL_SHARED: Final = (SHARED, *(f"{SHARED}-{number:02}" for number in range(2, 33)))
_LOOKS: Final = (("deadlines",), ("show", SHARED), ("history", SHARED), ("why", SHARED))
# What is open is listed by whoever looks; nobody has a thousand returns under way.
_MOST: Final = 8


class Deferred(sqlite3.Connection):
    """The usual way to begin: the lock is taken at the first write. The control."""

    def execute(self, statement: str, *values: Any) -> sqlite3.Cursor:
        return super().execute("BEGIN" if statement == "BEGIN IMMEDIATE" else statement, *values)


def defer() -> None:
    """Let every transaction of this process begin in the usual way."""
    connect = sqlite3.connect

    def usual(*args: Any, **options: Any) -> sqlite3.Connection:
        return connect(*args, **options, factory=Deferred)

    sqlite3.connect = usual  # type: ignore[assignment]


_CONTROLS: Final = {"deferred": defer, "bare": naive.install}


class Writer:
    """A shopper who also looks, and writes to a case that is everybody's."""

    def __init__(self, folder: Path, name: str, numbers: Sequence[str]) -> None:
        self.cli = Cli(file_of(folder))
        self.random = Random(f"{folder.name} {name}")
        self._numbers = numbers
        self.shopper = Shopper(self.cli, self.random, name, _MOST)
        self.commands: list[str] = []
        self.shared: Counter[str] = Counter()
        self.waits: list[float] = []
        self.failures: list[str] = []

    def run(self, number: int) -> None:
        for _ in range(number):
            act = self.random.choice((self._look, self._share, self._shop, self._shop))
            began = time.monotonic()
            try:
                act()
            except Exception as error:  # noqa: BLE001 - whatever it is, it is counted
                self.failures.append(f"{error!r}"[:4000])
            self.waits.append(time.monotonic() - began)

    def _shop(self) -> None:
        self.commands.append(self.shopper.act().command_id)

    def _share(self) -> None:
        number = self.random.choice(self._numbers)
        answer = self.cli("message", "add", number, "--from", "seller", "one more", "--json")
        _check(answer)
        self.commands.append(answer.data["command_id"])
        self.shared[number] += 1

    def _look(self) -> None:
        _check(self.cli(*self.random.choice(_LOOKS), "--json"))


def _check(answer: Answer) -> None:
    if answer.exit_code != 0:
        raise AssertionError(answer)


def share(cli: Cli, numbers: Sequence[str]) -> None:
    """Note orders that are everybody's."""
    for number in numbers:
        cli.ok("add", "--shop", "lampenladen", "--order", number, "--item", "Hub",
               "--delivered", "8nov", "--reason", "defective")  # fmt: skip


def main(folder: str, processes: str, commands: str, *control: str) -> None:
    """Warm up beside the records; the copies of this process wait until all are there."""
    for each in control:
        _CONTROLS[each]()
    place = Path(folder)
    warm = Writer(place / "warm", "warm", [SHARED])
    share(warm.cli, [SHARED])
    for look in _LOOKS:
        warm.cli.ok(*look)
    warm.run(12)
    gate, opener = os.pipe()
    children = [_fork(place, f"w{number}", int(commands), gate, opener, *control)
                for number in range(int(processes))]  # fmt: skip
    os.close(opener)
    for child in children:
        assert os.waitpid(child, 0)[1] == 0


def _fork(place: Path, name: str, commands: int, gate: int, opener: int, *control: str) -> int:
    """Start a process that begins when nobody holds the gate open any more."""
    if child := os.fork():
        return child
    os.close(opener)
    os.environ["XDG_STATE_HOME"] = str(place / f"state-{name}")
    random.seed(name)
    # One case is enough for a few commands, and they meet there.
    writer = Writer(place, name, [SHARED] if control else ALL_SHARED)
    os.read(gate, 1)
    writer.run(commands)
    told = {name: vars(writer)[name] for name in ("commands", "shared", "waits", "failures")}
    (place / f"{name}.json").write_text(json.dumps(told))
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
