"""The summary adds up: to the cent, by currency, and never more or less than its cases."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnctl.core.case import Case
from returnctl.core.claims import claims_of
from returnctl.core.errors import Refused
from returnctl.core.listing import status_rows
from returnctl.core.money import Money
from returnctl.core.periods import Period, read_period
from returnctl.core.summary import UNPROMISED, Account, Summary, summarize
from tests.core.building import case_of, day, derived, did, eur, form, noted, pack_of, rule

TODAY = day("11-21")


def account(case: Case, *packs: Any) -> Account:
    found = tuple(derived(case, *packs, closed_too=True).values())
    return Account(case, claims_of(case, "k3f", found, today=TODAY))


def summary(*cases: Case, period: Period | None = None) -> Summary:
    return summarize([account(case) for case in cases], period or Period(), TODAY)


def returned(*drafts: Any, price: int = 1000, **facts: Any) -> Case:
    return case_of(
        noted("return", "r"), did("delivered", "10-01"), did("requested", "10-05", "r"), *drafts,
        price=eur(price), shop="ebay", **facts,
    )  # fmt: skip


def test_what_is_owed_is_told_by_the_days_since_it_was_promised() -> None:
    found = summary(
        returned(did("refund_issued", "11-20", "r"), price=100),
        returned(did("refund_issued", "11-10", "r"), price=200),
        returned(did("refund_agreed", "11-01", "r"), price=400),
        returned(did("refund_agreed", "10-10", "r"), price=800),
        returned(did("refund_agreed", "10-06", "r"), price=1600, zone="Europe/Berlin"),
        returned(price=3200),
    )
    told = {each.age: [str(money) for money in each.amounts] for each in found.ages}
    assert told == {
        "0-7": ["1.00 EUR"], "8-14": ["2.00 EUR"], "15-30": ["4.00 EUR"],
        "31-60": ["24.00 EUR"], "older": [], UNPROMISED: ["32.00 EUR"],
    }  # fmt: skip
    assert [str(money) for money in found.owed] == ["63.00 EUR"]


@pytest.mark.parametrize(("paid", "owed"), [(999, "0.01 EUR"), (1000, None), (1200, None)])
def test_whoever_paid_all_or_more_owes_nothing(paid: int, owed: str | None) -> None:
    case = returned(did("money_in", "11-10", "r", amount=eur(paid)))
    (claim,) = account(case).claims
    assert (claim.owed and str(claim.owed)) == owed


@pytest.mark.parametrize(
    ("promised", "age"),
    [("11-21", "0-7"), ("11-14", "0-7"), ("11-13", "8-14"), ("11-07", "8-14"), ("11-06", "15-30"),
     ("10-22", "15-30"), ("10-21", "31-60")],
)  # fmt: skip
def test_the_ages_have_no_gap(promised: str, age: str) -> None:
    found = summary(returned(did("refund_agreed", promised, "r")))
    assert [each.age for each in found.ages if each.claims] == [age]


def test_money_that_a_rule_makes_due_is_due_without_a_promise() -> None:
    pack = pack_of(
        rule("seller-refund", form("sent", "14d", actor="seller", kind="clock",
                                   met_by="refund_issued money_in"))
    )  # fmt: skip
    late = account(returned(did("sent", "10-20", "r"), seller="slowpoke"), pack)
    found = summarize([late], Period(), TODAY)
    assert [each.age for each in found.ages if each.claims] == ["15-30"]
    (seller,) = found.sellers
    assert (seller.paid_late, seller.days_late) == (1, 18)


def test_a_seller_that_paid_in_time_is_not_called_late() -> None:
    pack = pack_of(
        rule("seller-refund", form("sent", "14d", actor="seller", kind="clock",
                                   met_by="refund_issued money_in"))
    )  # fmt: skip
    paid = returned(
        did("sent", "10-20", "r"), did("money_in", "10-30", "r", amount=eur(1000)), seller="swift"
    )
    (seller,) = summarize([account(paid, pack)], Period(), TODAY).sellers
    assert (seller.paid_late, seller.days_to_pay, seller.owed) == (0, 25.0, ())


def test_before_buying_again_returns_per_order_and_days_to_pay() -> None:
    kept = case_of(did("delivered", "09-01"), shop="ebay", seller="Loden")
    paid = returned(did("money_in", "10-15", "r", amount=eur(1000)), seller="loden")
    (seller,) = summary(kept, kept, kept, paid).sellers
    assert (seller.name, seller.shop) == ("loden", "ebay")
    assert (seller.orders, seller.claims, seller.per_order) == (4, 1, 0.25)
    assert seller.days_to_pay == 10.0


def test_each_stage_has_the_median_of_its_days() -> None:
    found = summary(
        returned(did("approved", "10-06", "r"), did("sent", "10-08", "r")),
        returned(did("approved", "10-08", "r"), did("sent", "10-12", "r")),
        returned(did("approved", "10-20", "r")),
    )
    told = {each.stage.name: (each.median, each.shortest, each.longest) for each in found.stages}
    assert told == {"approval": (3.0, 1, 15), "sending": (3.0, 2, 4)}


def test_a_period_bounds_what_came_back_and_not_what_is_owed() -> None:
    paid = returned(did("money_in", "10-15", "r", amount=eur(1000)))
    found = summary(paid, returned(), period=Period(2026, 11))
    assert found.refunded == ()
    assert found.owed == (Money(1000, "EUR"),)
    assert summary(paid, period=Period(2026, 10)).refunded == (Money(1000, "EUR"),)


def test_what_came_back_is_told_month_by_month_up_to_now() -> None:
    paid = returned(did("money_in", "10-15", "r", amount=eur(1000)))
    months = dict(summary(paid).months)
    assert next(iter(months)) == "2026-01"
    assert list(months)[-1] == "2026-11"
    assert {month for month, sums in months.items() if sums} == {"2026-10"}


@pytest.mark.parametrize(
    ("year", "month", "period"),
    [
        (None, None, Period()),
        ("2025", None, Period(2025)),
        (None, "2025-03", Period(2025, 3)),
        (None, "3", Period(2026, 3)),
        ("2024", "nov", Period(2024, 11)),
    ],
)
def test_periods_are_read_as_people_type_them(
    year: str | None, month: str | None, period: Period
) -> None:
    assert read_period(year, month, TODAY) == period


@pytest.mark.parametrize(
    ("period", "said"),
    [(Period(), "all time"), (Period(2026), "2026"), (Period(2026, 3), "2026-03")],
)
def test_a_period_is_said_as_it_is_typed(period: Period, said: str) -> None:
    assert str(period) == said


@pytest.mark.parametrize(("year", "month"), [("26", None), ("x", None), (None, "13"), (None, "0")])
def test_what_is_no_period_is_refused(year: str | None, month: str | None) -> None:
    with pytest.raises(Refused):
        read_period(year, month, TODAY)


# --- sums


@st.composite
def histories(draw: st.DrawFn) -> Case:
    currency = draw(st.sampled_from(["EUR", "JPY", "KWD"]))

    def money(minor: int) -> dict[str, Any]:
        return {"minor": minor, "currency": currency}

    on = draw(st.dates(date(2026, 9, 10), date(2026, 11, 20)))
    price = draw(st.integers(1, 100_000))
    drafts = [noted("return", "r"), did("requested", "2026-09-10", "r")]
    if draw(st.booleans()):
        drafts.append(did(draw(st.sampled_from(["refund_issued", "refund_agreed"])), str(on), "r"))
    parts = draw(st.lists(st.integers(1, 100_000), max_size=3))
    drafts += [did("money_in", str(on), "r", amount=money(part)) for part in parts]
    if draw(st.booleans()):
        drafts.append(did("kept", "2026-11-20", "r"))
    return case_of(
        *drafts, price=money(price), shop=draw(st.sampled_from(["ebay", "temu", ""])),
        seller=draw(st.sampled_from([None, "A", "a", "B"])),
    )  # fmt: skip


def in_all(groups: Any) -> Counter[str]:
    found: Counter[str] = Counter()
    for amounts in groups:
        found.update({money.currency: money.minor for money in amounts})
    return found


@given(st.lists(histories(), max_size=6))
def test_the_sums_are_the_sums_of_the_cases(cases: list[Case]) -> None:
    found = summary(*cases)
    rows = [row for case in cases for row in status_rows(case, "k") if not row.closed]
    owed: Counter[str] = Counter()
    for row in rows:
        if row.amount:
            owed[row.amount.currency] += max(
                row.amount.minor - (row.refunded.minor if row.refunded else 0), 0
            )
    seen = in_all(
        [event.amount] for case in cases for event in case.events if event.kind == "money_in"
        if event.amount
    )  # fmt: skip
    assert in_all([found.owed]) == +owed
    assert in_all(each.amounts for each in found.ages) == +owed
    assert in_all(each.owed for each in found.shops) == +owed
    assert in_all([found.refunded]) == in_all(each.refunded for each in found.shops) == seen
    assert sum(each.orders for each in found.shops) == found.orders == len(cases)
    assert sum(each.claims for each in found.shops) == found.claims
