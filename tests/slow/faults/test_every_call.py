"""kill -9, EIO and ENOSPC at every system call that writes, in every command that writes.

After each: the records are the old ones or the new ones, nothing acknowledged is lost, no file is
torn, what failed is told in one sentence, and what is left behind goes with `doctor`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.slow.faults.commands import COMMANDS, bench
from tests.slow.faults.injecting import Bench, why_not
from tests.slow.faults.judging import Kind
from tests.slow.faults.scene import Scene
from tests.slow.faults.sweeping import Swept, sweep, sweep_whole
from tests.slow.tally import Tally

pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not() or "it can")

# Each is a test and a line of the table. `restore` is in `tests/backup`.
GROUPS = {
    "A3": (
        ("add", "add, the very first", "mark"),
        ("edit", "edit --same-as", "undo", "redo"),
        ("message add", "message rm", "rm", "snooze"),
        ("parcel add", "parcel rm", "remind", "config set", "config unset"),
        ("track", "track --accept", "policy adopt"),
        ("rm --purge",),
        ("import of a table", "import of a log"),
        ("import of an archive",),
        ("export", "export --archive", "export --force", "calendar", "calendar, again",
         "calendar --watch-path", "casefile", "slip"),
        ("doctor --fix", "doctor --rebuild", "doctor --clean"),
    ),
    "A7": (("evidence add", "evidence rm", "evidence copy"),),
    "C2": (("backup", "backup elsewhere"),),
}  # fmt: skip
_TESTS = [(row, names) for row, groups in GROUPS.items() for names in groups]
# Of every command that is in no other folder's tests, a few strikes with every commit.
_A_FEW = 31
Keep = Callable[[Tally], None]


def total(swept: list[Swept], kind: Kind) -> int:
    return sum(each.judge.count(kind) for each in swept)


@pytest.mark.slow
@pytest.mark.parametrize(("row", "names"), _TESTS, ids=lambda each: str(each[0]).replace(" ", "-"))
def test_nothing_is_lost_or_torn_whatever_call_fails(
    row: str, names: tuple[str, ...], ground: Path, stock: Scene, control: str, tallies: Keep
) -> None:
    swept = [
        sweep_whole(bench(name, ground / str(number), stock)) for number, name in enumerate(names)
    ]
    tallies(
        Tally(
            row=row,
            what=f"KILL, EIO, ENOSPC at every writing call of {', '.join(names)}",
            tried=sum(each.runs for each in swept),
            lost=total(swept, "lost"),
            torn=total(swept, "torn") + total(swept, "told"),
            leaked=total(swept, "leaked"),
            control=control,
        )
    )
    assert [broken for each in swept for broken in each.broken] == []


def test_a_few_strikes_leave_what_add_records_whole(ground: Path, stock: Scene) -> None:
    swept = sweep(bench("add", ground, stock), _A_FEW)
    assert swept.broken == []
    assert swept.runs * _A_FEW > 300


def test_the_naive_script_is_found_out(naive: Bench) -> None:
    broken = sweep(naive, 61).broken
    assert any("torn file" in each or "missing" in each for each in broken)
    assert any("neither the old" in each for each in broken)


def test_every_group_is_of_known_commands() -> None:
    named = [name for _, names in _TESTS for name in names]
    assert sorted(named) == sorted(set(COMMANDS) - {"restore"})
