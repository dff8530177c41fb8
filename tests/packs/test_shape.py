"""The rule shape, proven on the hardest rules that were found: a pack of nothing but those."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from returnctl.calendars.public_holidays import public_holidays
from returnctl.core.derive import deadlines
from tests.packs.building import Purchase, all_of, at, bought, one_of, pack_of

HARD = pack_of("""
name = "hard"
kind = "shop"
title = "the hardest rules"
as_of = 2026-08-22

# UK Consumer Rights Act, section 22: 30 days to reject, which stand still during a repair.
[[rule]]
slug = "reject"
name = "reject it"
actor = "you"
starts = ["delivered"]
closes = "30d"
count = "after"
pause = { from = "repair_requested", to = "repaired", at_least = "7d" }
source = { title = "CRA s.22" }
confidence = "high"

# Section 20(15): "beginning with the day" counts the first day.
[[rule]]
slug = "refund"
name = "refund"
actor = "seller"
starts = ["refund_agreed"]
closes = "14d"
count = "from"
met_by = ["refund_issued"]
source = { title = "CRA s.20(15)" }
confidence = "high"

# US Fair Credit Billing Act: a letter that must have arrived within 60 days of the statement.
[[rule]]
slug = "billing-error"
name = "write to the card issuer"
actor = "you"
starts = ["statement_sent"]
closes = "60d"
count = "after"
reach = "received"
act = "post"
source = { title = "12 CFR 1026.13(b)" }
confidence = "high"

# A period of the EU of two days: never fewer than two working days.
[[rule]]
slug = "two-days"
name = "answer"
actor = "you"
starts = ["seller_replied"]
closes = "2d"
count = "after"
roll = true
min_working_days = 2
calendar = ["buyer"]
source = { title = "Regulation 1182/71" }
confidence = "high"

# Chinese New Year 2020 gave sellers seven days more.
[[rule]]
slug = "ship-by"
name = "send it"
actor = "seller"
starts = ["paid"]
closes = "10d"
count = "after"
source = { title = "a length made up for the test" }
confidence = "low"

# Whichever comes first: 90 days from the order, 15 from the receipt.
[[rule]]
slug = "first-of-two"
name = "return it"
actor = "you"
starts = ["paid"]
closes = "90d"
count = "after"
or_earlier = { starts = ["delivered"], closes = "15d" }
source = { title = "made up" }
confidence = "low"

[[rule]]
slug = "price"
name = "claim at the card"
actor = "you"
when = { amount = ">100 GBP" }
starts = ["paid"]
closes = "6y"
count = "after"
watch = false
source = { title = "Consumer Credit Act s.75" }
confidence = "medium"

[[rule]]
slug = "range"
name = "claim for one thing of some price"
actor = "you"
when = { item_price = ">100 GBP and <=30000 GBP" }
starts = ["paid"]
closes = "6y"
source = { title = "Consumer Credit Act s.75" }
confidence = "medium"

[[rule]]
slug = "lost-in"
name = "claim for what was lost on its way to you"
actor = "you"
when = { carrier = "dhl-express" }
starts = ["shipped"]
closes = "30d"
source = { title = "a carrier's terms" }
confidence = "medium"

[[rule]]
slug = "lost-out"
name = "claim for what was lost on its way back"
actor = "you"
when = { carrier = "dhl-express" }
starts = ["sent"]
closes = "30d"
source = { title = "a carrier's terms" }
confidence = "medium"

[[extension]]
rules = ["ship-by"]
starting = [2020-01-20, 2020-02-18]
by = "7d"
name = "Chinese New Year"
""")


def hard(**facts: object) -> Purchase:
    return bought("hard", **facts)


def due(purchase: Purchase, slug: str) -> date | None:
    return one_of(purchase, f"hard.{slug}", (HARD,)).due_on


class TestPause:
    def test_without_a_repair_the_days_run(self) -> None:
        assert due(hard().did("delivered", "2026-01-01"), "reject") == date(2026, 1, 31)

    def test_it_stands_still_during_the_repair(self) -> None:
        purchase = hard().did("delivered", "2026-01-01").did("repair_requested", "2026-01-11")
        assert due(purchase, "reject") is None
        purchase.did("repaired", "2026-01-21")
        assert due(purchase, "reject") == date(2026, 2, 10)

    def test_seven_days_remain_at_least(self) -> None:
        purchase = hard().did("delivered", "2026-01-01").did("repair_requested", "2026-01-30")
        assert due(purchase.did("repaired", "2026-02-10"), "reject") == date(2026, 2, 17)


def test_beginning_with_the_day_counts_it() -> None:
    purchase = hard().did("delivered", "2025-12-01").did("refund_agreed", "2026-01-01")
    assert due(purchase, "refund") == date(2026, 1, 14)


def test_what_must_arrive_leaves_earlier_and_on_a_working_day() -> None:
    purchase = hard(
        country="US", zone="America/New_York", statement_sent="2026-05-01", transit_days=5
    )
    letter = one_of(purchase, "hard.billing-error", (HARD,))
    assert letter.due_on == date(2026, 6, 30)
    assert letter.act_by == date(2026, 6, 25)
    purchase = hard(
        country="US", zone="America/New_York", statement_sent="2026-05-01", transit_days=10
    )
    # The 20th is a Saturday, the 19th Juneteenth.
    assert one_of(purchase, "hard.billing-error", (HARD,)).act_by == date(2026, 6, 18)


def test_two_working_days_over_christmas() -> None:
    purchase = hard().did("seller_replied", "2026-12-24")
    assert due(purchase, "two-days") == date(2026, 12, 29)


@pytest.mark.parametrize(
    ("paid", "end"),
    [("2020-01-19", date(2020, 1, 29)), ("2020-01-20", date(2020, 2, 6))],
)
def test_an_extension_lengthens_what_starts_in_its_span(paid: str, end: date) -> None:
    assert due(hard().did("paid", paid), "ship-by") == end


def test_the_earlier_of_two_clocks() -> None:
    purchase = hard().did("paid", "2026-01-01")
    assert due(purchase, "first-of-two") == date(2026, 4, 1)
    assert due(purchase.did("delivered", "2026-02-01"), "first-of-two") == date(2026, 2, 16)


@pytest.mark.parametrize(
    ("price", "missing"),
    [
        ({"minor": 10001, "currency": "GBP"}, ()),
        ({"minor": 20000, "currency": "EUR"}, ("amount",)),
        (None, ("amount",)),
    ],
)
def test_an_amount_decides_or_leaves_it_possible(price: object, missing: tuple[str, ...]) -> None:
    purchase = hard(price=price).did("paid", "2024-02-29")
    claim = one_of(purchase, "hard.price", (HARD,))
    assert claim.missing == missing
    assert claim.due_on == date(2030, 2, 28)


ONE, MANY = {"quantity": 1}, {"quantity": 3}


@pytest.mark.parametrize(
    ("items", "applies"),
    [
        ([], True),
        ([ONE], True),
        ([ONE | {"price": {"minor": 10100, "currency": "GBP"}}, MANY], None),
        ([MANY], None),
        ([MANY | {"price": {"minor": 5000, "currency": "GBP"}}], False),
        ([MANY | {"price": {"minor": 10100, "currency": "GBP"}}], True),
        ([ONE | {"price": {"minor": 3000001, "currency": "GBP"}}], False),
    ],
)
def test_between_two_prices_of_a_single_item(
    items: list[dict[str, Any]], applies: bool | None
) -> None:
    purchase = hard(price={"minor": 15000, "currency": "GBP"}).did("paid", "2026-01-01")
    for number, item in enumerate(items):
        purchase.with_item(f"i{number}", title="lamp", **item)
    found = all_of(purchase, (HARD,)).get("hard.range")
    assert (found is not None) is (applies is not False)
    if found:
        assert found.missing == (() if applies else ("item_price",))


def test_a_return_knows_its_own_carrier_and_the_order_the_one_to_you() -> None:
    purchase = hard().did("shipped", "2026-01-01").did("delivered", "2026-01-05")
    purchase.with_parcel("in", number="1", carrier="DHL Express", direction="inbound")
    purchase.with_return("r").with_return("s")
    purchase.with_parcel("out", number="2", carrier="UPS", direction="return", returns=["r"])
    for name in ("r", "s"):
        purchase.did("sent", "2026-01-10", target=name)
    found = deadlines(purchase.case, (HARD,), public_holidays)
    owners = {(each.slug, each.owner, each.missing) for each in found if "lost" in each.slug}
    assert owners == {("lost-in", "c", ()), ("lost-out", "s", ("carrier",))}


def test_a_timer_from_a_bare_day_is_strict_with_you_and_patient_with_others() -> None:
    purchase = bought("amazon", site="DE").did("seller_contacted", "2026-11-01")
    answer = one_of(purchase, "amazon.seller-response")
    assert answer.due_at == at("2026-11-03 23:59:59")


def test_kind_and_instance_follow_the_actor() -> None:
    forms = {rule.slug: rule.forms[0] for rule in HARD.rules}
    assert (forms["reject"].kind, forms["reject"].instance) == ("right", "first")
    assert (forms["refund"].kind, forms["refund"].instance) == ("clock", "last")
