"""What money a case is about, to the cent, and None where it cannot be known."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnctl.core.case import Case
from returnctl.core.currencies import CURRENCIES, exponent
from returnctl.core.money import Money
from returnctl.core.totals import (
    events_about,
    expected_amount,
    expected_parts,
    order_amount,
    total,
)
from tests.core.building import CASE, case_of, did, eur, noted

CURRENCY = st.sampled_from(sorted(CURRENCIES))


def usd(minor: int) -> dict[str, Any]:
    return {"minor": minor, "currency": "USD"}


def items(*prices: dict[str, Any] | None, portions: Any = None, **facts: Any) -> Case:
    """An order of two pieces of each item, `i0`, `i1`, ..., and a return of some of them."""
    lines = [noted("item", f"i{n}", quantity=2, price=price) for n, price in enumerate(prices)]
    return case_of(*lines, noted("return", "r", items=portions), **facts)


@given(CURRENCY, st.lists(st.integers(0, 10**9)))
def test_total_is_exact_in_every_currency(currency: str, minors: list[int]) -> None:
    """With 0, 2, 3 and 4 decimals alike, sums are sums of whole minor units."""
    found = total(Money(minor, currency) for minor in minors)
    assert found == (Money(sum(minors), currency) if minors else None)
    assert found is None or len(found.decimal.partition(".")[2]) == exponent(currency)


def test_total_of_two_currencies_is_not_known() -> None:
    """Nobody adds euros and dollars."""
    assert total([Money(1, "EUR"), Money(1, "USD")]) is None
    assert total([Money(1, "EUR"), None]) == Money(1, "EUR")
    assert total([None]) is None


@pytest.mark.parametrize(
    ("case", "amount"),
    [
        (items(eur(100), eur(50)), 300),
        (items(eur(100), eur(50), price=eur(250)), 250),
        (items(eur(100), None), None),
        (items(eur(100), usd(50)), None),
        (items(), None),
        (items(eur(0)), 0),
        (items(price=eur(0)), 0),
    ],
)
def test_order_costs_its_price_or_the_sum_of_its_items(case: Case, amount: int | None) -> None:
    """The price that was paid beats the sum; one unknown item leaves the sum unknown."""
    assert order_amount(case) == (None if amount is None else Money(amount, "EUR"))


@pytest.mark.parametrize(
    ("case", "amount"),
    [
        (items(eur(100), eur(50)), 300),
        (items(eur(100), eur(50), portions=[["i1", 2]]), 100),
        (items(eur(100), eur(50), portions=[["i0", 1], ["i1", 1]]), 150),
        (items(eur(100), eur(50), price=eur(250), portions=[["i0", 2]]), 200),
        (items(None, price=eur(250), portions=[["i0", 2]]), 250),
        (items(eur(100), portions=[["gone", 1]], price=eur(250)), 250),
        (items(eur(100), usd(50), portions=[["i1", 2]], price=eur(250)), None),
    ],
)
def test_return_expects_the_price_of_its_part(case: Case, amount: int | None) -> None:
    """Some items in some quantities; where their price is unknown, no more than the order's."""
    expected = expected_amount(case, "r")
    if amount is None:
        assert expected == Money(100, "USD")
    else:
        assert expected == Money(amount, "EUR")


@pytest.mark.parametrize(
    ("of", "back", "minor"),
    [(3, 1, 333), (3, 2, 667), (3, 3, 1000), (8, 1, 125), (16, 1, 63), (1, 1, 1000)],
)
def test_a_part_of_a_line_cost_its_part_of_what_was_paid(of: int, back: int, minor: int) -> None:
    """To the nearest cent, half a cent up; the price of one stands behind what was paid."""
    paid = noted("item", "i", quantity=of, price=eur(999_99), paid=eur(1000))
    case = case_of(paid, noted("return", "r", items=[["i", back]]))
    assert expected_amount(case, "r") == Money(minor, "EUR")


def test_order_itself_expects_its_whole_price() -> None:
    """A refund without a return is of the order."""
    assert expected_amount(items(eur(100), portions=[["i0", 1]]), CASE) == Money(200, "EUR")


def test_a_return_that_is_the_order_s_only_one_has_its_events_too() -> None:
    drafts = [did("problem", "11-01"), did("requested", "11-02", "r")]
    alone = case_of(noted("return", "r"), *drafts)
    assert [e.kind for e in events_about(alone, "r")] == ["problem", "requested"]
    assert [e.kind for e in events_about(alone, CASE)] == ["problem"]
    two = case_of(noted("return", "r"), noted("return", "s", number=2), *drafts)
    assert [e.kind for e in events_about(two, "r")] == ["requested"]
    assert [e.kind for e in events_about(two, CASE)] == ["problem"]


def test_of_components_in_another_currency_nothing_is_expected() -> None:
    expected = [["item", eur(100)], ["postage", usd(5)], ["fee", eur(7)]]
    case = case_of(noted("return", "r", expected=expected))
    assert expected_parts(case, "r") == {"item": Money(100, "EUR"), "fee": Money(7, "EUR")}
    assert expected_parts(case_of(noted("return", "r")), "r") == {}
