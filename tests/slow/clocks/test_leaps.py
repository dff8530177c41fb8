"""A clock that leaps by years: no reminder twice or never, and nothing that was recorded goes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from tests.cli.running import Cli
from tests.slow.clocks.leaping import expected, faults, live, naive
from tests.slow.tally import Tally

LIVES: Final = 24
_CLOCKS: Final = ("2026-11-21", "2036-11-21", "2016-11-21", "2026-11-22", "2000-01-01",
                  "2038-01-19 03:14", "2026-11-23", "2099-12-31", "2026-11-24")  # fmt: skip


def test_a_leap_of_the_clock_is_survived(home: Path) -> None:
    life = live(home / "one", 3)

    assert list(faults(life, life.told)) == []
    assert list(faults(life, naive(life)))


def test_no_backup_and_no_entry_goes_where_the_clock_leaps(cli: Cli) -> None:
    """Each leap makes a backup and a correction; the last word stays the last."""
    cli.at("2026-11-20").ok("add", "8190123456789012", "Hub", "23.99", "--delivered", "8nov")
    names = set()
    for number, clock in enumerate(_CLOCKS):
        cli.at(clock).ok("edit", "8190123456789012", "--note", f"word {number}")
        folder = cli.db.with_name("returns.backups")
        before = {path.name for path in folder.glob("*.db")} if folder.exists() else set()
        _back_up(cli, clock)
        names = {path.name for path in folder.glob("*.db")}
        assert before < names
    shown = cli.data("show", "8190123456789012")

    assert shown["order"]["note"] == f"word {len(_CLOCKS) - 1}"
    assert len(names) == len(_CLOCKS)
    assert cli.data("doctor") is not None


def _back_up(cli: Cli, clock: str) -> None:
    """Make one as `backup` does on a day: with --as-of it only shows what it would do."""
    from returnctl.actions.backups import back_up
    from tests.reminders.desks import at, desk_at

    back_up(desk_at(cli, at(clock)), None, rehearsed=False)


@pytest.mark.slow
def test_clocks_that_leap_by_ten_years(tmp_path: Path, tallies: Callable[[Tally], None]) -> None:
    rungs, leaps, wrong, naively = 0, 0, list[str](), 0
    for seed in range(LIVES):
        life = live(tmp_path / str(seed), seed)
        rungs += len(list(expected(life)))
        leaps += len(life.leaps)
        wrong += [f"{seed}: {each}" for each in faults(life, life.told)]
        naively += len(list(faults(life, naive(life))))
    tallies(
        Tally(row="H5", what=f"reminders of {LIVES} shoppers over two months in which the clock "
              f"leaps {leaps} times by a day to twelve years, and to 1970", tried=rungs,
              lost=sum(": lost" in each for each in wrong),
              torn=sum(": torn" in each for each in wrong),
              control=f"what is due since the last run by the clock: {naively} lost, too early "
              "or twice")
    )  # fmt: skip

    assert wrong == []
    assert naively
