"""The plug is pulled: what was acknowledged is there, and the file is whole.

The real command line runs; what it asked of SQLite is asked again of a second SQLite whose calls to
the disk are watched, with the program's own settings. After each call the power may go.
"""

from __future__ import annotations

import importlib.util
import json
import pickle
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import Cli
from tests.slow.power.chapters import STORIES, begin, short
from tests.slow.power.recording import recorded
from tests.slow.tally import Tally

pytestmark = pytest.mark.skipif(importlib.util.find_spec("apsw") is None, reason="apsw is needed")

ROOT = Path(__file__).parents[3]
_TIMEOUT = 1800
_IMAGES, _CONTROLS = 2_500, 500
Keep = Callable[[Tally], None]
Cut = Callable[..., Counter[str]]


@pytest.fixture
def cut(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cut:
    """Play a story, pull the plug so many times, and count what is left."""
    files: dict[object, Path] = {}

    def play(story: Callable[[Cli, Path], None]) -> Path:
        cli = Cli(home / "records" / "returns.db")
        begin(cli)
        with recorded(cli.db, monkeypatch) as script:
            story(cli, tmp_path)
        file = tmp_path / "script"
        file.write_bytes(pickle.dumps(script))
        return file

    def run(story: Callable[[Cli, Path], None], images: int, synchronous: str = "") -> Counter[str]:
        if story not in files:
            files[story] = play(story)
        place = tmp_path / (synchronous or "own")
        place.mkdir()
        command = [sys.executable, "-m", "tests.slow.power.cutting", str(files[story])]
        done = subprocess.run(
            [*command, str(images), "7", str(place), *([synchronous] if synchronous else [])],
            cwd=ROOT, capture_output=True, text=True, timeout=_TIMEOUT, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return Counter(json.loads(done.stdout))

    return run


def test_a_hundred_power_cuts_lose_nothing(cut: Cut) -> None:
    found = cut(short, 100)

    assert found["states"] == 5
    assert found["right"] == 100, found


@pytest.mark.slow
@pytest.mark.parametrize("name", STORIES)
def test_a_quarter_of_ten_thousand_power_cuts_loses_nothing(
    cut: Cut, tallies: Keep, name: str
) -> None:
    story = STORIES[name]
    found = cut(story, _IMAGES)
    full, off = cut(story, _CONTROLS, "FULL"), cut(story, _CONTROLS, "OFF")
    tallies(
        Tally(
            row="A1",
            what=f"power cut amid {name}: {found['calls']:,} calls to the disk, "
            f"{found['states'] - 1} commits",
            tried=_IMAGES,
            lost=found["lost"],
            torn=found["torn"] + found["corrupt"],
            control=f"synchronous=FULL: {full['lost']} of {_CONTROLS} lost; "
            f"OFF: {off['corrupt']} corrupt",
        )
    )
    assert found["right"] == _IMAGES, found
    assert full["lost"] > _CONTROLS // 20
    assert off["corrupt"] > _CONTROLS // 4
