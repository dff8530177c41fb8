"""`parcel`: what a number is, and the parcels of a case; every tracking number uses one door."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.conftest import Prepared
from tests.cli.running import BERLIN, Cli

HUB = "8190123456789012"
LAMP = "8190123456780042"
RIGHT = "RB123456785ES"
WRONG = "RB123456786ES"
UPS = "1Z999AA10123456784"
DIGITS = "320610804900"


def two_orders(cli: Cli) -> None:
    """A hub whose return is approved, and a lamp that came."""
    cli.add(HUB, "USB-C hub", "23.99", "--seller", "DigiHome", "--delivered", "8nov")
    cli.ok("mark", HUB, "requested", "--on", "12nov")
    cli.ok("mark", HUB, "approved", "--on", "17nov")
    cli.add(LAMP, "Lamp", "12.40", "--seller", "LightKing", "--delivered", "3nov")


@pytest.fixture
def logged(cli: Cli, prepared: Prepared) -> Cli:
    return prepared(cli, two_orders)


def parcels(cli: Cli, ref: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = cli.data("parcel", "list", ref)
    return found


# --- identify


def test_identify_answers_a_row_for_each_text_best_first(cli: Cli) -> None:
    rows = cli.data("parcel", "identify", "rb 1234 5678 5 es", DIGITS, "12-34567-89012", "hello")

    assert [row["input"] for row in rows] == [
        "rb 1234 5678 5 es", DIGITS, "12-34567-89012", "hello",
    ]  # fmt: skip
    assert rows[0]["number"] == RIGHT
    assert rows[0]["candidates"] == [
        {
            "carrier": "correos",
            "carrier_name": "Correos",
            "format": "s10",
            "valid": True,
            "confidence": "high",
            "url": "https://www.correos.es/es/es/herramientas/localizador/envios/detalle"
            "?tracking-number=RB123456785ES",
        }
    ]
    assert {c["confidence"] for c in rows[1]["candidates"]} == {"low"}
    assert (rows[2]["candidates"], rows[2]["order_number"]) == ([], {"shop": "ebay", "sure": True})
    assert (rows[3]["candidates"], rows[3]["order_number"]) == ([], None)


def test_identify_takes_the_carrier_that_is_named_first(cli: Cli) -> None:
    plain = cli.data("parcel", "identify", DIGITS)[0]["candidates"]
    hinted = cli.data("parcel", "identify", DIGITS, "--carrier", "FedEx")[0]["candidates"]

    assert plain[0]["carrier"] == "purolator"
    assert hinted[0]["carrier"] == "fedex"
    assert {c["carrier"] for c in plain} == {c["carrier"] for c in hinted}


def test_identify_says_what_the_check_digit_would_be(cli: Cli) -> None:
    assert (
        "one digit seems wrong: check digit would be 5" in cli.ok("parcel", "identify", WRONG).out
    )


def test_identify_hints_at_a_misspelt_carrier(cli: Cli) -> None:
    answer = cli.ok("parcel", "identify", DIGITS, "--carrier", "fedx")

    assert "note: fedx is no carrier known here. Did you mean fedex?" in answer.err


def test_identify_gives_tools_a_line_per_candidate(cli: Cli) -> None:
    lines = cli.ok("parcel", "identify", RIGHT, "12-34567-89012", "hello", "--plain").lines

    assert [line.split("\t")[:7] for line in lines] == [
        [RIGHT, RIGHT, "correos", "Correos", "s10", "yes", "high"],
        ["12-34567-89012", "12-34567-89012", "ebay", "", "", "", ""],
        ["hello", "hello", "", "", "", "", ""],
    ]


def test_identify_makes_no_records(cli: Cli) -> None:
    cli.ok("parcel", "identify", RIGHT, DIGITS)

    assert not cli.db.exists()


# --- add


def test_a_parcel_goes_back_where_a_return_waits_to_be_sent(logged: Cli) -> None:
    answer = logged.ok("parcel", "add", HUB, RIGHT)

    assert "Taken as the parcel that goes back." in answer.out
    (found,) = parcels(logged, HUB)
    assert (found["direction"], found["number"], found["carrier"]) == ("return", RIGHT, "correos")
    assert found["returns"] == [found["ref"]]


def test_a_parcel_comes_to_you_where_nothing_goes_back(logged: Cli) -> None:
    answer = logged.ok("parcel", "add", LAMP, RIGHT)

    assert "Taken as" not in answer.out
    assert [p["direction"] for p in parcels(logged, LAMP)] == ["inbound"]


def test_what_was_said_of_the_way_is_not_guessed(logged: Cli) -> None:
    answer = logged.ok("parcel", "add", HUB, RIGHT, "--inbound")
    logged.ok("parcel", "add", LAMP, UPS, "--return")

    assert "Taken as" not in answer.out
    assert parcels(logged, HUB)[0]["direction"] == "inbound"
    assert parcels(logged, LAMP)[0]["direction"] == "return"


def test_a_return_that_went_without_a_number_gets_it_afterwards(logged: Cli) -> None:
    logged.ok("mark", HUB, "sent", "--on", "18nov")
    logged.ok("parcel", "add", HUB, RIGHT)
    logged.ok("parcel", "add", HUB, UPS)

    assert [p["direction"] for p in parcels(logged, HUB)] == ["return", "inbound"]


def test_of_what_never_came_nothing_goes_back(logged: Cli) -> None:
    ref = logged.add("8190123456780099", "Fan", "9.99", "--shipped", "1oct", "--reason",
                     "not-received", "--requested", "12nov")  # fmt: skip
    logged.ok("parcel", "add", ref, RIGHT)

    assert parcels(logged, ref)[0]["direction"] == "inbound"


def test_a_parcel_that_is_known_can_be_turned_round(logged: Cli) -> None:
    logged.ok("parcel", "add", HUB, RIGHT)
    answer = logged.data("parcel", "add", HUB, RIGHT, "--inbound")

    assert [(r["name"], r["value"]) for r in answer["recorded"]] == [("direction", "inbound")]
    (found,) = parcels(logged, HUB)
    assert (found["direction"], found["returns"]) == ("inbound", [])


@pytest.mark.parametrize(
    "again", [RIGHT, "rb-123 456 785-es", f"https://t.17track.net/en#nums={RIGHT}"]
)
def test_the_same_number_again_is_not_recorded_twice(logged: Cli, again: str) -> None:
    logged.ok("parcel", "add", HUB, RIGHT)
    size = logged.log_size()

    assert logged.data("parcel", "add", HUB, again)["recorded"] == []
    assert logged.log_size() == size


def test_an_order_may_have_several_parcels(logged: Cli) -> None:
    for number in (RIGHT, UPS, "LP00712345678901"):
        logged.ok("parcel", "add", LAMP, number)

    assert [p["number"] for p in parcels(logged, LAMP)] == [RIGHT, UPS, "LP00712345678901"]


def _two_returns(cli: Cli) -> str:
    order = "405-1234567-7654321"
    ref = cli.add(order, "--item", "50 x Cable @ 1.20", "--delivered", "4nov",
                  "--return", "Cable=10", "--requested", "12nov", "--code", "R-1")  # fmt: skip
    cli.ok("add", order, "--return", "Cable=20", "--requested", "13nov", "--code", "R-2")
    return ref


def test_a_parcel_may_carry_several_returns(logged: Cli) -> None:
    ref = _two_returns(logged)
    refused = logged("parcel", "add", ref, UPS, "--return")
    logged.ok("parcel", "add", f"{ref}.1", UPS, "--return")
    logged.ok("parcel", "add", f"{ref}.2", UPS, "--return")

    assert (refused.exit_code, f"{ref}.1, {ref}.2" in refused.err) == (4, True)
    (found,) = parcels(logged, ref)
    assert found["returns"] == [f"{ref}.1", f"{ref}.2"]


def test_a_pasted_address_gives_its_number(logged: Cli) -> None:
    logged.ok("parcel", "add", LAMP, f"https://www.ups.com/track?loc=en_US&tracknum={UPS}&x=1")

    (found,) = parcels(logged, LAMP)
    assert (found["number"], found["carrier"]) == (UPS, "ups")


def test_an_address_without_a_number_is_refused(logged: Cli) -> None:
    size = logged.log_size()
    answer = logged("parcel", "add", LAMP, "https://www.ups.com/track")

    assert (answer.exit_code, logged.log_size()) == (2, size)
    assert "no tracking number in that address" in answer.err


def test_a_number_that_nobody_knows_is_kept_as_it_was_typed(logged: Cli) -> None:
    logged.ok("parcel", "add", LAMP, "x-9/Bicycle", "--carrier", "My Uncle")

    (found,) = parcels(logged, LAMP)
    assert (found["number"], found["carrier"]) == ("x-9/Bicycle", "my uncle")


@pytest.mark.parametrize("pasted", ["9" * 101, "RB12\x1b[31m3456785ES\x1b[0m"])
def test_what_no_label_has_is_refused(logged: Cli, pasted: str) -> None:
    size = logged.log_size()
    answer = logged("parcel", "add", LAMP, pasted)

    assert (answer.exit_code, logged.log_size()) == (2, size)
    assert "as the label has it" in answer.err


def test_a_number_with_spaces_is_quoted_where_a_command_has_it(logged: Cli) -> None:
    answer = logged.ok("parcel", "add", LAMP, "AB 12 CD")

    assert "'AB 12 CD' --carrier NAME" in answer.out


def test_digits_ask_for_the_carrier_and_do_not_guess_it(logged: Cli) -> None:
    answer = logged.ok("parcel", "add", LAMP, DIGITS)

    assert "Which carrier?" in answer.out
    assert "(perhaps purolator, fedex" in answer.out
    assert parcels(logged, LAMP)[0]["carrier"] is None


def test_a_carrier_can_be_told_later(logged: Cli) -> None:
    logged.ok("parcel", "add", LAMP, DIGITS)
    logged.ok("parcel", "add", LAMP, DIGITS, "--carrier", "Fed-Ex")
    first = parcels(logged, LAMP)[0]["carrier"]
    logged.ok("edit", LAMP, "--carrier", "purolator")

    assert (first, parcels(logged, LAMP)[0]["carrier"]) == ("fedex", "purolator")


def test_a_carrier_without_a_parcel_is_refused(logged: Cli) -> None:
    size = logged.log_size()
    answers = [
        logged("edit", LAMP, "--carrier", "ups"),
        logged("mark", HUB, "sent", "--carrier", "ups"),
        logged("add", "--shop", "ebay", "--item", "Thing", "--carrier", "ups"),
    ]

    assert {(a.exit_code, "--tracking NUMBER" in a.err) for a in answers} == {(2, True)}
    assert logged.log_size() == size


def test_a_likely_carrier_never_replaces_one_that_was_told(logged: Cli) -> None:
    logged.ok("parcel", "add", LAMP, UPS, "--carrier", "dhl")
    logged.ok("parcel", "add", LAMP, UPS)

    assert parcels(logged, LAMP)[0]["carrier"] == "dhl"


# --- one door

DOORS = {
    "add": ("add", HUB, "--tracking"),
    "mark": ("mark", HUB, "sent", "--tracking"),
    "edit": ("edit", HUB, "--tracking"),
    "parcel add": ("parcel", "add", HUB),
}


@pytest.mark.parametrize("door", DOORS)
def test_a_number_is_tidied_and_its_carrier_told_at_every_door(logged: Cli, door: str) -> None:
    logged.ok(*DOORS[door], "1z 999 aa1 01 2345 6784")

    (found,) = parcels(logged, HUB)
    assert (found["number"], found["carrier"]) == (UPS, "ups")


@pytest.mark.parametrize("door", DOORS)
def test_a_wrong_digit_is_told_at_every_door_and_recorded(logged: Cli, door: str) -> None:
    answer = logged.ok(*DOORS[door], WRONG)

    assert f"{WRONG}: one digit seems wrong (Correos would have 5" in answer.out
    assert parcels(logged, HUB)[0]["number"] == WRONG


@pytest.mark.parametrize("door", DOORS)
def test_an_unknown_carrier_is_kept_and_told_at_every_door(logged: Cli, door: str) -> None:
    answer = logged.ok(*DOORS[door], DIGITS, "--carrier", "Purolater")

    assert "purolater is no carrier known here; it is kept as typed. Did you mean purolator?" in (
        " ".join(answer.out.split())
    )
    assert parcels(logged, HUB)[0]["carrier"] == "purolater"


@pytest.mark.parametrize("door", DOORS)
def test_the_order_number_is_told_at_every_door(logged: Cli, door: str) -> None:
    assert "is the order number" in logged.ok(*DOORS[door], HUB).out


@pytest.mark.parametrize("door", DOORS)
def test_every_door_can_be_undone(logged: Cli, door: str) -> None:
    before = logged.projections()
    logged.ok(*DOORS[door], RIGHT)
    assert logged.projections() != before
    logged.ok("undo", "--yes")

    assert logged.projections() == before


def test_another_order_number_in_its_place_is_told(logged: Cli) -> None:
    known = logged.ok("parcel", "add", LAMP, "12-34567-89012").out
    digits = logged.ok("parcel", "add", LAMP, "8190123456780077").out

    assert "has the form of an order number of eBay" in known
    assert "digits alone may be an order number of AliExpress" in digits


def test_a_return_of_another_carriers_form_is_told(logged: Cli) -> None:
    there = logged.ok("mark", HUB, "sent", "--tracking", UPS, "--carrier", "dhl").out
    here = logged.ok("parcel", "add", LAMP, "LP00712345678901", "--carrier", "correos").out

    assert "has the form of UPS's numbers. Is the carrier right?" in there
    assert "has the form" not in here


def test_a_posts_own_branch_is_no_other_carrier(logged: Cli) -> None:
    answer = logged.ok("parcel", "add", HUB, "RR473124829SE", "--return", "--carrier", "postnord")

    assert "Is the carrier right?" not in answer.out


def test_the_way_is_asked_about_once(logged: Cli) -> None:
    first = logged.ok("parcel", "add", HUB, DIGITS).out
    second = logged.ok("parcel", "add", HUB, DIGITS, "--carrier", "fedex").out

    assert "Taken as the parcel that goes back." in first
    assert "Taken as" not in second


def test_the_number_that_came_is_not_sent_back_in_silence(logged: Cli) -> None:
    logged.ok("parcel", "add", HUB, RIGHT, "--inbound")
    answer = logged.ok("mark", HUB, "sent", "--tracking", RIGHT)

    assert f"{RIGHT} is recorded as the one that came to you." in answer.out


# --- two sellers


def _back(cli: Cli, order: str) -> str:
    cli.ok("mark", order, "requested", "--on", "12nov")
    return " ".join(cli.ok("parcel", "add", order, UPS, "--return").out.split())


def test_one_return_number_under_two_sellers_is_told(logged: Cli) -> None:
    logged.ok("parcel", "add", HUB, UPS, "--return")
    ref = logged.data("show", HUB)["ref"]

    told = f"{UPS} goes back with {ref} USB-C hub too, to DigiHome. One parcel goes to one seller"
    assert told in _back(logged, LAMP)


def test_two_orders_of_one_seller_may_share_a_parcel(logged: Cli) -> None:
    logged.add("8190123456780055", "Cable", "3.10", "--seller", "digihome", "--delivered", "3nov")
    logged.add("8190123456780066", "Plug", "4.10", "--delivered", "3nov")
    logged.ok("parcel", "add", HUB, UPS, "--return")

    assert "One parcel goes to one seller" not in _back(logged, "8190123456780055")
    assert "One parcel goes to one seller" not in _back(logged, "8190123456780066")


def test_what_comes_to_you_may_come_from_two(logged: Cli) -> None:
    logged.ok("parcel", "add", HUB, UPS, "--inbound")

    assert "One parcel" not in logged.ok("parcel", "add", LAMP, UPS, "--inbound").out


# --- list, rm, and what follows


def test_list_without_a_case_shows_those_that_are_open(logged: Cli) -> None:
    empty = logged.ok("parcel", "list").out
    logged.ok("parcel", "add", HUB, RIGHT)
    logged.ok("parcel", "add", LAMP, UPS)
    both = [p["number"] for p in logged.data("parcel", "list")]
    logged.ok("mark", LAMP, "kept")

    assert "No parcels yet" in empty
    assert sorted(both) == [UPS, RIGHT]
    assert [p["number"] for p in logged.data("parcel", "list")] == [RIGHT]


def test_list_tells_what_carries_each_and_where_to_look(logged: Cli) -> None:
    logged.ok("parcel", "add", HUB, WRONG, "--inbound")
    out = logged.ok("parcel", "list", HUB).out
    (plain,) = logged.ok("parcel", "list", HUB, "--plain").lines

    assert (
        "to you  RB123456786ES  carrier not known  one digit seems wrong  https://t.17track" in out
    )
    assert plain.split("\t")[1:6] == ["inbound", WRONG, "", "", "no"]


def test_a_parcel_is_removed_however_it_is_typed_and_comes_back(logged: Cli) -> None:
    logged.ok("parcel", "add", HUB, RIGHT)
    before = logged.projections()
    answer = logged.data("parcel", "rm", HUB, "rb 123 456 785 es")
    gone = parcels(logged, HUB)
    logged.ok("undo", "--yes")

    assert [(r["kind"], r["value"]) for r in answer["recorded"]] == [("removed", f"parcel {RIGHT}")]
    assert gone == []
    assert logged.projections() == before


def test_removing_what_is_not_there_says_what_is(logged: Cli) -> None:
    logged.ok("parcel", "add", HUB, RIGHT)
    answer = logged("parcel", "rm", HUB, UPS)

    assert (answer.exit_code, f"It has: {RIGHT}" in answer.err) == (4, True)


def test_a_case_answers_to_the_numbers_of_its_parcels(logged: Cli) -> None:
    logged.ok("parcel", "add", HUB, RIGHT)
    logged.ok("parcel", "add", HUB, UPS)
    ref = logged.data("show", HUB)["ref"]

    assert [logged.data("show", number)["ref"] for number in (RIGHT, "1z999aa1 0123456784")] == [
        ref, ref,
    ]  # fmt: skip


def test_a_parcel_of_a_return_that_was_removed_is_the_orders(logged: Cli) -> None:
    ref = _two_returns(logged)
    logged.ok("parcel", "add", f"{ref}.2", UPS, "--return")
    logged.ok("rm", f"{ref}.2", "--yes")
    logged.ok("mark", UPS, "approved", "--on", "19nov")

    case = logged.data("show", UPS)
    assert parcels(logged, ref)[0]["returns"] == []
    assert [e["target"] for e in case["events"] if e["kind"] == "approved"] == [
        case["returns"][0]["id"]
    ]


def test_a_number_that_says_its_carrier_brings_that_carriers_rules(cli: Cli) -> None:
    us = Cli(
        cli.db, {**BERLIN, "RETURNCTL_COUNTRY": "US", "RETURNCTL_TIMEZONE": "America/New_York"}
    )
    us.add("405-1234567-7654321", "Kettle", "23.99", "--delivered", "8nov", "--requested", "12nov")
    us.ok("mark", "405-1234567-7654321", "sent", "--on", "18nov", "--tracking", UPS)

    claim = us.deadline("405-1234567-7654321", "carrier-claim")
    assert (claim["rule"], claim["missing"]) == ("ups.carrier-claim", [])
