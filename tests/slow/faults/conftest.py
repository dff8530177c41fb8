"""A season that is made once, and what the naive stand-in for a command makes of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.slow.faults.ground import in_memory
from tests.slow.faults.injecting import Bench
from tests.slow.faults.scene import Scene, season
from tests.slow.faults.sweeping import sweep


@pytest.fixture
def ground() -> Iterator[Path]:
    """A folder for records that are struck hundreds of times."""
    with in_memory() as folder:
        yield folder


@pytest.fixture(scope="session")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """Records to be copied."""
    return season(tmp_path_factory.mktemp("stock") / "season")


@pytest.fixture
def naive(ground: Path, stock: Scene) -> Bench:
    """A script that does what commands do, in the wrong order."""
    return _naive(ground / "naive", stock)


@pytest.fixture(scope="session")
def control(stock: Scene) -> str:
    """How often a few strikes break the naive script: in words, for a tally."""
    with in_memory() as folder:
        swept = sweep(_naive(folder, stock), 11)
    assert swept.bad_runs > swept.runs / 4
    return f"a naive script: {swept.bad_runs} of {swept.runs} broken"


def _naive(folder: Path, stock: Scene) -> Bench:
    master = stock.copy(folder / "master").folder
    script = Path(__file__).with_name("naive.py")
    env = {"RETURNCTL_CONFIG": str(folder / "place" / "config.toml")}
    return Bench(master, folder / "place", [str(script)], env=env)
