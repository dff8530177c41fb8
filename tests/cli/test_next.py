"""`next` and `next REF`: what to do, and never an open case forgotten."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cli.running import Cli

HUB = ("8190123456789012", "USB-C hub", "23.99", "--delivered", "8nov", "--reason", "defective",
       "--seller-country", "CN", "--paid-with", "visa")  # fmt: skip
JACKET = ("10-04477-51823", "Wool jacket", "59.90 EUR", "--delivered", "2nov", "--requested",
          "10nov", "--site", "ebay.de", "--seller-country", "DE")  # fmt: skip


def test_nothing_open_is_one_sentence(cli: Cli) -> None:
    cli.add("8190123456789012", "USB-C hub", "23.99", "--delivered", "18nov")
    assert cli.ok("next").out == "Nothing to do: no problem or return is open.\n"
    assert cli.data("next") == []
    assert cli.ok("next", "--plain").out == ""


def test_yours_is_told_whole(cli: Cli) -> None:
    ref = cli.add(*HUB)
    lines = cli.ok("next").lines
    assert lines[0] == f"1  {ref}  USB-C hub  YOU, tomorrow Sun 22 Nov 2026 ~"
    assert lines[1].startswith("   Open a dispute and ask for the money.")
    labels = [line.split()[0] for line in lines[2:]]
    assert labels == ["why", "where", "first", "then"]
    assert lines[-1] == f"   then   returnctl mark {ref} dispute-opened"


def test_the_command_that_is_offered_takes_the_step(cli: Cli) -> None:
    cli.add(*HUB)
    command = cli.data("next")[0]["command"]
    cli.ok(*command.split()[1:])
    (after,) = cli.data("next")
    assert after["whose_move"] == "seller"


def test_what_others_owe_waits_and_says_what_follows(cli: Cli) -> None:
    ref = cli.add(*JACKET)
    cli.ok("mark", ref, "approved", "--on", "11nov")
    cli.ok("mark", ref, "sent", "--on", "12nov", "--tracking", "00340434161094022115")
    cli.ok("mark", ref, "arrived-back", "--on", "20nov")
    (line,) = cli.ok("next").lines
    assert line.startswith(f"Waiting   {ref}  Wool jacket: seller, refund by ")
    assert "If not: ask eBay to step in" in line


def test_a_clock_of_others_that_ran_out_is_your_move(cli: Cli) -> None:
    ref = cli.add(*JACKET)
    (step,) = cli.data("next")
    assert (step["whose_move"], step["what"]) == ("you", "answer")
    assert "Ask eBay to step in" in step["advice"]
    assert f"1  {ref}  Wool jacket  YOU, seller" in cli.ok("next").out


def test_a_purchase_whose_seller_ran_out_of_time_is_told_too(cli: Cli) -> None:
    cli.add("8190123456789012", "Hub", "23.99", "--paid", "1nov")
    assert cli.data("next") == []
    cli.ok("mark", "8190123456789012", "cancel-requested", "--on", "10nov")
    (step,) = cli.data("next")
    assert (step["kind"], step["what"]) == ("purchase", "answer the cancellation")


def test_every_step_says_where_its_rule_was_read(cli: Cli) -> None:
    cli.add(*HUB)
    cli.add(*JACKET)
    assert all(step["source"]["title"] for step in cli.data("next"))


def test_the_most_urgent_comes_first_and_plain_has_a_record_each(cli: Cli) -> None:
    cli.add(*HUB)
    cli.add("8190123456780042", "LED strip", "12.40", "--delivered", "15nov", "--reason", "damaged")
    told = cli.data("next")
    days = [step["act_by"] for step in told]
    assert days == sorted(days)
    records = [line.split("\t") for line in cli.ok("next", "--plain").lines]
    assert [record[0] for record in records] == [step["ref"] for step in told]
    assert {len(record) for record in records} == {16}


# --- the ladder


def standings(ladder: Any) -> dict[str, str]:
    steps = (step for rung in ladder["ladder"] for step in rung["steps"])
    return {step["rule"]: step["standing"] for step in steps}


def test_the_ladder_names_every_rung_with_what_is_open(cli: Cli) -> None:
    ref = cli.add(*HUB)
    found = cli.data("next", ref)
    assert [rung["rung"] for rung in found["ladder"]][:5] == [
        "seller", "platform", "payment", "law", "warranty",
    ]  # fmt: skip
    standing = {
        step["rule"]: step["standing"] for rung in found["ladder"] for step in rung["steps"]
    }
    assert standing["aliexpress.dispute"] == "open"
    assert standing["visa.chargeback"] == "open"
    assert standing["aliexpress.return-window"] == "possible"
    assert standing["aliexpress.goodwill"] == "later"


def test_the_ladder_in_words(cli: Cli) -> None:
    ref = cli.add(*HUB)
    text = cli.ok("next", ref).out
    assert "1  The seller: AliExpress" in text
    assert "? depends on whether the item had free returns: return it free" in text
    assert "Is it worth returning?" in text
    assert "more than 23.99 EUR, returning it loses money" in text
    assert "Choose one: AliExpress and Visa chargeback exclude each other." in text


def test_once_the_window_is_over_the_ladder_says_what_is_left(cli: Cli) -> None:
    ref = cli.add(*HUB)
    found = cli.at("2026-12-20").data("next", ref)
    standing = {
        step["rule"]: step["standing"] for rung in found["ladder"] for step in rung["steps"]
    }
    assert standing["aliexpress.dispute"] == "over"
    assert standing["visa.chargeback"] == "open"


def test_a_closed_case_still_has_a_ladder(cli: Cli) -> None:
    ref = cli.add(*HUB)
    cli.ok("mark", ref, "kept")
    found = cli.data("next", ref)
    assert found["steps"] == []
    assert found["ladder"]
    assert cli.data("next") == []


def test_the_ladder_in_records(cli: Cli) -> None:
    ref = cli.add(*HUB)
    kinds = {line.split("\t")[0] for line in cli.ok("next", ref, "--plain").lines}
    assert kinds == {"step", "choice", "rung"}


# --- two channels


def test_a_second_channel_that_excludes_the_first_is_warned_about(cli: Cli) -> None:
    ref = cli.add(*JACKET, "--paid-with", "visa")
    cli.ok("mark", ref, "dispute-opened", "--on", "12nov")
    out = cli.ok("mark", ref, "dispute-opened", "--channel", "card").out
    assert (
        "A chargeback can close the eBay case, open since Thu 12 Nov 2026: choose one of the two."
        in out
    )


def test_json_warns_of_a_second_channel_too(cli: Cli) -> None:
    """Who reads JSON must not miss that a chargeback can close the other case."""
    ref = cli.add(*JACKET, "--paid-with", "visa")
    cli.ok("mark", ref, "dispute-opened", "--on", "12nov")
    (told,) = cli.ok("mark", ref, "dispute-opened", "--channel", "card", "--json").envelope[
        "warnings"
    ]
    assert "choose one of the two" in told


def test_the_first_is_not_warned_about(cli: Cli) -> None:
    ref = cli.add(*JACKET, "--paid-with", "visa")
    assert "choose one" not in cli.ok("mark", ref, "dispute-opened", "--channel", "card").out


# --- nothing is forgotten

EVENTS = ["requested", "approved", "declined", "sent", "arrived-back", "dispute-opened",
          "offer-made", "escalated", "decided", "refund-issued", "seller-replied"]  # fmt: skip


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    shop=st.sampled_from(["ebay", "amazon", "vinted", "bergzeit"]),
    events=st.lists(st.sampled_from(EVENTS), max_size=5),
    on=st.sampled_from(["2026-11-21", "2027-02-01", "2029-01-01"]),
)
def test_no_open_case_is_ever_forgotten(cli: Cli, shop: str, events: list[str], on: str) -> None:
    ref = cli.add("--shop", shop, "Thing", "9.90", "--delivered", "1nov", "--reason", "defective")
    for event in events:
        cli("mark", ref, event, "--on", "5nov", "--force")
    later = cli.at(on)
    told = {step["id"] for step in later.data("next")}
    assert {row["id"] for row in later.data("status")} <= told
    assert all(step["command"] and step["advice"] for step in later.data("next"))


@pytest.mark.parametrize("form", [(), ("--plain",), ("--json",)])
def test_every_form_of_both_can_be_told(cli: Cli, form: tuple[str, ...]) -> None:
    ref = cli.add(*HUB)
    assert cli.ok("next", *form).out
    assert cli.ok("next", ref, *form).out
    if form == ("--json",):
        assert json.loads(cli.ok("next", ref, *form).out)["command"] == "next"
