"""kill -9, EIO and ENOSPC at the writing system calls of `evidence add` and `mark`.

By default a tenth of the calls, each with one of the three; with `-m slow` all, with all three.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import Cli
from tests.evidence.injecting import FAULTS, Bench, Point, why_not
from tests.evidence.judging import Judge

pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not() or "it can")

_EVERY = pytest.param(1, marks=pytest.mark.slow, id="every call")
# Three faults for each call; no multiple of three, so that each of them has its turn.
_TENTH = pytest.param(31, id="a tenth of the calls")
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


def sweep(bench: Bench, step: int) -> tuple[list[str], int]:
    """Strike every step-th pair of point and fault; return what broke, and how many there were."""
    pairs = [(point, fault) for point in bench.points() for fault in FAULTS][::step]
    judge, broken = Judge.of(bench), list[str]()
    for point, fault in pairs:
        struck = bench.strike(point, fault)
        assert not struck.survived_a_kill, "nothing was injected"
        broken += judge.faults(bench, struck)
    return broken, len(pairs)


_ADD = ("-m", "returnctl", "evidence", "add", "REF", "FILE", "--kind", "photo")
_MARK = ("-m", "returnctl", "mark", "REF", "dispute-opened", "--channel", "platform")


@pytest.mark.parametrize("step", [_TENTH, _EVERY])
@pytest.mark.parametrize("args", [_ADD, _MARK], ids=["evidence add", "mark"])
def test_nothing_acknowledged_is_lost_and_no_file_is_torn(
    bench: Make, args: tuple[str, ...], step: int
) -> None:
    broken, runs = sweep(bench(*args), step)
    assert broken == []
    assert runs * step > 300


def test_the_wrong_order_is_found_out(bench: Make) -> None:
    naive = Path(__file__).with_name("naive.py")
    broken, _ = sweep(bench(str(naive), "DB", "FILE"), 31)
    assert any("torn" in each or "missing" in each for each in broken)


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
