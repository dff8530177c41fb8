"""`show` tells the deadlines that the store keeps; they are the ones that the rules give."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.running import Cli

HUB = "8190555555555555"


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Cli:
    """The orders of the demo, some of them with a word of the user's."""
    path = tmp_path_factory.mktemp("show") / "returns.db"
    Cli(path.with_name("none.db"), as_of=None).ok("demo", "--keep", str(path))
    cli = Cli(path, as_of=None)
    snoozed, dated, ended = refs(cli)[:3]
    cli.ok("snooze", snoozed, "--until", "+9d")
    cli.ok("edit", dated, "--deadline", "insurance=+9d")
    cli.ok("mark", ended, "archived")
    half = cli.add(HUB, "--item", "USB-C hub", "--item", "Cable", "--delivered", "-9d",
                   "--return", "Cable", "--reason", "defective")  # fmt: skip
    cli.ok("add", HUB, "--return", "USB-C hub", "--reason", "defective")
    cli.ok("mark", f"{half}.1", "kept")
    return cli


def refs(cli: Cli) -> list[str]:
    return [ref for (ref,) in cli.query("SELECT ref FROM orders ORDER BY id")]


def told(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What both commands say of a deadline."""
    both = ("id", "ref", "rule", "state", "act_by", "due_on", "opens_on", "met_on", "basis", "name")
    return sorted(({key: each[key] for key in both} for each in found), key=lambda one: one["id"])


def test_it_tells_of_every_case_what_why_works_out(records: Cli) -> None:
    """Open or closed, in part or whole, snoozed, or with a date of the user's."""
    for ref in refs(records):
        assert told(records.data("show", ref)["deadlines"]) == told(records.data("why", ref))


def test_both_ways_are_taken(records: Cli) -> None:
    """There are cases whose deadlines the store keeps, and others for which they are worked out."""
    kept = records.query("SELECT count(DISTINCT order_id) FROM deadlines")[0][0]
    assert 0 < kept < len(refs(records))
