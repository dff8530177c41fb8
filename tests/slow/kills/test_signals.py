"""Ctrl-C and SIGTERM amid an import of 1,000 rows: all of it or nothing, and nothing left over.

The small version, for every commit, is in tests/cli/test_last_defence.py.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import process_env
from tests.slow.tally import Tally

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="signals of POSIX"),
]
ROOT = Path(__file__).parents[3]
_TIMEOUT = 1800
_EACH, _CONTROLS = 125, 8
Keep = Callable[[Tally], None]


def signalled(place: Path, name: str, times: int, seed: int, *naive: str) -> dict[str, Any]:
    """Send a signal to so many imports; they are forked in a process of its own."""
    place.mkdir()
    env = process_env(place)
    env["PYTHONPATH"] += f":{ROOT}"
    words = [str(place), name, str(times), str(seed), *naive]
    done = subprocess.run(
        [sys.executable, "-m", "tests.slow.kills.signalling", *words],
        env=env, capture_output=True, text=True, timeout=_TIMEOUT, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("share", range(2))
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_an_import_that_is_ended_is_there_or_not(
    tmp_path: Path, tallies: Keep, name: str, share: int
) -> None:
    found = signalled(tmp_path / "right", name, _EACH, share)
    naive = signalled(tmp_path / "naive", name, _CONTROLS, share, "naive")
    tallies(
        Tally(
            row="A8",
            what=f"{name} amid an import of 1,000 rows, part {share + 1} of 2: "
            f"{found['struck']} ended before it was done",
            tried=_EACH,
            lost=found["lost"],
            torn=found["torn"] + found["odd ends"],
            leaked=found["litter"],
            control=f"every statement by itself: {naive['torn']} of {_CONTROLS} half imported",
        )
    )
    assert {each: found[each] for each in ("lost", "torn", "odd ends", "litter")} == {
        "lost": 0, "torn": 0, "odd ends": 0, "litter": 0,
    }, found["why"]  # fmt: skip
    assert found["struck"] > _EACH // 4
    assert naive["torn"] > 0
