"""What rules remember of an order (verdicts, choices, windows) changes nothing for the next."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from returnctl.core.case import Case
from returnctl.core.derive import deadlines
from returnctl.core.entries import Entry
from returnctl.core.rules import Pack
from returnctl.packs.book import Book, SourcePack
from returnctl.packs.choosing import concerning
from returnctl.packs.schema import read_pack
from returnctl.packs.shelf import shipped_packs
from tests.core.building import case_of, did, eur, no_holidays, noted

_SHOPS = ("aliexpress", "ebay", "amazon", "generic")
_FACTS = {
    "shop": st.sampled_from(_SHOPS),
    "zone": st.sampled_from(("Europe/Berlin", "America/New_York", "Asia/Tokyo", "UTC")),
    "country": st.sampled_from(("DE", "FR", "GB", "US", "JP")),
    "seller_country": st.sampled_from(("CN", "DE", "US")),
    "site": st.sampled_from(("de", "com")),
    "paid_with": st.sampled_from(("paypal", "visa", "mastercard")),
    "buyer": st.sampled_from(("consumer", "business")),
    "category": st.sampled_from(("electronics", "hygiene")),
    "transit_days": st.integers(0, 9),
    "price": st.sampled_from((900, 11_000, 4_000_000)).map(eur),
}
_EVENTS = (
    did("ordered", "10-20"),
    did("problem", "11-08", reason="defective"),
    did("extended", "11-09", rule="dispute", until="2026-12-24"),
    did("requested", "11-10", "r"),
    did("sent", "11-14", "r"),
)
_DELIVERED = (did("delivered", "11-05"), did("delivered", "11-05", at="2026-11-05T23:30:00+00:00"))
_APPROVED = tuple(
    did("approved", "11-12", "r", until=until) for until in (None, "2026-11-20", "2026-11-24")
)
_LIVES = st.tuples(
    st.sampled_from(_DELIVERED), st.sampled_from(_APPROVED), st.sets(st.sampled_from(range(5)))
)


def _case(facts: dict[str, Any], life: tuple[Entry, Entry, set[int]]) -> Case:
    delivered, approved, others = life
    events = (delivered, approved, *(_EVENTS[number] for number in sorted(others)))
    return case_of(noted("return", "r", reason="changed_mind"), *events, **facts)


@st.composite
def _two_alike(draw: st.DrawFn) -> tuple[Case, Case]:
    """Two orders that differ in a single fact, or in what happened."""
    facts: dict[str, Any] = draw(st.fixed_dictionaries(_FACTS))
    life = draw(_LIVES)
    if draw(st.booleans()):
        return _case(facts, life), _case(facts, draw(_LIVES))
    changed = draw(st.sampled_from(sorted(_FACTS)))
    return _case(facts, life), _case({**facts, changed: draw(_FACTS[changed])}, life)


def _shut(_: str, year: int) -> dict[date, str]:
    """Nobody works in November and December."""
    return {date(year, 11, 1) + timedelta(days=number): "shut" for number in range(61)}


def _book() -> Book:
    return Book.of(
        SourcePack.of_body(each.body_json, each.hash) for each in shipped_packs().values()
    )


def _fresh(name: str) -> Pack:
    pack, faults = read_pack(json.loads(shipped_packs()[name].body_json), name)
    assert pack, faults
    return pack


def _names(book: Book, case: Case) -> list[str]:
    return [each.name for each in concerning(book, case)]


@given(_two_alike())
def test_an_order_is_held_against_the_packs_that_it_would_be_alone(two: tuple[Case, Case]) -> None:
    book = _book()
    _names(book, two[0])

    assert _names(book, two[1]) == _names(_book(), two[1])


@given(_two_alike(), st.permutations((_shut, no_holidays)), st.booleans())
def test_an_order_has_the_deadlines_that_it_would_have_alone(
    two: tuple[Case, Case], holidays: list[Any], one_calendar: bool
) -> None:
    names = _names(_book(), two[1])
    remembering = [_fresh(name) for name in names]
    deadlines(two[0], remembering, holidays[0])
    then = holidays[0 if one_calendar else 1]

    found = deadlines(two[1], remembering, then)

    assert found == deadlines(two[1], [_fresh(name) for name in names], then)


def test_of_orders_that_differ_in_nothing_but_the_shop_each_has_its_own_pack() -> None:
    book = _book()
    for shop in _SHOPS:
        assert _names(book, case_of(shop=shop))[0] == shop
