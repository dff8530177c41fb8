"""What is odd of a case: days that nobody can have meant, and money that does not add up."""

from __future__ import annotations

from typing import Any

import pytest

from returnctl.core.case import Case
from returnctl.core.checkup import odd_dates, odd_money
from returnctl.core.entries import Entry
from returnctl.core.views.health import Outcome
from tests.core.building import case_of, day, did, draft, eur, noted

TODAY = day("11-20")


def test_what_happened_today_or_tomorrow_is_not_odd() -> None:
    """Tomorrow has begun somewhere already."""
    case = case_of(did("shipped", "11-20"), did("delivered", "11-21"))

    assert not list(odd_dates(case, TODAY))


def evidence(**facts: Any) -> Entry:
    return noted("evidence", "photo", kind="photo", name="box.jpg", sha256="0" * 64, **facts)


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        (did("delivered", "11-22"), "delivered on Sun 22 Nov 2026 is yet to come"),
        (did("receipt_confirmed", "11-22"), "receipt-confirmed on Sun 22 Nov 2026 is yet to come"),
        (evidence(taken="2026-11-22"), "evidence box.jpg on Sun 22 Nov 2026 is yet to come"),
        (
            noted("message", "m", text="Sorry", on="2026-11-22"),
            "a message on Sun 22 Nov 2026 is yet to come",
        ),
    ],
)
def test_a_day_that_is_yet_to_come_is_told(entry: Entry, says: str) -> None:
    assert list(odd_dates(case_of(entry), TODAY)) == [Outcome("note", says)]


def test_what_has_no_day_is_not_odd() -> None:
    case = case_of(evidence(), noted("message", "m", text="Sorry"))

    assert not list(odd_dates(case, TODAY))


def test_an_event_before_one_that_it_follows_is_the_wrong_way_round() -> None:
    case = case_of(did("shipped", "11-09"), did("delivered", "11-08"))

    assert list(odd_dates(case, TODAY)) == [
        Outcome(
            "note", "delivered on Sun 8 Nov 2026, shipped on Mon 9 Nov 2026: the wrong way round"
        )
    ]


@pytest.mark.parametrize("delivered", ["11-09", "11-10"])
def test_the_same_day_is_the_right_way_round(delivered: str) -> None:
    case = case_of(did("shipped", "11-09"), did("delivered", delivered))

    assert not list(odd_dates(case, TODAY))


def test_events_of_another_return_are_no_ground() -> None:
    case = case_of(
        noted("return", "r"),
        noted("return", "s"),
        did("requested", "11-10", "r"),
        did("sent", "11-09", "s"),
    )

    assert not list(odd_dates(case, TODAY))


# --- money


def refund(minor: int, *parts: tuple[str, int]) -> Entry:
    split: dict[str, Any] = {"parts": [[name, eur(n)] for name, n in parts]} if parts else {}
    return did("money_in", "11-15", "r", amount=eur(minor), **split)


def refunded(price: int, money: Entry) -> Case:
    return case_of(noted("return", "r"), did("requested", "11-10", "r"), money, price=eur(price))


def test_parts_that_are_the_whole_are_not_odd() -> None:
    case = refunded(3000, refund(3000, ("item", 2500), ("postage", 500)))

    assert not list(odd_money(case))


def test_what_nobody_split_is_not_odd() -> None:
    case = refunded(3000, refund(3000, ("item", 1000)))

    assert not list(odd_money(case))


def test_parts_that_are_more_than_the_whole_are_wrong() -> None:
    case = refunded(3001, refund(3000, ("item", 2500), ("postage", 501)))

    assert Outcome("bad", "the parts of money-in are 30.01 EUR, more than 30.00 EUR") in list(
        odd_money(case)
    )


def item(name: str, **facts: Any) -> Entry:
    return draft("noted", name, {"level": "item", "title": name, **facts})


def test_items_that_are_not_the_price_are_told() -> None:
    case = case_of(item("hub", paid=eur(1000)), item("cap", paid=eur(1001)), price=eur(2000))

    assert list(odd_money(case)) == [
        Outcome("note", "the items were paid 20.01 EUR, the order says 20.00 EUR")
    ]


@pytest.mark.parametrize(
    ("second", "price"),
    [
        ({"paid": eur(1000)}, eur(2000)),
        # What one of them cost is not known.
        ({}, eur(5000)),
        # Of two currencies nothing can be said.
        ({"paid": eur(1000)}, {"minor": 2200, "currency": "USD"}),
        ({"paid": eur(1000)}, None),
    ],
)
def test_items_are_held_against_a_price_that_they_can_be_held_against(
    second: dict[str, Any], price: dict[str, Any] | None
) -> None:
    facts = {"price": price} if price else {}
    case = case_of(item("hub", paid=eur(1000)), item("cap", **second), **facts)

    assert not list(odd_money(case))


def test_an_order_without_items_is_not_odd() -> None:
    assert not list(odd_money(case_of(price=eur(2000))))


def test_more_money_than_was_expected_is_told() -> None:
    case = refunded(2000, refund(2500))

    assert list(odd_money(case)) == [Outcome("note", "5.00 EUR more came than was expected")]
