"""Backups while another program writes: each shows one moment, and `cp` does not."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.backup.records import Kept
from tests.cli.running import PYTHON_PATH
from tests.slow.tally import Tally

# Events of one order come five at a time: a copy of one moment has no other number of them.
_WRITER = """
import sys
from pathlib import Path
from tests.store.records import a_store, add_within, event
store = a_store(Path(sys.argv[1]))
print("ready", flush=True)
for number in range(100_000):
    with store.write("add") as tx:
        case_id = add_within(tx, number=f"n{number}")
        names = ("paid", "shipped", "delivered", "problem", "request_submitted")
        tx.record(case_id, [event(case_id, name) for name in names])
    with open(sys.argv[2], "a") as said:
        said.write(case_id + "\\n")
"""


@contextmanager
def a_writer(db: Path, said: Path) -> Iterator[None]:
    """Let a program add orders; it says of each that it is recorded."""
    root = Path(__file__).parents[2]
    env = {"PATH": "/usr/bin:/bin", "PYTHONPATH": f"{PYTHON_PATH}:{root}"}
    command = [sys.executable, "-c", _WRITER, str(db), str(said)]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        try:
            yield
        finally:
            process.kill()


def odd(path: Path) -> str:
    """Say what is wrong with a copy: damage, or an order with another number of entries."""
    with closing(sqlite3.connect(path)) as conn:
        try:
            verdict = str(conn.execute("PRAGMA integrity_check(1)").fetchone()[0])
            rows = conn.execute("SELECT count(*) FROM log GROUP BY command_id HAVING max(kind) = "
                                "'noted' AND count(*) = 6").fetchall()  # fmt: skip
            half = conn.execute(
                "SELECT command_id FROM log WHERE data LIKE '%request_submitted%' OR "
                "data LIKE '%\"paid\"%' GROUP BY command_id HAVING count(*) <> 2"
            ).fetchall()
        except sqlite3.DatabaseError as error:
            return str(error)
    return "" if verdict == "ok" and not half else f"{verdict} {len(rows)} {half}"


@pytest.mark.parametrize(
    ("number", "half"),
    [
        pytest.param(10, 0, id="ten"),
        pytest.param(250, 1, id="250, half 1", marks=pytest.mark.slow),
        pytest.param(250, 2, id="250, half 2", marks=pytest.mark.slow),
    ],
)
def test_every_backup_under_load_is_of_one_moment(
    kept: Kept, tmp_path: Path, number: int, half: int, tallies: Callable[[Tally], None]
) -> None:
    disk, broken = tmp_path / "disk", 0
    with a_writer(kept.cli.db, tmp_path / "said"):
        for _ in range(number):
            copy = kept.back_up(str(disk))
            broken += odd(copy) != ""
            copy.unlink()
        plain = copied_bad(kept.cli.db, tmp_path / "copy.db", 150 if half else 0)
    if half:
        what = f"backups while another program writes, half {half} of 2"
        tallies(Tally(row="C1", what=what, tried=number, torn=broken,
                      control=f"cp of the live file: {plain} of 150 bad"))  # fmt: skip
    assert broken == 0


@pytest.mark.parametrize(
    "number", [pytest.param(3, id="three"), pytest.param(100, id="100", marks=pytest.mark.slow)]
)
def test_what_was_recorded_while_a_restore_came_is_in_the_records_or_in_a_backup(
    kept: Kept, tmp_path: Path, number: int
) -> None:
    kept.now.ok("config", "set", "backup_daily", "999")
    copy, said = kept.back_up(str(tmp_path / "disk")), tmp_path / "said"
    with a_writer(kept.cli.db, said):
        for _ in range(number):
            while not said.exists():
                pass
            kept.now.ok("restore", str(copy), "--yes")
            acknowledged = said.read_text().split()
            assert acknowledged
    there = {each for path in (kept.cli.db, *kept.folder.glob("*.db")) for each in cases(path)}
    assert set(said.read_text().split()) <= there
    assert kept.now("doctor", "--rebuild").exit_code == 0


def cases(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as conn:
        return {case_id for (case_id,) in conn.execute("SELECT DISTINCT case_id FROM log")}


@pytest.mark.slow
def test_copying_the_file_is_not(kept: Kept, tmp_path: Path) -> None:
    with a_writer(kept.cli.db, tmp_path / "said"):
        assert copied_bad(kept.cli.db, tmp_path / "copy.db", 300) > 0


def copied_bad(db: Path, copy: Path, times: int) -> int:
    """Copy the live file so often, as `cp` does; count what is no database of one moment."""
    broken = 0
    for _ in range(times):
        shutil.copy(db, copy)
        broken += odd(copy) != ""
    return broken
