"""Ctrl-C after every statement of SQLite, in every command that writes: all of it, or nothing.

After each the records are the old ones or the new ones; before the last statement they are the old.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.slow.faults.commands import COMMANDS, bench
from tests.slow.faults.injecting import Bench
from tests.slow.faults.scene import Scene
from tests.slow.faults.sweeping import interrupt
from tests.slow.tally import Tally

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no copies of a process")

GROUPS = (
    ("add", "mark", "edit", "edit --same-as", "undo", "redo", "message add", "message rm", "rm"),
    ("rm --purge", "snooze", "parcel add", "parcel rm", "remind", "track", "track --accept",
     "evidence add", "evidence rm", "policy adopt"),
    ("add, the very first", "import of a table", "import of a log", "import of an archive"),
    ("doctor --fix", "doctor --rebuild", "doctor --clean", "backup", "restore"),
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("names", GROUPS, ids=lambda each: str(each[0]).replace(" ", "-"))
def test_an_interrupted_command_leaves_all_or_nothing(
    names: tuple[str, ...],
    ground: Path,
    stock: Scene,
    naive: Bench,
    tallies: Callable[[Tally], None],
) -> None:
    swept = [
        interrupt(bench(name, ground / str(number), stock)) for number, name in enumerate(names)
    ]
    found = [each for one in swept for each in one.broken]
    control = interrupt(naive, 3)
    tallies(
        Tally(
            row="A5",
            what=f"Ctrl-C after every statement of {', '.join(names)}",
            tried=sum(each.runs for each in swept),
            torn=len(found),
            control=f"a commit for each statement: {control.bad_runs} of {control.runs} broken",
        )
    )
    assert found == []
    assert control.broken


def test_an_interrupted_mark_leaves_all_or_nothing(ground: Path, stock: Scene) -> None:
    swept = interrupt(bench("mark", ground, stock), 17)
    assert swept.broken == []
    assert swept.runs > 3


def test_every_command_that_records_is_interrupted() -> None:
    files = {"config set", "config unset", "evidence copy", "export", "export --archive",
             "export --force", "calendar", "calendar, again", "calendar --watch-path", "casefile",
             "slip", "backup elsewhere"}  # fmt: skip
    assert {name for names in GROUPS for name in names} == set(COMMANDS) - files
