"""Snoozing: quiet until a day or for good, as part of what is recorded."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import Cli


@pytest.fixture
def cli(home: Path) -> Cli:
    return Cli(home / "records" / "returns.db")


@pytest.fixture
def hub(cli: Cli) -> str:
    """Delivered 13 days ago and broken: a dispute is to be opened by tomorrow."""
    return cli.add("8190123456789012", "Hub", "23.99", "--delivered", "8nov", "--reason",
                   "defective")  # fmt: skip


def rules(cli: Cli, *args: str) -> list[str]:
    return [each["rule"].rpartition(".")[2] for each in cli.data("deadlines", *args)]


def quiet(cli: Cli, ref: str) -> dict[str, str | None]:
    return {
        d["rule"].rpartition(".")[2]: d["snoozed_until"] for d in cli.data("show", ref)["deadlines"]
    }


def test_one_deadline_is_quiet_until_its_day(cli: Cli, hub: str) -> None:
    assert "dispute" in rules(cli)

    cli.ok("snooze", hub, "dispute", "--until", "+2d")

    assert "dispute" not in rules(cli)
    assert "dispute" in rules(cli, "--all")
    assert quiet(cli, hub)["dispute"] == "2026-11-23"
    assert "dispute" in rules(cli.at("2026-11-23"))


def test_a_whole_case_is_quiet_for_good(cli: Cli, hub: str) -> None:
    cli.ok("snooze", hub)

    assert rules(cli) == []
    assert rules(cli.at("2026-12-01")) == []
    assert set(quiet(cli, hub).values()) == {"9999-12-31"}


@pytest.mark.parametrize("way", [("snooze", "{ref}", "--off"), ("undo", "--yes")])
def test_it_ends_by_off_or_undo(cli: Cli, hub: str, way: tuple[str, ...]) -> None:
    before = rules(cli)
    cli.ok("snooze", hub, "--until", "1dec")
    cli.ok(*(each.format(ref=hub) for each in way))

    assert rules(cli) == before
    assert set(quiet(cli, hub).values()) == {None}


def test_off_of_a_case_ends_the_snooze_of_one_deadline_too(cli: Cli, hub: str) -> None:
    cli.ok("snooze", hub, "dispute")
    cli.ok("snooze", hub, "--off")

    assert quiet(cli, hub)["dispute"] is None


def test_a_date_of_the_order_page_stays_beside_a_snooze(cli: Cli, hub: str) -> None:
    cli.ok("edit", hub, "--deadline", "dispute=24nov")
    cli.ok("snooze", hub, "dispute", "--until", "23nov")

    found = cli.deadline(hub, "dispute")
    assert (found["act_by"], found["snoozed_until"]) == ("2026-11-24", "2026-11-23")


def test_the_latest_word_holds(cli: Cli, hub: str) -> None:
    cli.ok("snooze", hub)
    cli.ok("snooze", hub, "dispute", "--until", "25nov")

    assert quiet(cli, hub)["dispute"] == "2026-11-25"


def test_a_snooze_past_the_day_to_act_by_warns(cli: Cli, hub: str) -> None:
    late = cli.ok("snooze", hub, "dispute", "--until", "25nov").out
    early = cli.ok("snooze", hub, "dispute", "--until", "22nov").out

    assert "Careful: nothing will remind of it by then: open a dispute, by Sun 22 Nov 2026" in late
    assert "Careful" not in early


def test_the_same_again_is_nothing_new(cli: Cli, hub: str) -> None:
    cli.ok("snooze", hub, "--until", "25nov")
    size = cli.log_size()

    assert "Nothing new." in cli.ok("snooze", hub, "--until", "25nov").out
    assert cli.log_size() == size


def test_show_status_and_all_go_on_telling_the_date(cli: Cli, hub: str) -> None:
    cli.ok("snooze", hub, "dispute", "--until", "25nov")

    for line in (("show", hub), ("status",), ("deadlines", "--all")):
        assert "snoozed until Wed 25 Nov 2026" in " ".join(cli.ok(*line).out.split())


def test_a_return_of_several_is_snoozed_alone(cli: Cli) -> None:
    ref = cli.add("405-1234567-7654321", "--item", "2 x Cable @ 5", "--delivered", "4nov")
    for code in ("RMA-1", "RMA-2"):
        cli.ok("add", "405-1234567-7654321", "--return", "Cable=1", "--requested", "10nov",
               "--code", code)  # fmt: skip
    cli.ok("snooze", f"{ref}.1")

    found = {d["return_id"]: d["snoozed_until"] for d in cli.data("show", ref)["deadlines"]}
    ids = [each["id"] for each in cli.data("show", ref)["returns"]]
    assert found[ids[0]] == "9999-12-31"
    assert found[ids[1]] is None


def test_a_snooze_merges_like_everything_else(cli: Cli, hub: str, home: Path) -> None:
    """It is an entry of the log: another machine that takes the log in is quiet too."""
    cli.ok("snooze", hub, "dispute")
    before = cli.projections()
    cli.ok("doctor", "--rebuild")

    assert cli.projections() == before
    assert cli.query("SELECT count(*) FROM log WHERE kind = 'override'") == [(1,)]
