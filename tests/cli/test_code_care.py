"""A return code is looked at when it is typed: a warning in the answer, never a refusal."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Prepared
from tests.cli.running import Cli

HUB = "8190123456789012"
LAMP = "8190123456780042"
LOOKED_ALIKE = "check O and 0 letter by letter"


def two_orders(cli: Cli) -> None:
    cli.add(HUB, "USB-C hub", "23.99", "--delivered", "8nov", "--requested", "12nov",
            "--tracking", "LP00712345678901")  # fmt: skip
    cli.add(LAMP, "Lamp", "12.40", "--delivered", "3nov", "--requested", "12nov",
            "--code", "RMA-7731")  # fmt: skip


@pytest.fixture
def logged(cli: Cli, prepared: Prepared) -> Cli:
    return prepared(cli, two_orders)


TYPED = {
    "add": ("add", HUB, "--code", "2O261"),
    "edit": ("edit", HUB, "--code", "2O261"),
    "mark": ("mark", HUB, "approved", "--code", "2O261"),
}


@pytest.mark.parametrize("name", TYPED)
def test_a_look_alike_is_told_wherever_the_code_is_typed(logged: Cli, name: str) -> None:
    answer = logged.ok(*TYPED[name])

    assert LOOKED_ALIKE in answer.out
    assert "--code CODE" in answer.out
    assert logged.data("show", HUB)["returns"][0]["code"] == "2O261"


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (HUB, "is the order number"),
        ("LP00712345678901", "is a tracking number"),
        ("rma 7731", "is recorded for another return already"),
        (LAMP, "is an order number"),
    ],
)
def test_another_number_in_its_place_is_told(logged: Cli, code: str, told: str) -> None:
    assert told in logged.ok("edit", HUB, "--code", code).out


@pytest.mark.parametrize("code", ["RMA20261117-4482", "7731", "RMA-77"])
def test_a_sound_code_is_taken_without_a_word(logged: Cli, code: str) -> None:
    assert "Correct it" not in logged.ok("edit", HUB, "--code", code).out


def test_the_same_code_again_is_no_news(logged: Cli) -> None:
    assert "Correct it" not in logged.ok("mark", LAMP, "approved", "--code", "RMA-7731").out


def test_a_code_for_two_returns_sent_in_one_box_is_no_mistake(logged: Cli) -> None:
    answer = logged.ok("mark", HUB, LAMP, "approved", "--code", "BOX-1")
    assert "another return" not in answer.out


def test_show_says_where_to_write_it_until_it_is_sent(logged: Cli) -> None:
    logged.ok("mark", LAMP, "approved")
    assert "RMA-7731  on the parcel and on a slip inside" in logged.ok("show", LAMP).out
    logged.ok("mark", LAMP, "sent", "--tracking", "PQ4F6P0801234567")

    shown = logged.ok("show", LAMP).out
    assert "on the parcel" not in shown
    assert "RMA-7731" in shown


def test_show_helps_with_a_code_that_is_lost_or_not_recognised(logged: Cli) -> None:
    logged.ok("mark", HUB, LAMP, "approved")

    assert "--template code-lost" in logged.ok("show", HUB).out
    assert "--template code-not-recognised" in logged.ok("show", LAMP).out
