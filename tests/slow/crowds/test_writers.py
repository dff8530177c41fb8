"""Sixteen processes write and read at once: everybody is served, and nothing is lost.

The small version, for every commit, is in tests/store/test_races.py.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import Cli, process_env
from tests.slow.crowds.writer import ALL_SHARED, share
from tests.slow.faults.ground import in_memory
from tests.slow.shopper import file_of
from tests.slow.tally import Tally

ROOT = Path(__file__).parents[3]
PARTS = 4
_SLOWEST_SECONDS = 25.0
Keep = Callable[[Tally], None]


@dataclass
class Crowd:
    """What all processes together did, and what is recorded."""

    cli: Cli
    asked: int
    commands: list[str] = field(default_factory=list)
    shared: Counter[str] = field(default_factory=Counter)
    waits: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def join(self, told: dict[str, Any]) -> None:
        self.commands += told["commands"]
        self.shared.update(told["shared"])
        self.waits += told["waits"]
        self.failures += told["failures"]

    @property
    def lost(self) -> int:
        """Commands that were acknowledged and are not there, by two counts."""
        ids = {id_ for (id_,) in self.cli.query("SELECT id FROM commands")}
        there = {each: len(self.cli.data("message", "list", each)) for each in ALL_SHARED}
        odd = sum(abs(self.shared[each] - there[each]) for each in ALL_SHARED)
        return len(set(self.commands) - ids) + odd

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
    share(cli, ALL_SHARED)
    env = process_env(place)
    env["PYTHONPATH"] += f":{ROOT}"
    subprocess.run(
        [sys.executable, "-m", "tests.slow.crowds.writer", place, str(processes), str(commands),
         *control],
        env=env, check=True,
    )  # fmt: skip
    crowd = Crowd(cli, processes * commands)
    for each in place.glob("w*.json"):
        crowd.join(json.loads(each.read_text()))
    return crowd


@pytest.fixture(scope="module")
def control() -> str:
    """What becomes of a crowd that begins in the usual way, and of one without transactions.

    In memory: without transactions every statement would wait for the disk, with the lock held.
    """
    with in_memory() as place:
        usual = gather(place / "usual", 8, 10, "deferred")
        bare = gather(place / "bare", 16, 20, "bare")
        lost = bare.lost
    assert usual.failures
    assert lost + len(bare.failures)
    return (
        f"plain BEGIN: {len(usual.failures)} of {usual.asked} turned away; every statement by "
        f"itself: {lost} of {len(bare.commands)} lost, {len(bare.failures)} of {bare.asked} "
        "failed"
    )


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_sixteen_processes_of_five_hundred_commands(
    part: int, tmp_path: Path, control: str, tallies: Keep
) -> None:
    crowd = gather(tmp_path / f"part-{part + 1}", 16, 500 // PARTS)
    locked = sum("another program" in each for each in crowd.failures)
    tallies(
        Tally(
            row="B1",
            what=f"16 processes at once, part {part + 1} of {PARTS} of 500 mixed commands each: "
            f"{len(crowd.commands):,} writes acknowledged, {locked} turned away; 99 % done "
            f"within {crowd.percentile(0.99):.1f} s",
            tried=crowd.asked,
            lost=crowd.lost + len(crowd.failures) - locked,
            torn=crowd.torn,
            control=control,
        )
    )
    assert crowd.failures == []
    assert len(crowd.waits) == crowd.asked
    assert (crowd.lost, crowd.torn) == (0, 0)
    assert crowd.percentile(0.99) < _SLOWEST_SECONDS
