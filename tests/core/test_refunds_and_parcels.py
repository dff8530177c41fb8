"""Refunds before the parcel, without one, and as a credit; inspections, and how much goes back."""

from __future__ import annotations

from typing import Any

import pytest

from returnctl.core.case import Case
from returnctl.core.portions import too_many
from returnctl.core.statuses import is_open, owes_parcel, status_of
from tests.core.building import CASE, case_of, day, derived, did, eur, noted, return_of

CREDIT: dict[str, Any] = {"amount": eur(2399), "tender": "credit", "until": "2027-03-31"}


# --- the parcel


@pytest.mark.parametrize(
    ("events", "resolution", "owes"),
    [
        ("approved", None, True),
        ("approved refund_issued", None, True),
        ("approved refund_issued money_in", "refund", True),
        ("approved money_in sent", None, False),
        ("approved money_in", "refund_only", False),
        ("approved money_in", "partial_refund", False),
        ("requested refund_issued money_in", None, False),
    ],
)
def test_a_refund_before_the_return_leaves_the_parcel_owed(
    events: str, resolution: str | None, owes: bool
) -> None:
    """What was agreed to go back goes back, unless you may keep it."""
    names = events.split()
    told = [did(name, f"11-{n:02d}", "r") for n, name in enumerate(names, 1)]
    case = return_of(*told, resolution=resolution)
    assert owes_parcel(case, "r") is owes
    settled = "money_in" in names and not owes
    assert (status_of(case, "r").name == "completed") is settled


def test_a_decision_can_order_the_return() -> None:
    decided = did("decided", "11-08", channel="platform", outcome="refund_after_return")
    early = case_of(decided, did("money_in", "11-09"))
    assert (owes_parcel(early, CASE), status_of(early, CASE).name) == (True, "refund_processed")
    sent = case_of(decided, did("money_in", "11-09"), noted("return", "r"),
                   did("sent", "11-10", "r"))  # fmt: skip
    assert status_of(sent, "r").name == "completed"


def test_a_refund_without_a_return_completes_the_order() -> None:
    case = case_of(did("problem", "11-08"), did("refund_issued", "11-09", amount=eur(2399)),
                   did("money_in", "11-12", amount=eur(2399)), price=eur(2399))  # fmt: skip
    assert status_of(case, CASE).name == "completed"


@pytest.mark.parametrize(
    ("outcome", "status"),
    [(None, "item_received"), ("accepted", "item_received"), ("rejected", "declined")],
)
def test_a_rejected_inspection_declines_the_return(outcome: str | None, status: str) -> None:
    case = return_of(did("arrived_back", "11-08", "r"),
                     did("inspected", "11-09", "r", outcome=outcome))  # fmt: skip
    assert status_of(case, "r").name == status


# --- a credit that expires


def with_credit(*events: Any) -> Case:
    return return_of(
        did("arrived_back", "11-01", "r"), *events, noted("item", "i", price=eur(2399))
    )


def test_a_credit_that_expires_has_a_deadline_of_its_own() -> None:
    """It is a refund, but no money yet: the return stays open until it was used."""
    case = with_credit(did("money_in", "11-08", "r", **CREDIT))
    found = derived(case)["use-credit of r"]
    assert (found.due_on, found.act_by, found.met_on) == (
        day("2027-03-31"),
        day("2027-03-31"),
        None,
    )
    assert found.form.actor == "you"
    assert status_of(case, "r").name == "refund_processed"


def test_a_used_credit_settles_the_return() -> None:
    case = with_credit(did("money_in", "11-08", "r", **CREDIT), did("credit_used", "12-01", "r"))
    assert status_of(case, "r").name == "completed"
    assert derived(case) == {}


def test_a_used_credit_meets_its_deadline_while_the_rest_is_owed() -> None:
    part = {**CREDIT, "amount": eur(500)}
    case = with_credit(did("money_in", "11-08", "r", **part), did("credit_used", "12-01", "r"))
    assert derived(case)["use-credit of r"].met_on == day("12-01")


@pytest.mark.parametrize(
    "money",
    [
        {**CREDIT, "until": None},
        {**CREDIT, "tender": "card", "until": None},
        {**CREDIT, "tender": None, "until": None},
    ],
)
def test_what_cannot_expire_has_no_deadline(money: dict[str, Any]) -> None:
    case = with_credit(did("money_in", "11-08", "r", **money))
    assert status_of(case, "r").name == "completed"


def test_of_two_credits_the_first_to_expire_counts() -> None:
    """What the statement shows stands before what the shop said."""
    shop = did("refund_issued", "11-02", "r", **{**CREDIT, "until": "2027-01-31"})
    one = did("money_in", "11-08", "r", **CREDIT)
    other = did("money_in", "11-08", "r", **{**CREDIT, "until": "2027-02-28"})
    assert derived(with_credit(shop))["use-credit of r"].due_on == day("2027-01-31")
    assert derived(with_credit(shop, one))["use-credit of r"].due_on == day("2027-03-31")
    assert derived(with_credit(shop, one, other))["use-credit of r"].due_on == day("2027-02-28")


# --- how much goes back


def cables(*returns: Any) -> Case:
    return case_of(noted("item", "cable", title="Cable", quantity=50), *returns)


@pytest.mark.parametrize(
    ("earlier", "wanted", "sentence"),
    [
        ([], 50, None),
        ([], 51, 'the order has 50 of "Cable", not 51'),
        ([("requested", 30)], 20, None),
        ([("requested", 30)], 21, 'the order has 50 of "Cable", not 21 and 30 in other returns'),
        ([("completed", 30), ("sent", 15)], 6,
         'the order has 50 of "Cable", not 6 and 45 in other returns'),
        ([("cancelled", 30)], 50, None),
        ([("declined", 30)], 50, None),
        ([("kept", 30)], 50, None),
        ([("exchange_received", 30)], 50, None),
    ],
)  # fmt: skip
def test_no_more_goes_back_than_was_bought(
    earlier: list[tuple[str, int]], wanted: int, sentence: str | None
) -> None:
    """Over all returns; what came to nothing, or was exchanged, can go back again."""
    returns = [noted("return", f"r{n}", number=n, items=[["cable", quantity]])
               for n, (_, quantity) in enumerate(earlier)]  # fmt: skip
    events = [did(kind, "11-08", f"r{n}") for n, (kind, _) in enumerate(earlier)]
    case = cables(*returns, *events)
    assert too_many(case, [("cable", wanted)], besides=case.returns) == sentence


def test_an_exchange_closes_and_reopens() -> None:
    case = return_of(did("exchange_received", "11-08", "r"))
    assert not is_open(case, "r")
    again = return_of(did("exchange_received", "11-08", "r"), did("reopened", "11-09", "r"))
    assert is_open(again, "r")
