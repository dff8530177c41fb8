"""`status --oneline`: a line for the shell prompt."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Prepared
from tests.cli.running import AS_OF, Cli, process_env, run_process
from tests.cli.test_cron import hub_and_strip


@pytest.fixture
def season(cli: Cli, prepared: Prepared) -> Cli:
    return prepared(cli, hub_and_strip)


@pytest.mark.parametrize(
    ("as_of", "told"),
    [
        ("2026-11-20", []),
        ("2026-11-21", ["1 tomorrow"]),
        ("2026-11-22", ["1 today"]),
        ("2026-11-26", ["1 late, 1 tomorrow"]),
        ("2026-11-28", ["2 late"]),
    ],
)
def test_each_return_counts_once_by_what_presses_most(
    season: Cli, as_of: str, told: list[str]
) -> None:
    assert season.at(as_of).ok("status", "--oneline").lines == told


def test_what_presses_is_what_status_says_at_its_head(season: Cli) -> None:
    assert "1 due tomorrow" in season.ok("status").lines[0]


def test_a_clock_of_others_that_ran_out_is_late(cli: Cli) -> None:
    cli.at("2026-11-12").add(
        "8190123456789012", "Hub", "9", "--delivered", "8nov", "--seller-country", "CN",
        "--requested", "10nov", "--reason", "defective",
    )  # fmt: skip

    assert cli.at("2026-11-15").ok("status", "--oneline").lines == []
    assert cli.at("2026-11-18").ok("status", "--oneline").lines == ["1 late"]


def test_a_snoozed_one_is_left_out(season: Cli) -> None:
    ref = season.data("status")[0]["ref"]
    season.ok("snooze", ref)

    assert season.ok("status", "--oneline").out == ""


def test_windows_of_purchases_are_left_out(cli: Cli) -> None:
    cli.add("8190123456789012", "Hub", "9", "--delivered", "8nov", "--deadline", "dispute=today")

    assert cli.data("deadlines", "--purchases") != []
    assert cli.ok("status", "--oneline").out == ""


@pytest.mark.parametrize(
    ("as_of", "code"), [("2026-11-20", 0), ("2026-11-21", 10), ("2026-11-26", 11)]
)
def test_the_exit_code_can_choose_the_colour(season: Cli, as_of: str, code: int) -> None:
    assert season.at(as_of)("status", "--oneline", "--exit-code").exit_code == code


def test_json_and_plain_have_the_numbers(season: Cli) -> None:
    assert season.data("status", "--oneline") == {"late": 0, "today": 0, "tomorrow": 1}
    assert season.ok("status", "--oneline", "--plain").lines == ["0\t0\t1"]


def test_it_goes_with_no_list(season: Cli) -> None:
    for option in ("--all", "--purchases"):
        assert season("status", "--oneline", option).exit_code == 2


def test_it_loads_nothing_that_deadlines_does_not(season: Cli) -> None:
    """A prompt is drawn after every command: it may cost what the cron command costs."""
    loaded = {}
    for words in (["deadlines"], ["status", "--oneline"]):
        run = run_process(
            ["--db", str(season.db), "--as-of", AS_OF, *words],
            process_env(season.db.parent, PYTHONPROFILEIMPORTTIME="1"),
        )
        lines = [line for line in run.err.splitlines() if line.startswith("import time:")]
        loaded[words[0]] = {line.rpartition("|")[2].strip() for line in lines}
    extra = loaded["status"] - loaded["deadlines"]

    assert {name.rpartition(".")[2] for name in extra} <= {"oneline", "status"}, json.dumps(
        [*extra]
    )
