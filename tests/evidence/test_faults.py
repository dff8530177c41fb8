"""kill -9, EIO and ENOSPC at a tenth of the writing system calls of `evidence add` and `mark`.

All calls, and those of the other commands: `tests/slow/faults`.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import Cli
from tests.slow.faults.injecting import Bench, Point, why_not
from tests.slow.faults.sweeping import sweep

pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not() or "it can")

# Three faults for each call; no multiple of three, so that each of them has its turn.
_STEP = 31
Make = Callable[..., Bench]


@pytest.fixture
def bench(home: Path, tmp_path: Path) -> Make:
    """Records of a case with one piece of evidence, and a file that is to be added."""
    master = tmp_path / "master"
    cli = Cli(master / "records" / "returns.db")
    ref = cli.add("8190123456789012", "Hub", "23.99 EUR", "--delivered", "8nov",
                  "--reason", "defective")  # fmt: skip
    (master / "first.jpg").write_bytes(b"first" * 100)
    (master / "new.jpg").write_bytes(bytes(range(256)) * 40)
    cli.ok("evidence", "add", ref, str(master / "first.jpg"))

    def make(*args: str) -> Bench:
        place = tmp_path / "place"
        words = {"REF": ref, "FILE": str(place / "new.jpg"),
                 "DB": str(place / "records" / "returns.db")}  # fmt: skip
        return Bench(master, place, [words.get(each, each) for each in args])

    return make


_ADD = ("-m", "returnctl", "evidence", "add", "REF", "FILE", "--kind", "photo")
_COPY = ("-m", "returnctl", "evidence", "copy", "REF", "copies")
_MARK = ("-m", "returnctl", "mark", "REF", "dispute-opened", "--channel", "platform")


@pytest.mark.parametrize("args", [_ADD, _MARK], ids=["evidence add", "mark"])
def test_nothing_acknowledged_is_lost_and_no_file_is_torn(
    bench: Make, args: tuple[str, ...]
) -> None:
    swept = sweep(bench(*args), _STEP)
    assert swept.broken == []
    assert swept.runs * _STEP > 300


def test_a_copy_that_is_killed_leaves_no_half_file_under_a_name(bench: Make) -> None:
    found = bench(*_COPY)
    write = next(point for point in found.points() if point.call == "write")
    killed = found.strike(write, "kill")
    assert killed.exit_code < 0
    assert [path for path in (found.place / "copies").iterdir() if path.suffix != ".new"] == []


def test_the_wrong_order_is_found_out(bench: Make) -> None:
    naive = Path(__file__).with_name("naive.py")
    broken = sweep(bench(str(naive), "DB", "FILE"), _STEP).broken
    assert any("torn file" in each or "missing" in each for each in broken)


def test_a_point_that_is_struck_is_really_struck(bench: Make) -> None:
    found = bench(*_ADD)
    rename = next(point for point in found.points() if point.call.startswith("rename"))
    killed = found.strike(rename, "kill")
    assert killed.exit_code != 0
    assert "Recorded" not in killed.out
    full = found.strike(rename, "ENOSPC")
    assert full.exit_code == 7
    assert "is full" in full.err
    assert found.strike(Point("rename", 99), "kill").exit_code == 0
    shutil.rmtree(found.place)
