"""Imported orders are put away once nothing of them is watched any more, or watched if dear."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from returnctl.core.entries import Draft
from returnctl.core.imported import Found
from returnctl.core.importing.archiving import archive_drafts
from returnctl.core.importing.horizon import SLOW_PARCEL, in_days, is_over, longest_watch
from returnctl.core.importing.watching import watch_drafts
from returnctl.core.lengths import parse_length
from returnctl.core.money import Money
from tests.core.building import day, did, fact, form, order, pack_of, removed, rule
from tests.core.importing.building import euros, held, imported, row

TODAY = day("2026-11-21")
LONGEST = timedelta(days=30)
ORDER = imported(order(shop="ebay", number="17"))
PUT_AWAY = Draft("event", "case", {"event": "archived", "on": "2026-11-21"})


def away(*rows: Found, against: Any = ORDER) -> tuple[Draft, ...]:
    return archive_drafts(held(*rows, against=against), today=TODAY, longest=LONGEST)


def delivered(on: str) -> Found:
    return row("delivery", f"delivered={on}")


@pytest.mark.parametrize(("on", "is_put"), [("10-21", True), ("10-22", False)])
def test_an_order_is_put_away_a_window_after_its_delivery(on: str, is_put: bool) -> None:
    assert away(delivered(on)) == ((PUT_AWAY,) if is_put else ())


@pytest.mark.parametrize(("on", "is_put"), [("07-23", True), ("07-24", False)])
def test_what_was_not_delivered_yet_gets_the_time_of_a_slow_parcel(on: str, is_put: bool) -> None:
    assert away(row("order", f"ordered={on}")) == ((PUT_AWAY,) if is_put else ())


def test_the_last_of_what_is_recorded_and_new_counts() -> None:
    known = [*ORDER, *imported(did("delivered", "10-01"), did("refund_issued", "11-01"))]

    assert away(row("order", "ordered=09-01"), against=known) == ()


def test_the_last_day_may_be_the_recorded_one() -> None:
    """A delivery that the file tells late, of an order that a refund followed."""
    known = [*ORDER, *imported(did("refund_issued", "11-01"))]

    assert away(delivered("10-01"), against=known) == ()


def test_an_order_without_a_day_is_not_put_away() -> None:
    assert away(row("order", facts={"seller": "Ann"})) == ()


def test_an_import_that_changes_nothing_puts_nothing_away() -> None:
    known = [*ORDER, *imported(did("delivered", "10-01"))]

    assert away(delivered("10-01"), against=known) == ()


@pytest.mark.parametrize("touch", [fact(seller="Ann"), did("shipped", "09-30")])
def test_what_a_person_touched_stays(touch: Any) -> None:
    assert away(delivered("10-01"), against=[*ORDER, touch]) == ()


def test_an_order_that_was_put_away_already_stays_so() -> None:
    known = [*ORDER, *imported(did("archived", "11-01"))]

    assert away(delivered("10-01"), against=known) == ()


def test_news_take_an_order_out_again() -> None:
    """`e01` is the entry that put it away."""
    known = [*ORDER, *imported(did("archived", "11-01"), did("watch", "11-20"))]
    found = away(delivered("11-10"), against=known)

    assert found == (Draft("removed", "e01"),)


def test_an_order_that_was_taken_out_is_put_away_anew() -> None:
    known = [*ORDER, *imported(did("archived", "09-01"), removed("e01"))]

    assert away(delivered("10-01"), against=known) == (PUT_AWAY,)


def test_a_mark_for_the_lists_is_no_news() -> None:
    known = [*ORDER, *imported(did("watch", "11-20"))]

    assert away(delivered("10-01"), against=known) == (PUT_AWAY,)


# --- how long an order can matter


@pytest.mark.parametrize(
    ("length", "days"),
    [("10d", 11), ("2w", 15), ("10bd", 18), ("48h", 3), ("1mo", 32), ("1y", 367), ("-5d", 6)],
)
def test_a_length_is_counted_in_days_on_the_long_side(length: str, days: int) -> None:
    assert in_days(parse_length(length)) == days


def test_the_longest_watched_window_counts_with_its_lead() -> None:
    packs = [
        pack_of(rule("a", form("delivered", "10d"), form("delivered", "20d", lead=5))),
        pack_of(rule("b", form("delivered", "90d", watch=False), form("delivered", None))),
        pack_of(rule("c", form("delivered", "200d")), kind="carrier"),
    ]

    assert longest_watch(packs) == timedelta(days=21 + 5 + 14)
    assert longest_watch([]) == timedelta(days=14)


@pytest.mark.parametrize(
    ("delivered", "days", "over"),
    [(True, 30, False), (True, 31, True), (False, 120, False), (False, 121, True)],
)
def test_it_is_over_the_day_after(delivered: bool, days: int, over: bool) -> None:
    last = TODAY - timedelta(days=days)

    assert is_over(last, delivered=delivered, today=TODAY, longest=LONGEST) is over
    assert timedelta(days=90) == SLOW_PARCEL


def test_unknown_is_not_over() -> None:
    assert is_over(None, delivered=True, today=TODAY, longest=LONGEST) is False


# --- dear orders


@pytest.mark.parametrize(
    ("paid", "above", "is_new", "watched"),
    [
        (euros(5001), euros(5000), True, True),
        (euros(5000), euros(5000), True, False),
        (euros(5001), euros(5000), False, False),
        (euros(5001), Money(5000, "USD"), True, False),
        (None, euros(5000), True, False),
        (euros(5001), None, True, False),
    ],
)
def test_a_new_order_above_the_user_s_amount_is_watched(
    paid: Money | None, above: Money | None, is_new: bool, watched: bool
) -> None:
    found = held(row("order"), against=None if is_new else ORDER)
    drafts = watch_drafts(found, paid, above=above, today=TODAY)

    assert drafts == (
        (Draft("event", "new1", {"event": "watch", "on": "2026-11-21"}),) if watched else ()
    )
