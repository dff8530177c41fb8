"""`undo` brings back exactly what was there, `redo` repeats it, and the log tells both."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Prepared
from tests.cli.running import Cli

HUB = "8190123456789012"
LAMP = "8190123456780042"


def three_orders(cli: Cli) -> None:
    """A problem, a return half way, and a purchase."""
    cli.add(HUB, "USB-C hub", "23.99", "--delivered", "8nov", "--reason", "defective",
            "--tracking", "LP00712345678901")  # fmt: skip
    cli.add(LAMP, "Lamp", "12.40", "--delivered", "3nov", "--requested", "12nov",
            "--code", "RMA-1", "--did", "approved=17nov", "--reason", "wrong-item",
            "--seller-country", "DE")  # fmt: skip
    cli.add("10-04477-51823", "Jacket", "59.90", "--delivered", "10nov")


@pytest.fixture
def logged(cli: Cli, prepared: Prepared) -> Cli:
    return prepared(cli, three_orders)


# Every command that appends to the log, by what it does.
APPENDING: dict[str, tuple[str, ...]] = {
    "add": ("add", "8190123456789999", "Cable", "5", "--delivered", "10nov", "--reason", "late"),
    "add a plain purchase": ("add", "--shop", "pepe", "Coat"),
    "add more facts": ("add", HUB, "--paid", "12oct", "--paid-with", "visa", "--seller", "Digi"),
    "add an item": ("add", HUB, "--item", "2 x Cable @ 3.50"),
    "add another return": ("add", LAMP, "--return", "Lamp", "--requested", "18nov", "--code", "R2"),
    "add a deadline": ("add", HUB, "--deadline", "dispute=2026-12-01"),
    "mark": ("mark", HUB, "dispute-opened", "--amount", "23.99", "--note", "with photos"),
    "mark what opens a return": ("mark", HUB, "requested", "--code", "RMA-9"),
    "mark what is sent": ("mark", LAMP, "sent", "--tracking", "LX123456789ES", "--carrier", "dhl"),
    "mark a correction": ("mark", HUB, "delivered", "--on", "7nov"),
    "mark money": ("mark", LAMP, "refund-issued", "--amount", "10"),
    "mark the end": ("mark", LAMP, "kept"),
    "mark with a date of the page": ("mark", LAMP, "approved", "--until", "30nov"),
    "mark by force": ("mark", LAMP, "delivered", "--on", "20nov", "--force"),
    "mark several": ("mark", HUB, LAMP, "10-04477-51823", "kept"),
    "message add": ("message", "add", HUB, "--from", "seller", "please cancel"),
    "edit": ("edit", HUB, "--seller", "DigiHome", "--seller-country", "CN", "--price", "25"),
    "edit the order number": ("edit", HUB, "--order", "8190123456789013"),
    "edit the return": ("edit", LAMP, "--code", "RMA-2", "--return-to", "Somewhere 1"),
    "edit an item": ("edit", HUB, "--item", "USB-C hub 7-in-1"),
    "edit a parcel": ("edit", HUB, "--tracking", "LP00700000000000"),
    "edit --clear": ("edit", LAMP, "--clear", "seller-country"),
    "edit --deadline": ("edit", HUB, "--deadline", "dispute=2026-12-01"),
    "edit --deadline of one's own": ("edit", HUB, "--deadline", "promise=2026-12-01"),
    "edit --window": ("edit", "10-04477-51823", "--window", "60d"),
}


@pytest.mark.parametrize("name", APPENDING)
def test_undo_brings_back_exactly_what_was_there(logged: Cli, name: str) -> None:
    before = logged.projections()
    logged.ok(*APPENDING[name])
    assert logged.projections() != before, "the command changed nothing"
    logged.ok("undo", "--yes")

    assert logged.projections() == before


@pytest.mark.parametrize("name", APPENDING)
def test_redo_repeats_it_and_a_rebuild_gives_the_same_rows(logged: Cli, name: str) -> None:
    logged.ok(*APPENDING[name])
    after = logged.projections()
    logged.ok("undo", "--yes")
    logged.ok("redo")

    assert logged.projections() == after
    logged.ok("doctor", "--rebuild")
    assert logged.projections() == after


def test_undo_appends_and_takes_nothing_away(logged: Cli) -> None:
    """The log only grows."""
    log = logged.query("SELECT * FROM log ORDER BY id")
    logged.ok("undo", "--yes")

    assert logged.query("SELECT * FROM log ORDER BY id")[: len(log)] == log
    assert logged.log_size() == len(log) + 1


def test_undo_after_undo_goes_further_back(logged: Cli) -> None:
    for _ in range(3):
        logged.ok("undo", "--yes")

    assert logged.data("status", "--purchases") == []
    assert logged("undo", "--yes").exit_code == 4


def test_redo_redoes_the_last_undo_first(logged: Cli) -> None:
    start = logged.projections()
    for _ in range(3):
        logged.ok("undo", "--yes")
    for _ in range(3):
        logged.ok("redo")

    assert logged.projections() == start
    assert logged("redo").exit_code == 4


def test_an_undone_redo_is_undone(logged: Cli) -> None:
    before = logged.projections()
    logged.ok("mark", HUB, "kept")
    for command in (("undo", "--yes"), ("redo",), ("undo", "--yes")):
        logged.ok(*command)

    assert logged.projections() == before


def test_a_command_is_undone_by_its_id(logged: Cli) -> None:
    """`undo COMMAND-ID` takes back an older command and leaves the later ones alone."""
    command = logged.data("mark", HUB, "dispute-opened")["command_id"]
    logged.ok("mark", LAMP, "sent", "--tracking", "LX123456789ES")
    logged.ok("undo", command, "--yes")
    by_number = {row["order_number"]: row["status"] for row in logged.data("status")}

    assert by_number == {HUB: "problem_noted", LAMP: "in_transit"}


@pytest.mark.parametrize("typed", ["", "nope", "caf\udce9"])
def test_an_id_that_is_none_is_not_found(logged: Cli, typed: str) -> None:
    assert logged("undo", typed, "--yes").exit_code == 4


def test_a_command_that_others_need_is_not_undone_alone(logged: Cli) -> None:
    """Exit 5 with the list of those commands."""
    opened = logged.data("mark", HUB, "requested", "--code", "R-9")["command_id"]
    approved = logged.data("mark", HUB, "approved")["command_id"]
    before = logged.projections()
    answer = logged("undo", opened, "--yes")

    assert answer.exit_code == 5
    assert approved in answer.err
    assert "--with-later" in answer.err
    assert logged.projections() == before


def test_with_later_takes_them_all_back(logged: Cli) -> None:
    before = logged.projections()
    opened = logged.data("mark", HUB, "requested", "--code", "R-9")["command_id"]
    logged.ok("mark", HUB, "approved")
    logged.ok("undo", opened, "--with-later", "--yes")

    assert logged.projections() == before


def test_one_redo_repeats_an_undo_with_later_whole(logged: Cli) -> None:
    opened = logged.data("mark", HUB, "requested", "--code", "R-9")["command_id"]
    logged.ok("mark", HUB, "approved")
    after = logged.projections()
    logged.ok("undo", opened, "--with-later", "--yes")
    logged.ok("redo")

    assert logged.projections() == after


def test_the_add_of_a_case_with_later_marks_needs_with_later(logged: Cli) -> None:
    added = logged.data("add", "8190123456789999", "Cable", "5")["command_id"]
    logged.ok("mark", "8190123456789999", "delivered")

    assert logged("undo", added, "--yes").exit_code == 5


def test_off_a_terminal_undo_wants_yes_and_tells_what_it_would_do(logged: Cli) -> None:
    before = logged.projections()
    answer = logged("undo")

    assert answer.exit_code == 2
    assert "--yes" in answer.err
    assert logged.projections() == before


def test_undo_says_what_it_took_back_and_what_moved(logged: Cli) -> None:
    logged.ok("mark", HUB, "delivered", "--on", "6nov")
    (write,) = logged.data("undo", "--yes")

    assert [line["value"] for line in write["recorded"] if line["name"] == "delivered"]
    moved = {each["rule"]: each for each in write["moved"]}["aliexpress.dispute"]
    assert (moved["before"], moved["after"]) == ("2026-11-20", "2026-11-22")


def test_history_tells_the_story_with_what_was_undone(logged: Cli) -> None:
    logged.ok("mark", HUB, "dispute-opened")
    logged.ok("undo", "--yes")
    commands = logged.data("history", HUB)

    assert [each["name"] for each in commands] == ["add", "mark", "undo"]
    assert [each["undone"] for each in commands] == [False, True, False]


def test_history_of_all_has_every_command_oldest_first(logged: Cli) -> None:
    commands = logged.data("history")

    assert [each["name"] for each in commands] == ["add", "add", "add"]
    assert sorted(each["id"] for each in commands) == [each["id"] for each in commands]


def test_another_device_s_command_is_not_the_last_of_this_one(
    logged: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Two machines that share a file: each takes back its own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))

    assert logged("undo", "--yes").exit_code == 4


def test_a_crash_that_left_this_machine_s_name_empty_takes_no_undo_away(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A kill or a full disk between making the file and writing it."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    (tmp_path / "returnctl").mkdir()
    (tmp_path / "returnctl" / "device").touch()
    cli.add(HUB, "USB-C hub")

    cli.ok("undo", "--yes")
    assert (tmp_path / "returnctl" / "device").read_text()


def test_doctor_finds_nothing_wrong_after_all_this(logged: Cli) -> None:
    for command in APPENDING.values():
        logged(*command)
        logged.ok("undo", "--yes")

    assert logged("doctor").exit_code == 0
