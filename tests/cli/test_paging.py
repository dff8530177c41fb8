"""Long answers: page by page on a terminal, whole everywhere else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from returnctl.actions.history import history
from returnctl.actions.search import search
from tests.cli.running import Cli, process_env
from tests.cli.terminal import Seen, at_a_terminal
from tests.reminders.desks import at, desk_at

pytestmark = pytest.mark.skipif(not shutil.which("setsid"), reason="setsid of util-linux")

ORDERS = 30
HEAD = "sh -c 'head -n 3; echo PAGED'"


@pytest.fixture(scope="module")
def orders(tmp_path_factory: pytest.TempPathFactory) -> Cli:
    cli = Cli(tmp_path_factory.mktemp("orders") / "returns.db")
    for number in range(ORDERS):
        cli.ok("add", "--shop", "lampenladen", "--item", f"Lamp {number:02}")
    return cli


def seen(cli: Cli, home: Path, *args: str, pager: str, rows: int = 24) -> Seen:
    env = process_env(home, RETURNCTL_DB=str(cli.db), PAGER=pager)
    found = at_a_terminal(args, env, rows=rows)
    assert found.code == 0, found
    return found


def test_a_long_history_goes_through_the_users_pager_newest_first(orders: Cli, home: Path) -> None:
    """A pager that leaves early is somebody who has seen enough."""
    screen = seen(orders, home, "history", pager=HEAD).screen

    assert "PAGED" in screen
    assert f"Lamp {ORDERS - 1:02}" in screen
    assert "Lamp 00" not in screen


def test_a_long_search_goes_through_the_users_pager(orders: Cli, home: Path) -> None:
    assert "PAGED" in seen(orders, home, "search", "lamp", pager=HEAD).screen


def test_what_fits_the_screen_needs_no_pager(orders: Cli, home: Path) -> None:
    screen = seen(orders, home, "search", "lamp", "07", pager=HEAD).screen

    assert "Lamp 07" in screen
    assert "PAGED" not in screen


@pytest.mark.parametrize("pager", ["/nowhere/pager", "", "env no-such-pager", "it's"])
def test_without_a_pager_all_is_printed(orders: Cli, home: Path, pager: str) -> None:
    screen = seen(orders, home, "search", "lamp", pager=pager).screen

    assert [n for n in range(ORDERS) if f"Lamp {n:02}" not in screen] == []


@pytest.mark.parametrize("form", [(), ("--json",), ("--plain",), ("--csv",)])
@pytest.mark.parametrize("name", ["search", "history"])
def test_off_a_terminal_nothing_is_limited(orders: Cli, name: str, form: tuple[str, ...]) -> None:
    words = ("search", "lamp") if name == "search" else ("history",)
    out = orders(*words, *form, env={"PAGER": HEAD}).out

    assert [n for n in range(ORDERS) if f"Lamp {n:02}" not in out] == []


def test_a_page_reads_no_more_than_it_shows(orders: Cli, home: Path) -> None:
    desk = desk_at(Cli(orders.db), at("2026-11-21"))
    found, told = search(desk, "lamp", most=7), history(desk, None, most=7)

    assert (len(found.lines), found.more) == (7, True)
    assert (len(told.commands), told.more) == (7, True)
    assert told.commands[-1].recorded[-1].value == f"Lamp {ORDERS - 1:02}"
    assert not search(desk, "lamp", most=ORDERS).more
    assert not history(desk, None, most=ORDERS).more
