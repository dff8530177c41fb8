"""REF: what people read off a page names a case; what is not clear is listed, never guessed."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Prepared
from tests.cli.running import Cli

HUB = "8190123456789012"
LED = "8190123456780042"


def hub_and_strip(cli: Cli) -> None:
    cli.add(HUB, "USB-C hub", "23.99", "--delivered", "8nov", "--reason", "defective",
                  "--tracking", "LP00712345678901")  # fmt: skip
    cli.add(LED, "LED strip", "12.40", "--delivered", "3nov", "--requested", "12nov",
                  "--code", "RMA20261117-4482", "--reason", "wrong-item")  # fmt: skip


@pytest.fixture
def two(cli: Cli, prepared: Prepared) -> dict[str, str]:
    prepared(cli, hub_and_strip)
    refs = dict(cli.query("SELECT number, orders.ref FROM orders"))
    return {"hub": refs[HUB], "led": refs[LED]}


@pytest.mark.parametrize(
    "text",
    [
        LED, "780042", "8190 1234 5678 0042", "RMA20261117-4482", "rma20261117-4482", "4482",
        "RMA20261117",
    ],
)  # fmt: skip
def test_number_code_and_their_ends_name_the_case(cli: Cli, two: dict[str, str], text: str) -> None:
    assert cli.data("show", text)["ref"] == two["led"]


@pytest.mark.parametrize("text", ["LP00712345678901", "lp00712345678901", "678901", "LP0071"])
def test_a_tracking_number_names_the_case(cli: Cli, two: dict[str, str], text: str) -> None:
    assert cli.data("show", text)["ref"] == two["hub"]


def test_ref_and_full_id_name_the_case(cli: Cli, two: dict[str, str]) -> None:
    found = cli.data("show", two["hub"])

    assert cli.data("show", found["id"])["ref"] == two["hub"]
    assert cli.data("show", two["hub"].upper())["ref"] == two["hub"]


def test_an_exact_ref_beats_all_else(cli: Cli, two: dict[str, str]) -> None:
    """An order number that begins like a ref does not take its place."""
    cli.add("--shop", "pepe", "--order", f"{two['hub']}-1234", "Coat")

    assert cli.data("show", two["hub"])["ref"] == two["hub"]


def test_a_start_that_fits_two_is_listed_with_exit_4(cli: Cli, two: dict[str, str]) -> None:
    answer = cli("show", "8190123456")

    assert (answer.exit_code, answer.out) == (4, "")
    for part in (two["hub"], two["led"], "USB-C hub", "LED strip"):
        assert part in answer.err


@pytest.mark.parametrize("text", ["hub", "USB-C", "strip"])
def test_words_of_a_title_name_nothing_off_a_terminal(
    cli: Cli, two: dict[str, str], text: str
) -> None:
    """A script that guesses by title files a return under the wrong order one day."""
    answer = cli("show", text)

    assert answer.exit_code == 4
    assert f"Its ref: {two['led' if text == 'strip' else 'hub']} " in answer.err


@pytest.mark.parametrize(
    "text", ["", " ", "%", "_", "81", "*", "' OR 1=1 --", "k3f.9", "\x00", "caf\udce9"]
)
def test_nonsense_names_nothing(cli: Cli, two: dict[str, str], text: str) -> None:
    assert cli("show", text).exit_code in (2, 4)


def test_show_and_status_agree_whose_move_each_of_two_returns_is(
    cli: Cli, two: dict[str, str]
) -> None:
    """`show` told of each what pressed most in both."""
    cli.ok("add", LED, "--item", "Remote", "--return", "Remote", "--requested", "20nov",
           "--code", "RMA-2")  # fmt: skip
    moves = {r["ref"]: r["whose_move"] for r in cli.data("status") if r["order_number"] == LED}

    shown = cli.ok("show", two["led"]).lines[1:3]

    assert len(set(moves.values())) == 2
    told = {line.split()[0]: line.split()[-1] for line in shown}
    assert told == {ref: "YOU" if move == "you" else move for ref, move in moves.items()}


def test_a_second_return_gives_both_their_numbers(cli: Cli, two: dict[str, str]) -> None:
    """`ref.1` and `ref.2`; the ref alone is both."""
    cli.ok("add", LED, "--item", "Remote", "--return", "Remote", "--requested", "15nov",
           "--code", "RMA-2")  # fmt: skip
    rows = [row for row in cli.data("status") if row["order_number"] == LED]

    assert sorted(row["ref"] for row in rows) == [f"{two['led']}.1", f"{two['led']}.2"]
    answer = cli("mark", two["led"], "approved")
    assert answer.exit_code == 4
    assert f"{two['led']}.2" in answer.err
    assert cli.data("mark", f"{two['led']}.2", "approved")["ref"] == f"{two['led']}.2"


def test_an_order_number_means_its_only_open_return(cli: Cli, two: dict[str, str]) -> None:
    cli.ok("add", LED, "--item", "Remote", "--return", "Remote", "--requested", "15nov")
    cli.ok("mark", f"{two['led']}.1", "kept")

    assert cli.data("mark", LED, "approved")["ref"] == f"{two['led']}.2"


def test_a_return_code_means_its_return(cli: Cli, two: dict[str, str]) -> None:
    cli.ok("add", LED, "--item", "Remote", "--return", "Remote", "--requested", "15nov",
           "--code", "ZZ-99")  # fmt: skip

    assert cli.data("mark", "zz99", "approved")["ref"] == f"{two['led']}.2"
    assert cli.data("mark", "RMA20261117-4482", "approved")["ref"] == f"{two['led']}.1"


def test_a_write_shows_which_case_it_took(cli: Cli, two: dict[str, str]) -> None:
    out = cli.ok("mark", "0042", "approved").out

    assert out.startswith(f"{two['led']}  LED strip")


def test_a_closed_case_is_still_found(cli: Cli, two: dict[str, str]) -> None:
    cli.ok("mark", two["hub"], "kept")

    assert cli.data("show", HUB)["ref"] == two["hub"]


def test_refs_are_short_words_that_start_with_a_letter(cli: Cli) -> None:
    """They cannot be taken for the number of an order."""
    refs = {cli.add(f"81901234567{number:05}", "Thing") for number in range(40)}

    assert len(refs) == 40
    for ref in refs:
        assert 3 <= len(ref) <= 4
        assert ref[0].isalpha()
        assert ref.isalnum()
        assert ref == ref.lower()
        assert not set(ref) & set("ilou")
