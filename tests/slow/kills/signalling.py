"""Imports a table in processes that are forked from here, and sends each a signal at some moment.

`python -m tests.slow.kills.signalling PLACE SIGNAL TIMES SEED [naive]` prints what it counted.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path
from random import Random
from typing import Final

import returnctl
from tests.cli.running import Cli
from tests.slow.kills.judging import Verdict
from tests.slow.kills.naive import install

ORDERS: Final = 125
_PROGRAM: Final = Path(returnctl.__file__).parent
_ITEMS: Final = 8
_PATIENCE: Final = 120.0
_ENDS: Final = {signal.SIGINT: 130, signal.SIGTERM: -signal.SIGTERM}


def a_table(path: Path) -> None:
    """Write a table of 1,000 rows."""
    rows = [f"A{order:06},2026-11-01,Thing {item},12.50,EUR\n"
            for order in range(ORDERS) for item in range(_ITEMS)]  # fmt: skip
    path.write_text("order,date,item,price,currency\n" + "".join(rows))


def importing(table: Path, db: Path) -> int:
    """Run the real command line in a child; returns its process id.

    A signal that comes before the program has begun waits for it.
    """
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDS)
    child = os.fork()
    if child:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        return child
    code = 1
    try:
        from returnctl.cli import main

        os.dup2(os.open(os.devnull, os.O_RDWR), 1)
        sys.argv = ["returnctl", "--db", str(db), "import", str(table), "--shop", "lampenladen",
                    "--date-format", "%Y-%m-%d", "--decimal", ".", "--yes"]  # fmt: skip
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0
    except BaseException as error:  # noqa: BLE001 - this is a child, and nobody else would tell
        if isinstance(error, KeyboardInterrupt) and not _is_of_the_program(error):
            code = 130  # Ctrl-C came before the program began
        else:
            traceback.print_exc()
    finally:
        os._exit(code)


def _is_of_the_program(error: BaseException) -> bool:
    frames = traceback.extract_tb(error.__traceback__)
    return any(Path(frame.filename).is_relative_to(_PROGRAM) for frame in frames)


def ended(child: int) -> int:
    """Wait for its end; a signal is negative."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


class Bench:
    """Records that an import comes to, and the folder of its temporary files."""

    def __init__(self, place: Path) -> None:
        self.table, self.folder, self.temp = place / "t.csv", place / "records", place / "temp"
        self.temp.mkdir(parents=True)
        tempfile.tempdir = str(self.temp)
        a_table(self.table)
        self.cli = Cli(place / "made" / "returns.db")
        self.cli.ok("add", "--shop", "lampenladen", "--item", "Hub", "--delivered", "8nov")
        self.made = self.cli.db
        self.cli = Cli(self.folder / "returns.db")

    def fresh(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(mode=0o700)
        shutil.copyfile(self.made, self.cli.db)
        self.cli.db.chmod(0o600)

    def usual(self) -> float:
        """Import once without a signal; returns how many seconds it took."""
        self.fresh()
        began = time.monotonic()
        if ended(importing(self.table, self.cli.db)):
            msg = "the import fails by itself"
            raise RuntimeError(msg)
        return time.monotonic() - began

    def wait_for_a_write(self) -> None:
        """Wait until the database is another one than it was."""
        before, until = self.cli.db.stat().st_mtime_ns, time.monotonic() + _PATIENCE
        while self.cli.db.stat().st_mtime_ns == before and time.monotonic() < until:
            time.sleep(0.001)
        time.sleep(0.1)

    def litter(self) -> list[str]:
        """Name what the program made and nobody needs."""
        drafts = [path.name for path in self.folder.rglob(".*") if path.is_file()]
        return drafts + [str(path.relative_to(self.temp)) for path in self.temp.rglob("*")]


def main(place: Path, number: signal.Signals, times: int, seed: int, *, naive: bool) -> None:
    """Signal, look, and print what was counted."""
    bench, random, found = Bench(place), Random(seed), Counter[str]()
    usual = 0.0 if naive else max(bench.usual(), bench.usual())
    why: list[str] = []
    for time_ in range(times):
        bench.fresh()
        child = importing(bench.table, bench.cli.db)
        if naive:
            # It syncs thousands of times, and would take minutes to its end.
            bench.wait_for_a_write()
        time.sleep(random.uniform(0, usual))
        os.kill(child, number)
        code = ended(child)
        recorded = int(bench.cli.query("SELECT count(*) FROM orders WHERE number LIKE 'A%'")[0][0])
        verdict = Verdict()
        verdict.look_at_tables(bench.cli, closely=time_ % 10 == 0)
        found["struck"] += code != 0
        found["odd ends"] += code not in {0, _ENDS[number]}
        found["lost"] += code == 0 and recorded != ORDERS
        found["torn"] += recorded not in {0, ORDERS} or bool(verdict.torn)
        found["litter"] += len(litter := bench.litter())
        why += litter
        why += [f"{code} {recorded}"] if code not in {0, _ENDS[number]} else []
        for each in bench.temp.iterdir():
            shutil.rmtree(each)
    sys.stdout.write(json.dumps({**found, "why": why[:20]}))


if __name__ == "__main__":
    is_naive = sys.argv[5:] == ["naive"]
    if is_naive:
        install()
    times, first = int(sys.argv[3]), int(sys.argv[4])
    main(Path(sys.argv[1]), signal.Signals[sys.argv[2]], times, first, naive=is_naive)
