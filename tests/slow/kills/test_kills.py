"""kill -9 at random moments: what a command answered for is there, and nothing is half there.

Fewer by default; with `-m slow` a thousand.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.cli.running import Cli, command, process_env
from tests.slow.kills.judging import Verdict
from tests.slow.tally import Tally

ROOT = Path(__file__).parents[3]
_NAIVE = Path(__file__).with_name("naive.py")
_TIMEOUT = 1800
# Where one was killed, the next may live longer by this: it may have been too early.
_LATER = 1.05
Keep = Callable[[Tally], None]


def nursery(place: Path, kills: int, seed: int, *naive: str) -> dict[str, Any]:
    """Run the nursery as a process of its own; it forks."""
    env = process_env(place)
    env["PYTHONPATH"] += f":{ROOT}"
    done = subprocess.run(
        [sys.executable, "-m", "tests.slow.kills.nursery", place, str(kills), str(seed), *naive],
        env=env, capture_output=True, text=True, timeout=_TIMEOUT, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_three_kills_lose_nothing(tmp_path: Path) -> None:
    found = nursery(tmp_path, 3, 1)

    assert found["acknowledged"] > 10
    assert (found["lost"], found["torn"]) == (0, 0), found["why"]


@pytest.mark.slow
@pytest.mark.parametrize("share", range(4))
def test_a_quarter_of_a_thousand_kills_loses_nothing(
    tmp_path: Path, tallies: Keep, share: int
) -> None:
    found = nursery(tmp_path / "right", 250, 100 + share)
    naive = nursery(tmp_path / "naive", 10, 200 + share, "naive")
    tallies(
        Tally(
            row="A2",
            what=f"kill -9 at random moments of mixed commands, part {share + 1} of 4: 250 kills, "
            f"{found['acknowledged']:,} commands acknowledged, {found['hot']} journals rolled back",
            tried=250,
            lost=found["lost"],
            torn=found["torn"],
            control=f"every statement by itself: {naive['torn']} faults after 10 kills",
        )
    )
    assert (found["lost"], found["torn"]) == (0, 0), found["why"]
    assert found["acknowledged"] >= 2_500
    assert found["hot"] > 0
    assert naive["torn"] > 0


# --- whole processes


class Records:
    """Records, and processes that write to them."""

    def __init__(self, place: Path, program: list[str]) -> None:
        self.cli = Cli(place / "records" / "returns.db")
        self.env = process_env(place, RETURNCTL_DB=str(self.cli.db))
        self.program = program
        self.acknowledged: list[str] = []

    def run(self, number: int, lifetime: float | None) -> None:
        """Note another order; after so many seconds it is killed."""
        told = [word for each in ("Hub", "Lamp", "Tent") for word in ("--item", each)]
        args = ["add", "--shop", "lampenladen", "--order", f"N{number:05}", *told,
                "--delivered", "8nov", "--reason", "defective", "--json"]  # fmt: skip
        with subprocess.Popen(
            [*self.program, *args], env=self.env, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        ) as process:  # fmt: skip
            try:
                out, err = process.communicate(timeout=lifetime)
                assert process.returncode == 0, err
                self.acknowledged.append(json.loads(out)["data"]["command_id"])
            except subprocess.TimeoutExpired:
                process.kill()


def verdict_after(place: Path, kills: int, program: list[str]) -> tuple[Verdict, int]:
    """Kill processes in the second half of their lives, and look after each."""
    place.mkdir()
    random, verdict, struck = Random(7), Verdict(), 0
    records = Records(place, program)
    began = time.monotonic()
    records.run(0, None)
    records.run(1, None)
    usual = (time.monotonic() - began) / 2
    for number in range(2, kills + 2):
        before, began = len(records.acknowledged), time.monotonic()
        records.run(number, random.uniform(0.5, 1.0) * usual)
        # How long a life is changes with what else the machine does: whoever ended it knows.
        if ended := len(records.acknowledged) > before:
            usual = time.monotonic() - began
        else:
            usual *= _LATER
        struck += not ended
        verdict.look(records.cli, records.acknowledged)
    return verdict, struck


@pytest.mark.slow
def test_sixty_whole_processes_lose_nothing(
    tmp_path: Path, tallies: Keep, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, struck = verdict_after(tmp_path / "right", 60, command())
    naive, _ = verdict_after(tmp_path / "naive", 25, [sys.executable, str(_NAIVE)])
    tallies(
        Tally(
            row="A2",
            what=f"kill -9 of whole processes of `add`, {struck} of them before their end",
            tried=60,
            lost=found.lost,
            torn=found.torn,
            control=f"every statement by itself: {naive.torn} faults after 25 kills",
        )
    )
    assert (found.lost, found.torn) == (0, 0), found.why
    assert struck > 10
    assert naive.torn > 0
