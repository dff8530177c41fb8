"""Brings up processes that work with the records, and kills each at a random moment.

Everything is loaded here once, and each process forked from here: a kill costs no start. A process
runs commands through the real command line, one after the other, and after the exit code 0 of each
appends its id to a file: what is in there is acknowledged. No database is open when one is forked.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
import time
from dataclasses import asdict
from pathlib import Path
from random import Random
from typing import Final

from tests.cli.running import Cli
from tests.slow.kills.judging import Verdict
from tests.slow.kills.naive import install
from tests.slow.shopper import Shopper, file_of

# So many are killed over one file; the next one makes a new file. What the control breaks would be
# found again by each look that follows.
_LIVES: Final = 10
_NAIVE_LIVES: Final = 1
_LONGEST: Final = 18
_PATIENCE: Final = 120.0


def work(folder: Path, life: int, seed: int) -> None:
    """Record things until somebody kills this process."""
    acknowledged = os.open(folder / "acknowledged", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    random = Random(seed)
    shopper = Shopper(Cli(file_of(folder)), random, f"life-{life}")
    while True:
        os.write(acknowledged, f"{shopper.act().command_id}\n".encode())


def acknowledged(folder: Path) -> list[str]:
    path = folder / "acknowledged"
    return path.read_text().split() if path.exists() else []


def kill_one(folder: Path, life: int, random: Random) -> None:
    """Let a process end so many commands, and a little more, and kill it."""
    goal = len(acknowledged(folder)) + random.randrange(4, _LONGEST)
    seed = random.randrange(10**9)
    child = os.fork()
    if child == 0:
        try:
            work(folder, life, seed)
        finally:
            os._exit(1)
    until = time.monotonic() + _PATIENCE
    while len(acknowledged(folder)) < goal and time.monotonic() < until:
        time.sleep(0.002)
    time.sleep(random.uniform(0, 0.06))
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status):
        msg = "the process ended by itself"
        raise RuntimeError(msg)


def warm_up(folder: Path) -> None:
    """Load what commands load, on records of its own."""
    shopper = Shopper(Cli(file_of(folder)), Random(1), "warm")
    for _ in range(15):
        shopper.act()
    shopper.cli.ok("doctor")


def main(folder: Path, kills: int, seed: int, *, lives: int = _LIVES) -> None:
    """Kill, look, and print what was counted."""
    random, verdict, total = Random(seed), Verdict(), 0
    warm_up(folder / "warm")
    # Else the garbage collector of each process copies all that is loaded.
    gc.freeze()
    for life in range(kills):
        place = folder / str(life // lives)
        place.mkdir(exist_ok=True)
        kill_one(place, life, random)
        verdict.look(Cli(file_of(place)), acknowledged(place))
        if (life + 1) % lives == 0 or life + 1 == kills:
            total += len(acknowledged(place))
    sys.stdout.write(json.dumps({"acknowledged": total, **asdict(verdict)}))


if __name__ == "__main__":
    place, number, first = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    if sys.argv[4:] == ["naive"]:
        install()
        main(place, number, first, lives=_NAIVE_LIVES)
    else:
        main(place, number, first)
