"""What commands cost, whatever the archive holds, beside what a user would pick instead.

    python -m benchmarks [--quick] [--sizes 20,10000,100000,1000000]

Prints every target with what was measured, writes `results.md` and `results.svg` beside this file,
and ends with 1 when a target is missed. Needs the extra `bench`; Taskwarrior, hledger and the
sqlite3 shell are measured where they are installed.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from benchmarks.installed import ROOT, Installed, install
from benchmarks.page import page
from benchmarks.peers import PEERS, Peer, Season
from benchmarks.plot import draw
from benchmarks.processes import Cost, run
from benchmarks.rebuilding import ORDERS, measured
from benchmarks.seasons import still_open
from benchmarks.subjects import READS, WRITES, Key, Subject, bystanders, ours
from benchmarks.targets import of_rebuilding, targets

_SIZES: Final = "20,10000,100000,1000000"
_QUICK: Final = "20,10000"
_OPEN: Final = 20
_FEW_ORDERS: Final = (200, 1_000)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, tell, write the results, and say by the exit code whether all is within limits."""
    given = _options(argv)
    given.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=given.folder, prefix="run-") as folder:
        costs, peers = _measure(Path(folder), given)
    rebuilt = measured(given.orders, given.folder)
    goals = [*targets(costs), *of_rebuilding(rebuilt)]
    for each in goals:
        found = "     -" if each.measured is None else f"{each.measured:6.2f}"
        print(f"{each.name:58}{found}  at most {each.limit:.2f}  {each.verdict}")
    given.to.mkdir(parents=True, exist_ok=True)
    (given.to / "results.md").write_text(page(costs, goals, rebuilt, peers, rounds=given.rounds))
    draw(costs, given.to / "results.svg")
    return int(any(each.missed for each in goals))


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"5 rounds of {_QUICK}")
    parser.add_argument("--sizes", help=f"numbers of returns; {_SIZES}")
    parser.add_argument("--rounds", type=int, help="15")
    parser.add_argument("--open", type=int, default=_OPEN, help="how many returns are open")
    parser.add_argument("--folder", type=Path, help="where databases are kept for the next run",
                        default=Path(tempfile.gettempdir()) / "returnctl-benchmarks")  # fmt: skip
    parser.add_argument("--to", type=Path, default=ROOT / "benchmarks", help="where results go")
    given = parser.parse_args(argv)
    sizes = given.sizes or (_QUICK if given.quick else _SIZES)
    given.sizes = sorted(int(size) for size in sizes.split(","))
    given.orders = _FEW_ORDERS if given.quick else ORDERS
    given.rounds = given.rounds or (5 if given.quick else 15)
    return given


def _measure(
    folder: Path, given: argparse.Namespace
) -> tuple[dict[Key, list[Cost]], dict[str, str | None]]:
    installed = install(folder)
    databases = {
        size: _database(installed, given.folder, size, open_=given.open) for size in given.sizes
    }
    shell = shutil.which("sqlite3")
    versions = {"sqlite3": _version([shell, "--version"]) if shell else None}
    others = list(bystanders(installed, databases, shell))
    for peer in PEERS:
        versions[peer.program] = peer.told_version() if peer.command else None
        others += _peer_subjects(peer, installed, given) if peer.command else ()
    # First all that reads: nothing that writes must make it heavier meanwhile.
    costs = _rounds([*others, *ours(installed, databases, READS)], given.rounds)
    return costs | _rounds([*ours(installed, databases, WRITES)], given.rounds), versions


def _database(installed: Installed, cache: Path, size: int, *, open_: int) -> Path:
    """Return a database of its own for this run: closed cases of the cache, fresh open ones."""
    print(f"{size:,} returns ...", flush=True)
    # A process of its own: its memory must not be counted for what is measured later.
    maker = [sys.executable, "-m", "benchmarks.archives", str(installed.folder), str(cache)]
    environ = {**installed.environ, "PYTHONPATH": f"{installed.folder / 'site'}:{ROOT}"}
    done = subprocess.run(
        [*maker, str(size - open_)],
        check=True, stdout=subprocess.PIPE, text=True, env=environ,
    )  # fmt: skip
    path = installed.folder / f"returns-{size}.db"
    shutil.copyfile(done.stdout.strip(), path)
    path.chmod(0o600)
    installed.run_all(still_open(open_), more={"RETURNCTL_DB": str(path)})
    return path


def _peer_subjects(
    peer: Peer, installed: Installed, given: argparse.Namespace
) -> Iterator[Subject]:
    for size in (size for size in given.sizes if size <= peer.most):
        at = Season(installed.folder / f"{peer.program}-{size}", size, given.open, _today())
        at.folder.mkdir()
        peer.fill(at)
        line = [*(peer.command or []), *peer.words(at)]
        for terminal in (False, True):
            yield Subject(Key(peer.name, size, terminal), lambda _, line=line: line,
                          installed.environ)  # fmt: skip


def _rounds(subjects: Sequence[Subject], rounds: int) -> dict[Key, list[Cost]]:
    """Run everything in turn, so many times; a first time is not counted."""
    found: dict[Key, list[Cost]] = {each.key: [] for each in subjects}
    for turn in range(rounds + 1):
        for each in (each for each in subjects if turn <= each.rounds):
            cost = run(each.command(turn), each.environ, terminal=each.key.terminal)
            if turn:
                found[each.key].append(cost)
        print(f"round {turn} of {rounds}", flush=True)
    return found


def _today() -> date:
    return datetime.now(UTC).date()


def _version(command: Sequence[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()[0]


if __name__ == "__main__":
    sys.exit(main())
