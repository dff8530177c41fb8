"""Every command whose answer goes nowhere: what it records is whole, and the exit code tells.

The small version, for every commit, is in tests/cli/test_streams.py.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import pytest

from tests.cli.running import process_env
from tests.slow.disks.sinks import SINKS, run
from tests.slow.faults.commands import COMMANDS, Command, bench_of
from tests.slow.faults.conftest import stock
from tests.slow.faults.injecting import Bench
from tests.slow.faults.launcher import Done
from tests.slow.faults.scene import Scene
from tests.slow.faults.seeing import Seen, fingerprint, see
from tests.slow.tally import Tally

__all__ = ["stock"]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="/dev/full is of POSIX"),
]
LOOKS: Final = (
    (), ("status",), ("status", "--all"), ("status", "--purchases"), ("deadlines",),
    ("deadlines", "--all"), ("show", "REF"), ("why", "REF"), ("next",), ("next", "REF"),
    ("search", "hub"), ("summary",), ("summary", "--csv"), ("history",), ("history", "REF"),
    ("message", "list", "REF"), ("message", "draft", "REF"), ("evidence", "list", "REF"),
    ("evidence", "verify"), ("parcel", "list"), ("parcel", "identify", "EZ2000000002"),
    ("remind", "--dry-run"), ("export", "-"), ("calendar", "-"), ("slip", "REF"), ("doctor",),
    ("mark", "REF"), ("mark", "--list"), ("restore",), ("policy", "list"),
    ("policy", "show", "visa"), ("config", "show"), ("config", "get", "country"),
    ("config", "path"), ("cron", "show"), ("completion", "bash"), ("--version",), ("--help",),
    ("add", "--help"),
)  # fmt: skip
PARTS: Final = 4
_UNTOLD: Final = 1
_SAID: Final = "returnctl: the answer could not be written"


@dataclass
class Tried:
    """What one command did in every sink, in words and in JSON."""

    bench: Bench
    tried: int = 0
    lost: list[str] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)

    def everywhere(self) -> Tried:
        for more in ([], ["--json"]):
            self.bench.reset()
            done = self._plainly(more)
            right = untold(see(self.bench.place, self.bench.db))
            as_it_was = fingerprint(self.bench.place) == fingerprint(self.bench.master)
            for sink in SINKS:
                self.bench.reset()
                told = run(sink, self._command(more), env=self._env, place=self.bench.place)
                where = f"{' '.join(self.bench.args[2:])} {more}, {sink}: "
                self.tried += 1
                self.odd += [where + each for each in wrong(done, told, sink)]
                now = see(self.bench.place, self.bench.db)
                if not same(now, right):
                    self.lost.append(f"{where}other records than with an output")
                if as_it_was and fingerprint(self.bench.place) != fingerprint(self.bench.master):
                    self.lost.append(f"{where}something was written")
        return self

    def _command(self, more: list[str]) -> list[str]:
        return [sys.executable, *self.bench.args, *more]

    @property
    def _env(self) -> dict[str, str]:
        return process_env(self.bench.place, RETURNCTL_DB=str(self.bench.db), **self.bench.env)

    def _plainly(self, more: list[str]) -> Done:
        done = subprocess.run(
            self._command(more), env=self._env, cwd=self.bench.place, text=True,
            stdin=subprocess.DEVNULL, capture_output=True, check=False,
        )  # fmt: skip
        return Done(done.returncode, done.stdout, done.stderr)


def untold(seen: Seen) -> Seen:
    """What nobody heard must be said again: `remind` remembers only what it could say."""
    return replace(
        seen, rows={name: rows for name, rows in seen.rows.items() if name != "reminders"}
    )


def same(one: Seen, other: Seen) -> bool:
    """Whether two runs left the same; refs are drawn, and stand in what is made of the log."""
    sizes = [{name: len(rows) for name, rows in each.made.items()} for each in (one, other)]
    return (one.rows, one.files) == (other.rows, other.files) and sizes[0] == sizes[1]


def wrong(right: Done, told: Done, sink: str) -> Iterator[str]:
    """Say what is wrong with the end of a command that could not tell its answer."""
    untold = sink == "full" and bool(right.out)
    if told.exit_code != (right.exit_code or (_UNTOLD if untold else 0)):
        yield f"exit {told.exit_code}, with an output {right.exit_code}: {told.err}"
    if (_SAID in told.err) != untold:
        yield f"told as {told.err!r}"
    if "Traceback" in told.err or "bug" in told.err:
        yield f"told as a bug: {told.err}"


@pytest.mark.parametrize("part", range(PARTS))
def test_every_command_whose_answer_goes_nowhere(
    part: int, tmp_path: Path, stock: Scene, tallies: Callable[[Tally], None]
) -> None:
    asked = [Command(words) for words in LOOKS] + list(COMMANDS.values())
    benches = (
        bench_of(command, tmp_path / str(number), stock)
        for number, command in enumerate(asked[part::PARTS])
    )
    found = [Tried(each).everywhere() for each in benches]
    lost = [fault for each in found for fault in each.lost]
    odd = [fault for each in found for fault in each.odd]
    tallies(
        Tally(
            row="A8",
            what=f"part {part + 1} of {PARTS} of all commands, in words and in JSON, with a full, "
            "a closed and a leaving output",
            tried=sum(each.tried for each in found),
            lost=len(lost),
            torn=len(odd),
            control=naive(tmp_path),
        )
    )
    assert (lost, odd) == ([], [])


def naive(place: Path) -> str:
    """The control: tell first, then record."""
    script, lost = str(Path(__file__).with_name("naive_telling.py")), 0
    for sink in SINKS:
        db = place / f"{sink}.db"
        run(sink, [sys.executable, script, str(db)], env=process_env(place), place=place)
        with closing(sqlite3.connect(db)) as conn:
            lost += conn.execute("SELECT count(*) FROM notes").fetchone() != (1,)
    assert lost
    return f"a script that tells before it commits: {lost} of {len(SINKS)} lost"
