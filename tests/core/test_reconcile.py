"""Refund reconciliation: every cent of what was promised and received stands somewhere, once."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

import pytest
from msgspec.structs import replace

from returnctl.core.case import Case, Event, Order, Return
from returnctl.core.currencies import exponent
from returnctl.core.money import Money
from returnctl.core.reconcile import Reconciliation, money_targets, reconcile
from returnctl.core.vocabulary import COMPONENTS, TENDERS
from tests.core.building import CASE, case_of, day, did, eur, noted, return_of

HISTORIES = [
    pytest.param(1_500, id="some"),
    pytest.param(10_000, id="ten thousand", marks=pytest.mark.slow),
]


def usd(minor: int) -> dict[str, Any]:
    return {"minor": minor, "currency": "USD"}


def parts(**minors: int) -> list[list[Any]]:
    return [[name, eur(minor)] for name, minor in minors.items()]


def euros(minor: int) -> Money:
    return Money(minor, "EUR")


def of_hub(*events: Any, **facts: Any) -> Reconciliation:
    """The money of a hub of 23.99 EUR that goes back."""
    return reconcile(return_of(*events, noted("item", "hub", price=eur(2399)), **facts), "r")


def lines(found: Reconciliation) -> dict[str, tuple[int, int, int]]:
    return {
        each.component: (each.expected.minor, each.promised.minor, each.received.minor)
        for each in found.lines
    }


def test_what_was_asked_is_told_where_no_price_says_what_should_come() -> None:
    asked = did("dispute_opened", "11-08", "r", amount=eur(500))
    found = reconcile(return_of(asked), "r")
    assert (found.asked, found.currency, found.lines) == (euros(500), None, ())


# --- to the cent, whatever happened


def random_case(dice: random.Random, currency: str) -> tuple[Case, dict[str, Fraction]]:
    """A return with some money in and out, and the sums as exact fractions of the currency."""
    unit = Fraction(1, 10 ** exponent(currency))
    sums = {"expected": Fraction(0), "promised": Fraction(0), "received": Fraction(0)}

    def amount() -> Money:
        return Money(dice.choice((0, 1, dice.randint(0, 9999), dice.randint(0, 10**9))), currency)

    told = {name: amount() for name in COMPONENTS if name == "item" or dice.random() < 0.4}
    sums["expected"] = sum((each.minor * unit for each in told.values()), Fraction(0))
    events = []
    for number in range(dice.randint(0, 6)):
        kind, side = dice.choice((("refund_issued", "promised"), ("money_in", "received")))
        split = tuple((name, amount()) for name in COMPONENTS if dice.random() < 0.3)
        whole = Money(sum(each.minor for _, each in split), currency) if split else amount()
        sums[side] += whole.minor * unit
        event = Event(id=f"e{number}", kind=kind, target="r", on=day("11-08"), amount=whole,
                      parts=split, tender=dice.choice((None, *TENDERS)))  # fmt: skip
        events.append(_abroad(event, dice))
    back = Return(id="r", expected=tuple(told.items()))
    order = Order(price=amount(), currency=currency)
    return Case(id=CASE, order=order, returns=(back,), events=tuple(events)), sums


def _abroad(event: Event, dice: random.Random) -> Event:
    """Now and then the money came in another currency, and the bank said what it is worth."""
    if dice.random() < 0.8:
        return event
    return replace(event, amount=Money(dice.randint(0, 10**6), "CHF"), worth=event.amount)


def exactly(amounts: list[Money | None], currency: str) -> Fraction:
    minor = sum(each.minor for each in amounts if each is not None)
    return Fraction(minor, 10 ** exponent(currency))


@pytest.mark.parametrize("histories", HISTORIES)
@pytest.mark.parametrize("currency", ["JPY", "EUR", "KWD"])
def test_money_adds_up_to_the_last_unit(currency: str, histories: int) -> None:
    """With 0, 2 and 3 decimals: the sums are exact, and lines and tenders add up to them."""
    dice = random.Random(f"cents of {currency}")
    for _ in range(histories):
        case, sums = random_case(dice, currency)
        found = reconcile(case, "r")
        for name, known in sums.items():
            whole = getattr(found, name)
            assert exactly([whole], currency) == known
            assert exactly([getattr(each, name) for each in found.lines], currency) == known
        for side in ("promised", "received"):
            paid = exactly([getattr(each, side) for each in found.tenders], currency)
            assert paid == sums[side]
        told = found.received or found.promised
        balance = exactly([told], currency) - sums["expected"] if told else Fraction(0)
        assert exactly([found.over], currency) - exactly([found.short], currency) == balance
        assert found.over is None or found.short is None
        assert exactly([found.open], currency) == max(sums["expected"] - sums["received"], 0)


def test_the_order_of_the_events_changes_no_line() -> None:
    """What fills which component does not depend on what came first."""
    dice = random.Random("order")
    for _ in range(500):
        case, _ = random_case(dice, "EUR")
        shuffled = list(case.events)
        dice.shuffle(shuffled)
        assert reconcile(replace(case, events=tuple(shuffled)), "r") == reconcile(case, "r")


# --- what is expected


@pytest.mark.parametrize(
    ("events", "told", "expected"),
    [
        ([], (), {"item": 2399}),
        ([], parts(postage=400), {"item": 2399, "postage": 400}),
        ([], parts(item=2000, fee=100), {"item": 2000, "fee": 100}),
        ([], parts(postage=0), {"item": 2399}),
        ([did("refund_agreed", "11-08", "r", amount=eur(1500))], (), {"item": 1500}),
        ([did("decided", "11-08", "r", amount=eur(1500))], parts(postage=400),
         {"item": 1500, "postage": 400}),
        ([did("decided", "11-08", amount=eur(1500))], (), {"item": 1500}),
        ([did("offer_made", "11-08", "r", amount=eur(1500))], (), {"item": 2399}),
    ],
)  # fmt: skip
def test_expected_is_the_price_unless_another_sum_was_agreed_or_told(
    events: list[Any], told: Any, expected: dict[str, int]
) -> None:
    found = of_hub(*events, expected=told)
    assert {name: line[0] for name, line in lines(found).items()} == expected
    assert found.expected == euros(sum(expected.values()))


def test_expected_of_part_of_an_order_is_its_part_of_the_price() -> None:
    case = return_of(noted("item", "cable", quantity=50, price=eur(120)), items=[["cable", 3]])
    assert reconcile(case, "r").expected == euros(360)


def test_what_was_told_of_the_order_holds_for_its_only_return() -> None:
    case = case_of(noted("return", "r"), price=eur(2399), expected=parts(postage=400))
    assert reconcile(case, "r").expected == euros(2799)
    two = case_of(noted("return", "r"), noted("return", "s"), price=eur(2399),
                  expected=parts(postage=400))  # fmt: skip
    assert reconcile(two, "r").expected == euros(2399)


# --- short, over, open


@pytest.mark.parametrize(
    ("promised", "received", "short", "over", "still_open"),
    [
        (None, None, None, None, 2399),
        (2399, None, None, None, 2399),
        (2215, None, 184, None, 2399),
        (2215, 2215, 184, None, 184),
        (2399, 2215, 184, None, 184),
        (None, 2399, None, None, None),
        (2399, 2399, None, None, None),
        (None, 2400, None, 1, None),
        (2500, None, None, 101, 2399),
        (None, 0, 2399, None, 2399),
    ],
)
def test_short_over_and_open(
    promised: int | None,
    received: int | None,
    short: int | None,
    over: int | None,
    still_open: int | None,
) -> None:
    """What the shop promised counts until something is seen on the statement."""
    events = []
    if promised is not None:
        events.append(did("refund_issued", "11-08", "r", amount=eur(promised)))
    if received is not None:
        events.append(did("money_in", "11-12", "r", amount=eur(received)))
    found = of_hub(*events)
    wanted = [None if each is None else euros(each) for each in (short, over, still_open)]
    assert [found.short, found.over, found.open] == wanted


def test_the_shops_word_and_the_statement_are_two_sums() -> None:
    """A promise is no money, and an offer is neither."""
    found = of_hub(
        did("offer_made", "11-07", "r", amount=eur(50)),
        did("refund_issued", "11-08", "r", amount=eur(500)),
        did("refund_issued", "11-09", "r", amount=eur(100)),
        did("money_in", "11-12", "r", amount=eur(550)),
    )
    assert (found.promised, found.received) == (euros(600), euros(550))


def test_what_was_asked_is_the_last_word() -> None:
    found = of_hub(
        did("dispute_opened", "11-08", "r", channel="platform", amount=eur(2399)),
        did("counter_offer", "11-09", "r", channel="platform", amount=eur(2000)),
    )
    assert found.asked == euros(2000)


# --- components and tenders


@pytest.mark.parametrize(
    ("money", "expected"),
    [
        ([{"amount": eur(2399)}], {"item": 2399, "postage": 0}),
        ([{"amount": eur(2500)}], {"item": 2399, "postage": 101}),
        ([{"amount": eur(3000)}], {"item": 2600, "postage": 400}),
        ([{"amount": eur(2215), "parts": parts(item=2000, postage=215)}],
         {"item": 2000, "postage": 215}),
        ([{"amount": eur(400), "parts": parts(postage=400)}, {"amount": eur(1000)}],
         {"item": 1000, "postage": 400}),
        ([{"amount": eur(2399), "parts": parts(item=2399)}, {"amount": eur(300)}],
         {"item": 2399, "postage": 300}),
        ([{"amount": eur(2399), "parts": [*parts(item=2000), ["postage", usd(50)]]}],
         {"item": 2399, "postage": 0}),
        ([{"amount": eur(2399)}, {"amount": eur(100), "parts": parts(fee=100)}],
         {"item": 2399, "postage": 0, "fee": 100}),
    ],
)  # fmt: skip
def test_money_that_nobody_split_fills_what_is_lacking(
    money: list[dict[str, Any]], expected: dict[str, int]
) -> None:
    found = of_hub(*(did("money_in", "11-12", "r", **each) for each in money),
                   expected=parts(postage=400))  # fmt: skip
    assert all(line[0] == {"item": 2399, "postage": 400}.get(name, 0)
               for name, line in lines(found).items())  # fmt: skip
    assert {name: line[2] for name, line in lines(found).items()} == expected


def test_a_coupon_pays_the_part_of_coupons_first() -> None:
    """What was paid with a coupon comes back as one."""
    found = of_hub(
        did("money_in", "11-12", "r", amount=eur(500), tender="coupon"),
        did("money_in", "11-12", "r", amount=eur(1899), tender="card"),
        expected=parts(item=1899, coupon=500),
    )
    assert lines(found) == {"item": (1899, 0, 1899), "coupon": (500, 0, 500)}
    assert [(each.tender, each.received) for each in found.tenders] == [
        ("card", euros(1899)),
        ("coupon", euros(500)),
    ]


def test_a_coupon_that_came_alone_leaves_the_money_lacking() -> None:
    came = did("money_in", "11-12", "r", amount=eur(500), tender="coupon")
    found = of_hub(came, expected=parts(item=1899, coupon=500))
    assert lines(found) == {"item": (1899, 0, 0), "coupon": (500, 0, 500)}


# --- another currency


def test_another_currency_counts_what_the_bank_made_of_it() -> None:
    found = of_hub(did("money_in", "11-12", "r", amount=usd(2530), worth=eur(2399)))
    assert (found.received, found.short, found.uncounted) == (euros(2399), None, ())


def test_without_the_banks_sum_nothing_is_claimed_to_be_short() -> None:
    """It is told, and counted nowhere."""
    found = of_hub(did("money_in", "11-12", "r", amount=usd(2530)))
    assert (found.received, found.short, found.open) == (None, None, None)
    assert found.uncounted == (Money(2530, "USD"),)


def test_a_case_without_price_counts_in_the_currency_of_its_money() -> None:
    case = return_of(did("money_in", "11-12", "r", amount=usd(2530)))
    found = reconcile(case, "r")
    assert (found.received, found.expected, found.short) == (Money(2530, "USD"), None, None)


def test_nothing_is_known_of_nothing() -> None:
    assert reconcile(return_of(), "r") == Reconciliation(target="r")


# --- which sums a case has


def test_money_of_the_order_belongs_to_its_only_return() -> None:
    """A dispute begins at the order, and the return that was decided comes after it."""
    decided = did("decided", "11-08", amount=eur(2000), outcome="refund_after_return")
    case = case_of(decided, noted("return", "r"), did("sent", "11-09", "r"),
                   did("refund_issued", "11-12", amount=eur(2000)), price=eur(2399))  # fmt: skip
    assert money_targets(case) == ("r",)
    found = reconcile(case, "r")
    assert (found.expected, found.promised, found.short) == (euros(2000), euros(2000), None)


def test_money_of_an_order_with_several_returns_is_its_own() -> None:
    returns = (noted("return", "r"), noted("return", "s", number=2))
    assert money_targets(case_of(*returns)) == ("r", "s")
    both = case_of(*returns, did("refund_issued", "11-12", amount=eur(100)), price=eur(200))
    assert money_targets(both) == (CASE, "r", "s")
    assert money_targets(case_of()) == (CASE,)
