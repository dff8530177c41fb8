"""Order numbers are told apart from parcels."""

from __future__ import annotations

import random

import pytest

from returnctl.core.recognition.orders import OrderShape, order_shape
from returnctl.core.recognition.recognising import recognise

MANY = 10_000


@pytest.mark.parametrize(
    ("typed", "shop"),
    [
        ("405-1234567-7654321", "amazon"),
        (" 405\u20111234567\u20117654321 ", "amazon"),
        ("D01-1234567-7654321", "amazon"),
        ("12-34567-89012", "ebay"),
        ("PO-211-12345678901234", "temu"),
    ],
)
def test_a_form_with_its_dashes_is_an_order_and_no_parcel(typed: str, shop: str) -> None:
    reading = recognise(typed)

    assert reading.candidates == ()
    assert reading.order is not None
    assert (reading.order.shop, reading.order.sure) == (shop, True)


@pytest.mark.parametrize("number", ["3074309624382839", "1101573717081132", "30153385152559"])
def test_digits_may_be_an_order_of_aliexpress(number: str) -> None:
    reading = recognise(number)

    assert reading.order is not None
    assert (reading.order.shop, reading.order.sure) == ("aliexpress", False)


@pytest.mark.parametrize("typed", ["٤٠٥-1234567-7654321", "30743096243828٣٩"])
def test_digits_of_other_scripts_are_no_order_number(typed: str) -> None:
    """`\\d` alone would take them."""
    assert order_shape(typed) is None


def test_an_order_of_aliexpress_may_be_typed_in_groups() -> None:
    assert order_shape("3074-3096-2438-2839") == OrderShape("aliexpress", sure=False)


def test_a_carrier_that_is_named_decides() -> None:
    best = recognise("12-34567-89012", "fedex").best

    assert best is not None
    assert best.carrier == "fedex"


def _order_numbers(seed: int) -> list[str]:
    """As they are today: 15 or 16 digits, with the beginnings that are seen."""
    pick = random.Random(seed)
    starts = ("30", "110", "111", "112", "81", "82", "83", "50", "80", "10")
    numbers = []
    for _ in range(MANY):
        start, length = pick.choice(starts), pick.choice((15, 16, 16, 16))
        numbers.append(start + "".join(pick.choices("0123456789", k=length - len(start))))
    return numbers


def _digits(seed: int) -> list[str]:
    pick = random.Random(seed)
    return ["".join(pick.choices("0123456789", k=pick.randint(14, 19))) for _ in range(MANY)]


@pytest.mark.parametrize("numbers", [_order_numbers(5), _digits(6)], ids=["as seen", "14 to 19"])
def test_none_of_ten_thousand_order_numbers_is_taken_for_a_parcel(numbers: list[str]) -> None:
    found = [c for n in numbers for c in recognise(n).candidates]

    assert {c.confidence for c in found} == {"low"}
    assert [c.number for c in found if c.telling] == []
