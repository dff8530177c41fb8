"""The date on the order page wins, is marked wherever it shows, and no update moves it."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from tests.cli.running import Cli


@pytest.fixture
def ref(cli: Cli) -> str:
    return cli.add(
        "8190123456789012", "USB-C hub", "23.99", "--delivered", "5nov", "--reason", "defective",
        "--deadline", "dispute=2026-12-01",
    )  # fmt: skip


def test_the_order_pages_date_replaces_the_sum(cli: Cli, ref: str) -> None:
    dispute = cli.deadline(ref, "dispute")

    assert (dispute["due_on"], dispute["override"], dispute["basis"]) == (
        "2026-12-01", "2026-12-01", "order_page",
    )  # fmt: skip


def test_an_override_is_marked_in_every_json(cli: Cli, ref: str) -> None:
    (status,) = cli.data("status")
    in_deadlines = [row for row in cli.data("deadlines") if row["rule"] == "aliexpress.dispute"]
    in_show = [row for row in cli.data("show", ref)["deadlines"] if row["due_on"] == "2026-12-01"]

    for row in (status["next_deadline"], *in_deadlines, *in_show):
        assert (row["override"], row["basis"]) == ("2026-12-01", "order_page")
    assert in_deadlines
    assert in_show


@pytest.mark.parametrize("command", [["status"], ["deadlines"], ["why", "REF", "dispute"]])
def test_an_override_is_marked_in_text(cli: Cli, ref: str, command: list[str]) -> None:
    out = cli.ok(*(ref if word == "REF" else word for word in command)).out

    assert "1 Dec" in out
    assert "order page" in out


def test_an_override_is_marked_in_show(cli: Cli, ref: str) -> None:
    assert "Tue 1 Dec = YOU" in " ".join(cli.ok("show", ref).out.split())


def test_why_shows_what_would_have_been_computed(cli: Cli, ref: str) -> None:
    """The sum stays visible, so that one can see by how much the page differs."""
    assert "Fri 20 Nov" in cli.ok("why", ref, "dispute").out


def test_an_override_can_be_replaced_and_taken_back(cli: Cli, ref: str) -> None:
    cli.ok("edit", ref, "--deadline", "dispute=2026-12-05")
    assert cli.deadline(ref, "dispute")["due_on"] == "2026-12-05"
    cli.ok("undo", "--yes")
    assert cli.deadline(ref, "dispute")["due_on"] == "2026-12-01"


def test_ok_confirms_what_is_computed(cli: Cli) -> None:
    """`=ok` says: I looked, it agrees."""
    ref = cli.add("8190123456789012", "Hub", "9", "--delivered", "8nov", "--reason", "defective")
    cli.ok("edit", ref, "--deadline", "dispute=ok")
    found = cli.deadline(ref, "dispute")

    assert (found["due_on"], found["override"], found["basis"]) == (
        "2026-11-23", "ok", "order_page",
    )  # fmt: skip


def test_a_countdown_of_the_page_is_added_to_the_clock(cli: Cli) -> None:
    """Noon on the 21st and two days and fourteen hours: the 24th at two in the morning."""
    ref = cli.add("8190123456789012", "Hub", "9", "--delivered", "8nov", "--reason", "defective")
    cli.ok("edit", ref, "--deadline", "dispute=+2d14h")
    found = cli.deadline(ref, "dispute")

    assert found["due_at"] == "2026-11-24T02:00:00+01:00"
    assert (found["act_by"], found["basis"]) == ("2026-11-23", "order_page")


def test_a_window_the_shop_told_replaces_the_packs(cli: Cli) -> None:
    ref = cli.add(
        "--shop", "pepe", "--order", "A-1", "Coat", "50", "--delivered", "10nov", "--window", "30d"
    )
    found = cli.deadline(ref, "return-window")

    assert (found["due_on"], found["override"]) == ("2026-12-10", "30d")


def test_a_name_that_is_no_rule_makes_a_deadline_of_your_own(cli: Cli) -> None:
    """The seller promised an answer by Friday."""
    ref = cli.add("8190123456789012", "Hub", "9", "--delivered", "8nov", "--reason", "defective")
    cli.ok("edit", ref, "--deadline", "seller-promise=2026-11-27")

    assert any(row["due_on"] == "2026-11-27" for row in cli.data("deadlines"))


def test_a_near_miss_of_a_rule_is_refused(cli: Cli, ref: str) -> None:
    """Otherwise a typing error would make a deadline of one's own, and the rule would run on."""
    answer = cli("edit", ref, "--deadline", "dipsute=2026-12-05")

    assert answer.exit_code == 2
    assert "Did you mean dispute?" in answer.err


@pytest.fixture
def changed_pack(home: Path) -> Path:
    """AliExpress with five days for a dispute, in the user's own folder."""
    shipped = files("returnctl.policies").joinpath("shops/aliexpress.toml")
    text = shipped.read_text(encoding="utf-8")
    old = 'starts = ["receipt_confirmed"]\ncloses = "15d"\ncount = "unstated"'
    assert text.count(old) == 1
    folder = home / ".config" / "returnctl" / "packs"
    folder.mkdir(parents=True)
    pack = folder / "aliexpress.toml"
    pack.write_text(text.replace(old, old.replace("15d", "5d")), encoding="utf-8")
    return pack


def test_an_override_survives_a_changed_pack(cli: Cli, ref: str, changed_pack: Path) -> None:
    cli.ok("edit", ref, "--note", "written under the new rules")

    assert cli.deadline(ref, "dispute")["due_on"] == "2026-12-01"


def test_an_order_keeps_the_rules_it_was_recorded_under(
    cli: Cli, home: Path, request: pytest.FixtureRequest
) -> None:
    """A pack of the same name that came later moves no date of an order that was there."""
    old = cli.add("8190123456789012", "Hub", "9", "--delivered", "8nov", "--reason", "defective")
    request.getfixturevalue("changed_pack")
    new = cli.add("8190123456789013", "Hub", "9", "--delivered", "8nov", "--reason", "defective")
    cli.ok("edit", old, "--note", "touched")
    cli("doctor", "--rebuild")

    assert cli.deadline(old, "dispute")["due_on"] == "2026-11-23"
    assert cli.deadline(new, "dispute")["due_on"] == "2026-11-13"


def test_policy_list_says_that_the_pack_is_yours(cli: Cli, changed_pack: Path) -> None:
    (pack,) = [pack for pack in cli.data("policy", "list")["packs"] if pack["name"] == "aliexpress"]

    assert "yours" in pack["origin"]


def test_the_same_word_again_is_not_recorded_again(cli: Cli, ref: str) -> None:
    """Found by a machine that does anything in any order; to have looked again is news."""
    again = ("edit", ref, "--deadline", "dispute=2026-12-01")
    before = cli.log_size()

    assert cli.data(*again)["recorded"] == []
    assert cli.log_size() == before
    cli.ok("edit", ref, "--deadline", "aliexpress.dispute=2026-12-03")
    assert cli.data(*again)["recorded"] != []
    assert cli.deadline(ref, "dispute")["due_on"] == "2026-12-01"
    before = cli.log_size()
    cli.ok("edit", ref, "--deadline", "dispute=ok")
    assert cli.log_size() > before
