"""What an import costs: per order at 10,000 and 100,000, in memory, and for who asks meanwhile.

    python -m benchmarks.importing [--orders 10000 100000]

Imports made-up exports in the layout of an AliExpress exporter, each into a database of its own, as
a process of its own. While that runs, `returnctl deadlines` is asked again and again, and a reader
beside it takes the time it waits for the database, which no busy machine blurs. Then `import` runs
a second time over the same file, which must add nothing. For comparison `sqlite-utils insert` puts
the same rows into one plain table.
"""

import argparse
import csv
import os
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final, Self

ROOT: Final = Path(__file__).parent.parent
MOST_GROWTH: Final = 1.15
MOST_MEGABYTES: Final = 300
LONGEST_WAIT: Final = 1.0
_HEADER: Final = (
    "Order Date", "Order ID", "Title", "Qty", "Price", "Store", "Product ID", "SKU ID",
    "Attributes", "Price Info", "Currency", "Status", "Product Url", "Product Image Url",
    "Store Url", "Tags",
)  # fmt: skip
_THINGS: Final = "cable lamp case strip hub jacket mug mouse brush fan clip tape band lens".split()


@dataclass(frozen=True, slots=True)
class Cost:
    """What importing a file cost. Seconds are of CPU, waits of the clock, memory in MB.

    `idle` is the longest that `deadlines` took before, `waits` what it took meanwhile, `locked` the
    longest that a reader waited for the database.
    """

    orders: int
    cpu: float
    wall: float
    memory: float
    again: float
    idle: float
    waits: tuple[float, ...]
    locked: float
    inserted: float

    @property
    def each(self) -> float:
        """Milliseconds of CPU for an order."""
        return self.cpu / self.orders * 1000


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print, and say by the exit code whether all is within the limits."""
    parser = argparse.ArgumentParser(description="What an import costs.")
    parser.add_argument("--orders", type=int, nargs="+", default=[10_000, 100_000])
    found = []
    for orders in parser.parse_args(argv).orders:
        with tempfile.TemporaryDirectory(prefix="returnctl-import-") as folder:
            found.append(measure(orders, Path(folder)))
        _tell(found[-1])
    growth = found[-1].each / found[0].each
    longest = max(each.locked for each in found)
    print(f"an order of {found[-1].orders:,} costs {growth:.2f} times one of {found[0].orders:,}")
    memory = max(each.memory for each in found)
    return int(growth > MOST_GROWTH or memory > MOST_MEGABYTES or longest > LONGEST_WAIT)


def _tell(cost: Cost) -> None:
    print(
        f"{cost.orders:,} orders: {cost.wall:.1f} s, {cost.cpu:.1f} s of CPU, {cost.each:.2f} ms "
        f"each; {cost.memory:.0f} MB at most; the second time {cost.again:.1f} s; deadlines "
        f"{len(cost.waits)} times, {max(cost.waits):.2f} s at most ({cost.idle:.2f} s before), "
        f"a reader waits {cost.locked:.2f} s at most; "
        "sqlite-utils insert "
        f"{cost.inserted:.1f} s: {cost.cpu / cost.inserted:.0f} times that",
        flush=True,
    )


def measure(orders: int, folder: Path) -> Cost:
    """Import a file of so many orders and measure everything about it."""
    export, database = folder / "orders.csv", folder / "returns.db"
    with export.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(_HEADER)
        writer.writerows(rows(orders))
    _run(folder, database, "add", "8190123456789012", "USB-C hub", "23.99", "--delivered", "-10d")
    idle = max(_timed(folder, database) for _ in range(5))
    started = time.perf_counter()
    command = [*_program(database), "import", "--yes", str(export)]
    with subprocess.Popen(command, env=_env(folder), stdout=subprocess.DEVNULL) as process:
        with _Watch(database) as watch:
            waits = tuple(_ask_meanwhile(process, folder, database))
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - started
    if process.returncode:
        raise SystemExit(process.returncode)
    _check(database, orders)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    _run(folder, database, "import", "--yes", str(export))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    _check(database, orders)
    return Cost(
        orders=orders, cpu=used.ru_utime + used.ru_stime, wall=wall,
        memory=used.ru_maxrss / 1024, idle=idle, waits=waits, locked=watch.longest,
        again=after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
        inserted=_insert(export, folder / "plain.db"),
    )  # fmt: skip


def rows(orders: int) -> Iterator[list[str]]:
    """Yield the rows of made-up orders over four years, always the same ones."""
    chance = random.Random(4)
    last = date(2026, 11, 21)
    for number in range(orders):
        day = last - timedelta(days=chance.randrange(4 * 365))
        price = f"{chance.randrange(1, 90)},{chance.randrange(100):02}€"
        thing, code = chance.choice(_THINGS), 1005000000000 + number
        yield [
            f"{day:%b} {day.day}, {day.year}", f"{8100000000000001 + number * 7}",
            f"{thing} {code}",
            "1", price, f"Store {number % 997}", str(code), str(code * 10 + 1), "Colour: blue", "",
            "EUR", "Completed", f"https://www.aliexpress.com/item/{code}.html", "", "", "",
        ]  # fmt: skip


def _ask_meanwhile(
    process: "subprocess.Popen[bytes]", folder: Path, database: Path
) -> Iterator[float]:
    """Run `deadlines` until the import is over; yield how long each one took."""
    while os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        yield _timed(folder, database)
        time.sleep(0.3)


class _Watch(threading.Thread):
    """Asks the database for what is due twenty times a second, and keeps the longest wait."""

    def __init__(self, database: Path) -> None:
        super().__init__(daemon=True)
        self._database = database
        self._over = threading.Event()
        self.longest = 0.0

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self.join()

    def run(self) -> None:
        """Read until the block is over."""
        while not self._over.wait(0.05):
            started = time.perf_counter()
            with closing(sqlite3.connect(self._database, timeout=30)) as conn:
                conn.execute("SELECT count(*) FROM deadlines").fetchone()
            self.longest = max(self.longest, time.perf_counter() - started)


def _timed(folder: Path, database: Path) -> float:
    started = time.perf_counter()
    _run(folder, database, "deadlines")
    return time.perf_counter() - started


def _check(database: Path, orders: int) -> None:
    with closing(sqlite3.connect(database)) as conn:
        found = conn.execute("SELECT count(*) FROM orders").fetchone()[0]
        (entries,) = conn.execute("SELECT count(*) FROM log").fetchone()
    if found != orders + 1:
        raise SystemExit(f"{found} orders instead of {orders + 1}, {entries} entries")


def _insert(export: Path, database: Path) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    program = [sys.executable, "-m", "sqlite_utils", "insert", str(database), "orders", str(export)]
    subprocess.run([*program, "--csv"], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _program(database: Path) -> list[str]:
    return [sys.executable, "-m", "returnctl", "--db", str(database)]


def _env(folder: Path) -> dict[str, str]:
    return {
        "HOME": str(folder), "PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT / "src"),
        "RETURNCTL_COUNTRY": "DE", "RETURNCTL_TIMEZONE": "Europe/Berlin",
        "RETURNCTL_CURRENCY": "EUR",
    }  # fmt: skip


def _run(folder: Path, database: Path, *args: str) -> None:
    program = [*_program(database), *args]
    subprocess.run(program, env=_env(folder), check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())
