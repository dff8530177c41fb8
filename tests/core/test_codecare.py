"""Return code care: what looks wrong about a code as it was typed, and what does not."""

from __future__ import annotations

import pytest

from returnctl.core.codecare import code_warnings

ORDER = "8190123456789012"
PARCEL = "LP00712345678901"

SOUND = (
    "RMA20261117-4482", "R2", "RMA-1", "12", "abc", "B12345", "S10", "SO-12", "A1B2C3", "X7B3K9",
    "110055", "SOLO", "return 5", "00-11-88",
)  # fmt: skip


@pytest.mark.parametrize("code", SOUND)
def test_most_codes_are_taken_without_a_word(code: str) -> None:
    assert code_warnings(code, order_number=ORDER, tracking=[PARCEL]) == ()


@pytest.mark.parametrize(
    ("code", "pair"),
    [
        ("RMA2O261117", "O and 0"),
        ("2o26", "o and 0"),
        ("448S", "S and 5"),
        ("4I82", "I and 1"),
        ("44l2", "l and 1"),
        ("12B45", "B and 8"),
        ("RET0URN", "O and 0"),
        ("R1MA", "I and 1"),
        ("O0", "O and 0"),
        ("1O1", "O and 0"),
        ("AB-1l", "l and 1"),
        ("RMAl234", "l and 1"),
    ],
)
def test_a_look_alike_among_the_other_kind_is_told(code: str, pair: str) -> None:
    (warning,) = code_warnings(code)
    assert code in warning
    assert pair in warning


def test_all_that_may_be_mistaken_in_a_code_is_told_at_once() -> None:
    (warning,) = code_warnings("44l2O6")
    assert (
        warning == "44l2O6: check l and 1, O and 0 letter by letter; one may stand for the other."
    )


@pytest.mark.parametrize("typed", [ORDER, "8190 1234 5678 9012", "8190-1234-5678-9012"])
def test_the_order_number_in_its_place_is_told(typed: str) -> None:
    assert code_warnings(typed, order_number=ORDER) == (
        f"{typed} is the order number. The return code is another one.",
    )


def test_a_tracking_number_in_its_place_is_told() -> None:
    assert code_warnings("lp00712345678901", tracking=[PARCEL]) == (
        "lp00712345678901 is a tracking number. The return code is another one.",
    )


@pytest.mark.parametrize(
    "code",
    ["LX123456789ES", "RR 123 456 789 CN", "1Z999AA10123456784", "TBA123456789012"],
)
def test_the_form_of_a_tracking_number_is_asked_about(code: str) -> None:
    assert "has the form of a tracking number" in code_warnings(code)[0]


def test_characters_of_another_script_are_named() -> None:
    (warning,) = code_warnings("RM\u0410-4482")
    assert "U+0410" in warning
