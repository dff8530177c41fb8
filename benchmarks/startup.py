"""CPU time of `returnctl deadlines` with 20 open returns, as a ratio to a Typer hello-world.

    python -m benchmarks.startup

The quick look at one figure of `python -m benchmarks`: runs the two programs in turn, and prints
the median CPU time of each and the median of the ratios.
"""

import argparse
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Final

from benchmarks.installed import install
from benchmarks.processes import run
from benchmarks.seasons import still_open

LIMIT: Final = 1.8
_OPEN: Final = 20


def measure(folder: Path, runs: int) -> float:
    """Run both in turn and return the median ratio; a first time is not counted."""
    installed = install(folder)
    database = folder / "returns.db"
    installed.run_all(still_open(_OPEN), more={"RETURNCTL_DB": str(database)})
    lines = installed.command(database, "deadlines"), installed.hello
    pairs = [
        [run(line, installed.environ).cpu for line in lines] for _ in range(runs + 1)
    ][1:]  # fmt: skip
    ratio = statistics.median(mine / theirs for mine, theirs in pairs)
    print(f"returnctl deadlines  {statistics.median(mine for mine, _ in pairs):.3f} s CPU")
    print(f"Typer hello-world    {statistics.median(theirs for _, theirs in pairs):.3f} s CPU")
    print(f"ratio                {ratio:.2f}  (limit {LIMIT}), {runs} pairs")
    return ratio


def main() -> None:
    """Measure, and fail above the limit."""
    parser = argparse.ArgumentParser(description="Start-up of `returnctl deadlines` as a ratio.")
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(0 if measure(Path(folder), runs) <= LIMIT else 1)


if __name__ == "__main__":
    main()
