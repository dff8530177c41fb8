"""The same files in every order, again, and by eight programs at once: the same records."""

from __future__ import annotations

import sqlite3
import subprocess
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import permutations
from pathlib import Path

import pytest

from tests.cli.running import Cli, command, process_env
from tests.importing.exports import EXPORTS
from tests.importing.importing import Importer
from tests.slow.tally import Tally

FILES = ("amazon", "amazon-2026", "aliexpress-lines", "temu")
AT_ONCE = 8


def taken(folder: Path, order: Sequence[str]) -> object:
    """What the records say after the files in that order, and the first of them again."""
    importer = Importer(Cli(folder / "returns.db"), folder)
    for name in (*order, order[0]):
        importer.take(f"{name}.csv", EXPORTS[name][1])
    size = importer.cli.log_size()
    importer.take(f"{order[-1]}.csv", EXPORTS[order[-1]][1])
    assert importer.cli.log_size() == size, "the same file again is no news"
    return importer.told()


def at_once(folder: Path, home: Path) -> object:
    """What the records say after eight programs imported the same files at the same time."""
    importer = Importer(Cli(folder / "returns.db"), folder)
    paths = [importer.write(f"{name}.csv", EXPORTS[name][1]) for name in FILES]
    env = process_env(home, RETURNCTL_DB=str(importer.cli.db))
    run = command("--as-of", "2026-11-21", "import", "--yes", *paths)

    def one(_: int) -> int:
        return subprocess.run(run, env=env, capture_output=True, check=False).returncode

    with ThreadPoolExecutor(AT_ONCE) as pool:
        assert set(pool.map(one, range(AT_ONCE))) == {0}
    return importer.told()


def doubled(names: Sequence[str]) -> int:
    """The control: every row inserted as it comes; how many are there twice in the end."""
    conn = sqlite3.connect(":memory:")
    conn.execute("CREATE TABLE orders (line TEXT)")
    for name in (*names, *names):
        rows = [(line,) for line in str(EXPORTS[name][1]).splitlines()[1:]]
        conn.executemany("INSERT INTO orders VALUES (?)", rows)
    statement = "SELECT count(*) FROM (SELECT 1 FROM orders GROUP BY line HAVING count(*) > 1)"
    return int(conn.execute(statement).fetchone()[0])


@pytest.mark.slow
def test_files_in_any_order_and_at_once_make_the_same_records(
    tmp_path: Path, home: Path, tallies: Callable[[Tally], None]
) -> None:
    orders = list(permutations(FILES))
    for number in range(len(orders) + 1):
        (tmp_path / str(number)).mkdir()
    first = taken(tmp_path / "0", orders[0])
    others = [taken(tmp_path / str(n), order) for n, order in enumerate(orders[1:], start=1)]
    together = at_once(tmp_path / str(len(orders)), home)
    lost = sum(each != first for each in (*others, together))
    tallies(Tally(row="C12", what="four exports imported in every order, again, and 8 at once",
                  tried=len(orders) + AT_ONCE, lost=lost,
                  control=f"rows inserted as they come: {doubled(FILES)} twice"))  # fmt: skip
    assert lost == 0
    assert doubled(FILES) > 5
