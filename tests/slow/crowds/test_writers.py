"""Sixteen processes write and read at once: everybody is served, and nothing is lost.

The small version, for every commit, is in tests/store/test_races.py.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import Cli, process_env
from tests.slow.crowds.writer import SHARED
from tests.slow.shopper import file_of
from tests.slow.tally import Tally

ROOT = Path(__file__).parents[3]
_SLOWEST_SECONDS = 25.0
Keep = Callable[[Tally], None]


@dataclass
class Crowd:
    """What all processes together did, and what is recorded."""

    cli: Cli
    asked: int
    commands: list[str] = field(default_factory=list)
    shared: int = 0
    waits: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def join(self, told: dict[str, Any]) -> None:
        self.commands += told["commands"]
        self.shared += told["shared"]
        self.waits += told["waits"]
        self.failures += told["failures"]

    @property
    def lost(self) -> int:
        """Commands that were acknowledged and are not there, by two counts."""
        ids = {id_ for (id_,) in self.cli.query("SELECT id FROM commands")}
        messages = len(self.cli.data("message", "list", SHARED))
        return len(set(self.commands) - ids) + abs(self.shared - messages)

    @property
    def torn(self) -> int:
        verdicts = [verdict for (verdict,) in self.cli.query("PRAGMA integrity_check")]
        checks = self.cli("doctor", "--json").envelope["data"]["checks"]
        return (verdicts != ["ok"]) + sum(not each["ok"] for each in checks)

    def percentile(self, share: float) -> float:
        return sorted(self.waits)[int(len(self.waits) * share)]


def gather(place: Path, processes: int, commands: int, *control: str) -> Crowd:
    """Let processes work with one database at once."""
    place.mkdir()
    cli = Cli(file_of(place))
    cli.add("--shop", "lampenladen", "--order", SHARED, "--item", "Hub",
            "--delivered", "8nov", "--reason", "defective")  # fmt: skip
    env = process_env(place)
    env["PYTHONPATH"] += f":{ROOT}"
    crowd = Crowd(cli, processes * commands)
    with ExitStack() as stack:
        running = [
            stack.enter_context(
                subprocess.Popen(
                    [sys.executable, "-m", "tests.slow.crowds.writer", place, f"w{number}",
                     str(commands), *control],
                    env={**env, "XDG_STATE_HOME": str(place / f"state-{number}")}, text=True,
                    stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                )
            )
            for number in range(processes)
        ]  # fmt: skip
        for each in running:
            assert each.stdout is not None
            assert each.stdout.readline() == "ready\n"
        for each in running:
            assert each.stdin is not None
            each.stdin.write("go\n")
            each.stdin.flush()
        for each in running:
            crowd.join(json.loads(each.communicate()[0]))
    return crowd


@pytest.mark.slow
def test_sixteen_processes_of_five_hundred_commands(tmp_path: Path, tallies: Keep) -> None:
    crowd = gather(tmp_path / "right", 16, 500)
    usual = gather(tmp_path / "usual", 8, 25, "deferred")
    locked = sum("another program" in each for each in crowd.failures)
    tallies(
        Tally(
            row="B1",
            what="16 processes at once, 500 mixed commands each, three of four of them write: "
            f"{len(crowd.commands):,} writes acknowledged, {locked} turned away; 99 % done "
            f"within {crowd.percentile(0.99):.1f} s",
            tried=crowd.asked,
            lost=crowd.lost + len(crowd.failures) - locked,
            torn=crowd.torn,
            control=f"plain BEGIN: {len(usual.failures)} of {usual.asked} turned away",
        )
    )
    assert crowd.failures == []
    assert len(crowd.waits) == 8_000
    assert (crowd.lost, crowd.torn) == (0, 0)
    assert crowd.percentile(0.99) < _SLOWEST_SECONDS
    assert usual.failures
