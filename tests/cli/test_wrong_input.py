"""Wrong input: one sentence on stderr, a hint, the right exit code, no trace in the records."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Prepared
from tests.cli.running import Answer, Cli, fingerprint

KNOWN = "8190123456789012"


def one_order(cli: Cli) -> None:
    cli.add(KNOWN, "USB-C hub", "23.99", "--ordered", "1oct", "--delivered", "8nov",
            "--reason", "defective", "--paid-with", "visa")  # fmt: skip


@pytest.fixture
def known(cli: Cli, prepared: Prepared) -> Cli:
    return prepared(cli, one_order)


def refused(answer: Answer, code: int) -> None:
    """One sentence, then hints; no traceback, nothing on stdout."""
    assert answer.exit_code == code, answer
    assert answer.out == ""
    first, *hints = answer.err.splitlines()
    assert first.startswith("returnctl: ")
    assert first.endswith((".", "?")), first
    assert hints, "no hint"
    assert all(hint.startswith("  ") for hint in hints)


# What only the records can tell is refused inside the transaction, when the file is there already.
LATE = ("more back than bought", "an item that is not there")
ADD = ("add", "8190123456789999", "Hub")
WRONG: dict[str, tuple[tuple[str, ...], int]] = {
    "a day without a month": ((*ADD, "--delivered", "10"), 2),
    "a year alone": ((*ADD, "--delivered", "2026"), 2),
    "a date that does not exist": ((*ADD, "--delivered", "2026-02-30"), 2),
    "two readings of a date": ((*ADD, "--delivered", "8/11/2026"), 2),
    "a date with dots": ((*ADD, "--delivered", "1.2.2026"), 2),
    "words": ((*ADD, "--delivered", "some day"), 2),
    "foreign digits": ((*ADD, "--delivered", "٢٠٢٦-١١-٠٨"), 2),
    "the year 9999": ((*ADD, "--delivered", "9999-01-01"), 2),
    "delivered in the future": ((*ADD, "--delivered", "2026-11-23"), 2),
    "delivered before ordered": ((*ADD, "--ordered", "8nov", "--delivered", "5nov"), 2),
    "no date at all": ((*ADD, "--delivered", ""), 2),
    "no reason at all": ((*ADD, "--reason", ""), 2),
    "no price at all": ((*ADD, "--price", ""), 2),
    "no order number at all": (("add", "--shop", "ebay", "--order", "", "Hub"), 2),
    "no item at all": (("add", "8190123456789999", ""), 2),
    "a group without a command": (("config",), 2),
    "a misspelt shop": (("add", "--shop", "alixpress", "--order", "1", "Hub"), 2),
    "no shop": (("add", "--order", "AB", "Hub"), 2),
    "a shop of signs": (("add", "--shop", "???", "--order", "1", "Hub"), 2),
    "a negative price": ((*ADD, "--price=-5"), 2),
    "a negative price as a word": ((*ADD, "--", "-5"), 2),
    "a price with two readings": ((*ADD, "1.234"), 2),
    "a price of words": ((*ADD, "much"), 2),
    "an unknown currency": ((*ADD, "5", "--currency", "XYZ"), 2),
    "an unknown currency at the price": ((*ADD, "5 XYZ"), 2),
    "a quantity of none": (("add", "8190123456789999", "--item", "0 x Cable"), 2),
    "a negative quantity": (("add", "8190123456789999", "--item", "-2 x Cable"), 2),
    "nothing of an item back": ((*ADD, "--return", "Hub=0"), 2),
    "more back than bought": ((*ADD, "--return", "Hub=2"), 5),
    "an item that is not there": ((*ADD, "--return", "Cable=1"), 4),
    "an unknown reason": ((*ADD, "--reason", "dunno"), 2),
    "an unknown way to pay": ((*ADD, "--paid-with", "shells"), 2),
    "an unknown resolution": ((*ADD, "--resolution", "gold"), 2),
    "a country of three letters": ((*ADD, "--seller-country", "CHN"), 2),
    "an address that is none": ((*ADD, "--url", "javascript:alert(1)"), 2),
    "a window of nothing": ((*ADD, "--window", "0d"), 2),
    "an unknown event": ((*ADD, "--did", "exploded=8nov"), 2),
    "an event without a date": ((*ADD, "--did", "approved"), 2),
    "an event with two meanings": ((*ADD, "--did", "received=8nov"), 2),
    "a deadline without a date": ((*ADD, "--deadline", "dispute"), 2),
    "a deadline with a bad date": ((*ADD, "--deadline", "dispute=soon"), 2),
    "a countdown that is none": ((*ADD, "--deadline", "dispute=+2dh14"), 2),
    "one word too many": ((*ADD, "5", "6"), 2),
    "another delivery date": (("add", KNOWN, "--delivered", "9nov"), 5),
    "another price": (("add", KNOWN, "USB-C hub", "24.99"), 5),
    "another way to pay": (("add", KNOWN, "--paid-with", "paypal"), 5),
    "another reason": (("add", KNOWN, "--reason", "damaged"), 5),
    "another quantity": (("add", KNOWN, "--item", "2 x USB-C hub"), 5),
    "a REF that nothing has": (("mark", "zzz", "sent"), 4),
    "a word with two meanings": (("mark", KNOWN, "refunded"), 2),
    "an event that does not exist": (("mark", KNOWN, "exploded"), 2),
    "an amount where there is none": (("mark", KNOWN, "delivered", "--amount", "5"), 2),
    "a negative amount": (("mark", KNOWN, "refund-issued", "--amount=-5"), 2),
    "an extension without its date": (("mark", KNOWN, "extended"), 2),
    "delivered before it was ordered": (("mark", KNOWN, "delivered", "--on", "1sep"), 5),
    "an edit of nothing": (("edit", KNOWN), 2),
    "an edit of a return that is not there": (("edit", KNOWN, "--code", "X"), 4),
    "a command that is not there": (("retrun",), 2),
    "an option that is not there": (("status", "--nope"), 2),
    "an undo of a command that is not there": (("undo", "nope", "--yes"), 4),
    "a redo of nothing": (("redo",), 4),
    "a rule that is not there": (("why", KNOWN, "nope"), 4),
    "a pack that is not there": (("policy", "show", "nope"), 4),
    "a file that is not there": (("policy", "check", "/nope.toml"), 2),
    "a clock that is none": (("status", "--as-of", "then"), 2),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_input_is_told_and_leaves_no_trace(known: Cli, name: str) -> None:
    args, code = WRONG[name]
    before = fingerprint(known.db)

    refused(known(*args), code)
    assert fingerprint(known.db) == before


@pytest.mark.parametrize(
    "name", [name for name in list(WRONG)[::2] if not name.startswith("another ")]
)
def test_wrong_input_on_a_fresh_path_records_nothing(cli: Cli, name: str) -> None:
    """A typing error in the first minute leaves no database behind that holds nothing."""
    args, code = WRONG[name]

    assert cli(*args).exit_code in (code, 7)
    assert not cli.db.exists() or (name in LATE and cli.log_size() == 0)


@pytest.mark.parametrize("name", [*list(WRONG)[::6], "no reason at all", "another price"])
def test_the_envelope_of_wrong_input_has_the_same_sentence(known: Cli, name: str) -> None:
    args, code = WRONG[name]
    if "--" in args:
        args = (args[0], "--json", *args[1:])
        answer = known(*args)
    else:
        answer = known(*args, "--json")

    assert (answer.exit_code, answer.err) == (code, "")
    envelope = answer.envelope
    assert envelope["data"] is None
    (error,) = envelope["errors"]
    assert set(error) == {"code", "message", "hint"}
    assert error["message"]
    assert error["hint"]


def test_the_contradiction_names_the_command_that_changes_it(known: Cli) -> None:
    ref = known.data("status")[0]["ref"]

    assert (
        f"returnctl mark {ref} delivered --on 2026-11-09"
        in known("add", KNOWN, "--delivered", "9nov").err
    )
    assert f"returnctl edit {ref} --price" in known("add", KNOWN, "USB-C hub", "24.99").err


def test_two_matches_are_listed_and_not_guessed(known: Cli) -> None:
    known.add("8190123456789013", "Lamp", "5", "--delivered", "8nov")
    answer = known("mark", "81901234567890", "sent")

    refused(answer, 4)
    assert "USB-C hub" in answer.err
    assert "Lamp" in answer.err


# --- files


def _foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("CREATE TABLE moz_places (id INTEGER)")
        conn.commit()


def _text(path: Path) -> None:
    path.write_text("Dear diary, today I bought a hub.\n" * 300, encoding="utf-8")


def _empty(path: Path) -> None:
    path.touch()


def _one_byte(path: Path) -> None:
    path.write_bytes(b"S")


def _future(path: Path) -> None:
    Cli(path).add(KNOWN, "Hub", "5")
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("PRAGMA user_version = 9999")


FILES = (_foreign, _text, _empty, _one_byte, _future)
COMMANDS = (
    ("status",), ("deadlines",), ("show", KNOWN), ("history",), ("add", KNOWN, "Hub"),
    ("mark", KNOWN, "sent"), ("undo", "--yes"), ("doctor", "--rebuild"), (),
)  # fmt: skip


@pytest.mark.parametrize("make", FILES)
@pytest.mark.parametrize("args", COMMANDS)
def test_a_file_that_is_not_ours_or_newer_is_refused_unchanged(
    cli: Cli, make: Callable[[Path], None], args: tuple[str, ...]
) -> None:
    cli.db.parent.mkdir(parents=True)
    make(cli.db)
    before = fingerprint(cli.db)

    refused(cli(*args), 7)
    assert fingerprint(cli.db) == before
    assert [path.name for path in cli.db.parent.iterdir()] == ["returns.db"]


def test_a_folder_in_place_of_the_database_is_refused(cli: Cli) -> None:
    cli.db.mkdir(parents=True)

    refused(cli("add", KNOWN, "Hub"), 7)
    refused(cli("status"), 7)


@pytest.mark.parametrize(
    "args",
    [("status",), ("deadlines",), ("show", KNOWN), ("mark", KNOWN, "sent"), ("undo", "--yes")],
)
def test_no_database_is_exit_7_with_the_path(cli: Cli, args: tuple[str, ...]) -> None:
    answer = cli(*args)

    refused(answer, 7)
    assert str(cli.db) in answer.err
    assert not cli.db.parent.exists()


@pytest.mark.parametrize("name", ["x" * 400, "~nobody-goes-by-that/x.csv", "a/" * 3000])
def test_a_name_that_no_disk_holds_is_no_bug(cli: Cli, name: str) -> None:
    """`import` and `restore` ended as a bug for a name of 400 letters, and for one after ~."""
    cli.add("8190123456789012", "Hub")
    for args in (("import", name), ("restore", name)):
        answer = cli(*args)
        assert answer.exit_code in (1, 2, 4), (args, answer)
        assert answer.err.startswith("returnctl: ")
