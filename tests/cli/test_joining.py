"""`edit A --same-as B`: one order that was noted twice is one case, by both names."""

from __future__ import annotations

import pytest

from tests.cli.running import Cli

HUB = "8190123456789012"


@pytest.fixture
def refs(cli: Cli) -> tuple[str, str]:
    """The case that went, and the one that holds all."""
    gone = cli.add(
        "--shop", "lampenladen", "--order", "A-1", "--item", "Hub", "--delivered", "8nov"
    )
    stays = cli.add(HUB, "USB-C hub", "23.99 EUR", "--reason", "defective")
    cli.ok("edit", gone, "--same-as", stays)
    return gone, stays


@pytest.mark.parametrize("words", [("show",), ("why",), ("next",), ("history",), ("mark",)])
def test_the_ref_of_the_one_that_went_leads_to_the_other(
    cli: Cli, refs: tuple[str, str], words: tuple[str, ...]
) -> None:
    """It found nothing, although it may be on a parcel or in a calendar."""
    gone, stays = refs
    answer = cli.ok(*words, gone)

    assert answer.out == cli.ok(*words, stays).out
    assert answer.err == f"note: {gone} was joined to {stays}.\n"
    assert cli(*words, gone, "--json").envelope["warnings"] == [f"{gone} was joined to {stays}."]


def test_a_write_by_the_old_name_goes_to_the_case_that_stayed(
    cli: Cli, refs: tuple[str, str]
) -> None:
    gone, stays = refs

    assert cli.data("edit", gone, "--note", "from the old label")["ref"] == stays


def test_removing_by_the_old_name_takes_nothing(cli: Cli, refs: tuple[str, str]) -> None:
    gone, stays = refs
    answer = cli("rm", gone, "--yes")

    assert answer.exit_code == 4
    assert f"{gone} is gone: it was joined to {stays}." in answer.err
    assert cli("show", stays).exit_code == 0


def test_what_was_joined_twice_is_found_at_its_end(cli: Cli, refs: tuple[str, str]) -> None:
    gone, stays = refs
    last = cli.add("--shop", "lampenladen", "--order", "A-3", "--item", "Cable")
    cli.ok("edit", stays, "--same-as", last)

    assert cli.data("show", gone)["ref"] == last


def test_a_join_that_was_undone_leads_nowhere(cli: Cli, refs: tuple[str, str]) -> None:
    """The undo was refused: the orders' own commands were taken for later ones."""
    gone, _ = refs
    cli.ok("undo", "--yes")
    answer = cli.ok("show", gone, "--json")

    assert (answer.data["ref"], answer.envelope["warnings"]) == (gone, [])
