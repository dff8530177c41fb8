"""Conditions in three values: it holds, it does not, or a fact is missing."""

from itertools import product
from typing import Any

import pytest

from returnctl.core.conditions import ALWAYS, Verdict, both, is_comparison, judge
from returnctl.core.money import Money

YES = Verdict(holds=True)
NO = Verdict(holds=False)


def missing(*names: str) -> Verdict:
    return Verdict(holds=None, missing=names)


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


@pytest.mark.parametrize(
    ("wanted", "fact", "holds"),
    [
        # A word, and a yes or no.
        ("visa", "visa", True),
        ("visa", "visa_debit", False),
        ("visa", None, None),
        (True, True, True),
        (True, False, False),
        (False, False, True),
        (False, None, None),
        # One of several.
        (["visa", "amex"], "amex", True),
        (["visa", "amex"], "bank", False),
        (["visa", "amex"], None, None),
        # What must be told: nobody is asked for it.
        ({"told": "visa"}, "visa", True),
        ({"told": "visa"}, "amex", False),
        ({"told": "visa"}, None, False),
        ({"told": ["visa", "amex"]}, "amex", True),
        # Anything but.
        ({"not": "visa"}, "amex", True),
        ({"not": "visa"}, "visa", False),
        ({"not": "visa"}, None, None),
        ({"not": ["visa", "amex"]}, "bank", True),
        ({"not": ["visa", "amex"]}, "amex", False),
        ({"not": True}, False, True),
        # Groups of places.
        ("EU", "DE", True),
        ("EU", "NO", False),
        ("EEA", "NO", True),
        ("EU", None, None),
        (["EU", "GB"], "GB", True),
        (["EU", "GB"], "US", False),
        ({"not": "EU"}, "GB", True),
        ({"not": "EU"}, "FR", False),
        # Amounts.
        (">100 EUR", eur(10_001), True),
        (">100 EUR", eur(10_000), False),
        (">=100 EUR", eur(10_000), True),
        ("<100 EUR", eur(9_999), True),
        ("<=99.99 EUR", eur(9_999), True),
        ("<99.99 EUR", eur(9_999), False),
        (">100 EUR", None, None),
        (">100 GBP", eur(100_000), None),
        ({"not": ">100 GBP"}, eur(100_000), None),
        (">1000 JPY", Money(1001, "JPY"), True),
        (">1 KWD", Money(1000, "KWD"), False),
        ([">100 GBP", ">120 EUR"], eur(12_100), True),
        ([">100 GBP", ">120 EUR"], eur(11_000), False),
        ([">100 GBP", ">120 USD"], eur(11_000), None),
        ("100", eur(10_000), None),
    ],
)
def test_field_holds_fails_or_is_not_known(wanted: Any, fact: Any, holds: bool | None) -> None:
    """What is unknown, or told in another currency, is neither yes nor no."""
    expected = missing("field") if holds is None else Verdict(holds=holds)
    assert judge({"field": wanted}, {"field": fact}) == expected


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ("a", "a", YES),
        ("a", "b", NO),
        ("b", "a", NO),
        ("a", None, missing("other")),
        (None, "a", missing("one")),
        (None, "b", NO),
        ("b", None, NO),
        (None, None, missing("one", "other")),
    ],
)
def test_all_fields_must_hold(one: str | None, other: str | None, verdict: Verdict) -> None:
    """One false field decides, however many are unknown."""
    assert judge({"one": "a", "other": "a"}, {"one": one, "other": other}) == verdict


def test_condition_without_fields_always_holds() -> None:
    """A rule without `when` applies to everything."""
    assert judge({}, {}) == ALWAYS == YES


def test_fact_that_nobody_has_is_missing() -> None:
    """A field that the facts do not even name is as unknown as an empty one."""
    assert judge({"shop": "ebay"}, {}) == missing("shop")


@pytest.mark.parametrize(("one", "other"), [*product([YES, NO, missing("x")], repeat=2)])
def test_two_verdicts_together_are_judged_like_two_fields(one: Verdict, other: Verdict) -> None:
    """A pack's condition and a rule's are one condition."""
    facts = {YES: "a", NO: "b"}
    together = judge({"x": "a", "y": "a"}, {"x": facts.get(one), "y": facts.get(other)})
    assert both(one, other).holds is together.holds
    assert both(one, other) == both(other, one)


def test_missing_facts_are_named_once() -> None:
    """The question that decides is asked one time."""
    assert both(missing("a", "b"), missing("b", "c")) == missing("a", "b", "c")


@pytest.mark.parametrize(
    ("text", "compares"),
    [
        (">100 GBP", True),
        (">= 100.50 GBP", True),
        (">100 GBP and <=30000 GBP", True),
        (">100 GBP and cheap", False),
        ("cheap and <=30000 GBP", False),
        ("100 GBP", False),
        (">100 gbp", False),
        ("", False),
    ],
)
def test_a_comparison_names_an_order_an_amount_and_a_currency(text: str, compares: bool) -> None:
    assert is_comparison(text) is compares
