"""A season that is made once, and what the naive stand-in for a command makes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.slow.faults.injecting import Bench
from tests.slow.faults.scene import Scene, season
from tests.slow.faults.sweeping import sweep


@pytest.fixture(scope="session")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """Records to be copied."""
    return season(tmp_path_factory.mktemp("stock") / "season")


@pytest.fixture
def naive(tmp_path: Path, stock: Scene) -> Bench:
    """A script that does what commands do, in the wrong order."""
    master = stock.copy(tmp_path / "naive" / "master").folder
    script = Path(__file__).with_name("naive.py")
    env = {"RETURNCTL_CONFIG": str(tmp_path / "naive" / "place" / "config.toml")}
    return Bench(master, tmp_path / "naive" / "place", [str(script)], env=env)


@pytest.fixture
def control(naive: Bench) -> str:
    """How often a few strikes break the naive script: in words, for a tally."""
    swept = sweep(naive, 11)
    broken = len({each.text.partition(": ")[0] for each in swept.judge.found})
    assert broken > swept.runs / 4
    return f"a naive script: {broken} of {swept.runs} broken"
