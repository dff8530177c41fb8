"""Status: what the events say in the order of life, whatever the order of recording."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnctl.core.case import Case
from returnctl.core.entries import Entry
from returnctl.core.events import EVENTS
from returnctl.core.statuses import (
    STATUSES,
    has_problem,
    is_closed,
    is_open,
    is_troubled,
    open_returns,
    status_of,
)
from tests.core.building import CASE, case_of, day, did, eur, noted, return_of

# One way to each status: the events of an order, and of a return where the status needs one.
WAYS = {
    "purchased": ("ordered paid", ""),
    "shipped": ("ordered shipped", ""),
    "delivered": ("shipped delivered", ""),
    "problem_noted": ("delivered problem", ""),
    "request_submitted": ("delivered", "requested"),
    "awaiting_approval": ("delivered", "requested acknowledged"),
    "approved": ("delivered", "requested approved label_received"),
    "declined": ("delivered", "requested declined"),
    "in_transit": ("delivered", "approved sent tracking_submitted"),
    "item_received": ("delivered", "sent arrived_back inspected"),
    "in_dispute": ("problem dispute_opened offer_made", ""),
    "escalated": ("dispute_opened escalated", ""),
    "decided": ("dispute_opened decided", ""),
    "appealed": ("decided appealed", ""),
    "dispute_closed": ("dispute_opened dispute_closed", ""),
    "refund_processed": ("problem refund_issued", ""),
    "exchange_shipped": ("delivered", "requested exchange_shipped"),
    "reopened": ("kept reopened", ""),
    "completed": ("problem completed", ""),
    "cancelled": ("ordered cancelled", ""),
    "kept": ("delivered kept", ""),
    "archived": ("delivered archived", ""),
}


def happened(words: str, target: str = CASE, first: int = 1) -> list[Entry]:
    return [did(name, f"11-{n:02d}", target) for n, name in enumerate(words.split(), first)]


def walked(of_order: str, of_return: str = "") -> Case:
    if not of_return:
        return case_of(*happened(of_order))
    return return_of(*happened(of_order), *happened(of_return, "r", 10))


def name_of(case: Case, target: str = CASE) -> str:
    return status_of(case, target).name


# --- the table


@pytest.mark.parametrize("status", STATUSES)
def test_every_status_is_reachable(status: str) -> None:
    """Each label of the table is what some history comes to."""
    case = walked(*WAYS[status])
    assert name_of(case, "r" if case.returns else CASE) == status


@pytest.mark.parametrize("status", STATUSES)
def test_status_closes_exactly_when_it_ends_the_clocks(status: str) -> None:
    """Completed, cancelled, kept and archived are closed; nothing else is."""
    case = walked(*WAYS[status])
    target = "r" if case.returns else CASE
    ended = status in {"completed", "cancelled", "kept", "archived"}
    assert STATUSES[status].closed is ended
    assert is_open(case, target) is not ended


@pytest.mark.parametrize("end", ["completed", "cancelled", "kept", "archived"])
def test_reopened_opens_what_was_closed(end: str) -> None:
    """After the end only an event that reopens it gives it clocks again."""
    case = case_of(did(end, "11-10"), did("reopened", "11-11"))
    assert is_open(case, CASE)


def test_every_row_of_the_event_table_leads_to_a_known_status() -> None:
    """The labels users read are these and no other."""
    assert {row.status for row in EVENTS.values() if row.status} == STATUSES.keys()
    assert len({status.label for status in STATUSES.values()}) == len(STATUSES)


@pytest.mark.parametrize(("target", "status"), [(CASE, "purchased"), ("r", "request_submitted")])
def test_nothing_that_tells_leaves_the_first_status(target: str, status: str) -> None:
    """An order begins as a purchase, a return as a request."""
    assert name_of(return_of(did("seller_contacted", "11-01", target)), target) == status


def test_events_without_a_status_change_nothing() -> None:
    """A message to the seller is no stage."""
    silent = [name for name, row in EVENTS.items() if row.status is None and "order" in row.levels]
    case = walked("delivered problem " + " ".join(silent))
    assert name_of(case) == "problem_noted"


# --- a pure function of events


DAYS = st.dates(day("2026-11-01"), day("2026-11-20")).map(str)
HISTORIES = st.lists(
    st.tuples(st.sampled_from(sorted(EVENTS)), DAYS, st.sampled_from([CASE, "r"])),
    unique_by=lambda each: (each[0], each[2]),
    max_size=8,
)


@given(HISTORIES.flatmap(lambda told: st.tuples(st.just(told), st.permutations(told))))
def test_status_does_not_depend_on_the_order_of_recording(
    histories: tuple[list[tuple[str, str, str]], list[tuple[str, str, str]]],
) -> None:
    """Who records the request after the approval sees the same status."""
    one, other = (return_of(*itertools.starmap(did, told)) for told in histories)
    for target in (CASE, "r"):
        assert status_of(one, target) == status_of(other, target)
    assert (is_closed(one), is_troubled(one)) == (is_closed(other), is_troubled(other))


@given(HISTORIES, st.sampled_from(["kept", "completed", "cancelled", "archived"]))
def test_end_after_everything_else_closes(history: list[tuple[str, str, str]], end: str) -> None:
    """Whatever happened before, the end is the end."""
    case = return_of(*itertools.starmap(did, history), did(end, "11-21"))
    assert not is_open(case, CASE)
    assert is_closed(case)
    assert not is_troubled(case) or open_returns(case)


def test_status_of_an_order_and_of_its_returns_are_their_own() -> None:
    """A return that is on its way does not change the order, nor another return."""
    case = case_of(
        noted("return", "r1"),
        noted("return", "r2", number=2),
        did("delivered", "11-01"),
        did("sent", "11-08", "r1"),
    )
    assert [name_of(case, t) for t in (CASE, "r1", "r2")] == [
        "delivered",
        "in_transit",
        "request_submitted",
    ]


# --- the money


@pytest.mark.parametrize(
    ("amounts", "status"),
    [
        ([2399], "completed"),
        ([2400], "completed"),
        ([2398], "refund_processed"),
        ([2000, 399], "completed"),
        ([2000, 398], "refund_processed"),
        ([None], "completed"),
        ([2000, None], "refund_processed"),
    ],
)
def test_money_in_completes_when_all_of_it_is_there(amounts: list[int | None], status: str) -> None:
    """A cent short is open; an amount that nobody recorded is taken as all of it."""
    money = [
        did("money_in", f"11-{n:02d}", "r", amount=minor and eur(minor))
        for n, minor in enumerate(amounts, 15)
    ]
    case = return_of(did("arrived_back", "11-10", "r"), *money)
    priced = return_of(
        did("arrived_back", "11-10", "r"), *money, noted("item", "i", price=eur(2399))
    )
    assert name_of(case, "r") == "completed"
    assert name_of(priced, "r") == status


def test_money_in_another_currency_is_not_held_against_the_price() -> None:
    """Without the bank's rate nobody knows that something is short."""
    paid = did("money_in", "11-15", amount={"minor": 100, "currency": "USD"})
    assert name_of(case_of(did("problem", "11-08"), paid, price=eur(2399))) == "completed"


@pytest.mark.parametrize(
    ("events", "resolution", "status"),
    [
        ("approved money_in", "refund", "refund_processed"),
        ("approved money_in", None, "refund_processed"),
        ("approved money_in", "refund_only", "completed"),
        ("approved money_in", "partial_refund", "completed"),
        ("approved sent money_in", "refund", "completed"),
        ("approved arrived_back money_in", "refund", "completed"),
        ("requested money_in", "refund", "completed"),
        ("approved money_in sent", "refund", "completed"),
        ("approved money_in sent arrived_back inspected", "refund", "completed"),
        ("approved sent money_in refund_issued", "refund", "completed"),
        ("approved sent refund_issued", "refund", "refund_processed"),
        ("approved sent money_in dispute_opened", "refund", "in_dispute"),
        ("approved sent money_in reopened", "refund", "reopened"),
    ],
)
def test_return_is_completed_when_money_is_in_and_no_parcel_is_owed(
    events: str, resolution: str | None, status: str
) -> None:
    """A refund before the return leaves the parcel as a duty; sending it settles the case."""
    case = return_of(*happened(events, "r"), resolution=resolution)
    assert name_of(case, "r") == status


# --- the case as a whole


@pytest.mark.parametrize(
    ("ends", "closed"),
    [
        ([], False),
        (["completed"], True),
        (["kept"], True),
        (["completed", "kept"], True),
        (["completed", "requested"], False),
        (["cancelled"], False),
        (["completed", "cancelled"], False),
    ],
)
def test_case_is_closed_when_each_return_was_completed_or_kept(
    ends: list[str], closed: bool
) -> None:
    """A cancelled return leaves the order as it was before."""
    returns = [noted("return", f"r{n}", number=n) for n in range(len(ends))]
    case = case_of(*returns, *(did(end, "11-10", f"r{n}") for n, end in enumerate(ends)))
    assert is_closed(case) is closed


def test_exchange_that_breaks_is_a_new_problem() -> None:
    """The return that is over does not take up what came after it."""
    exchanged = (did("problem", "11-01"), did("exchange_received", "11-10", "r"))
    assert is_closed(return_of(*exchanged))
    broken = return_of(*exchanged, did("problem", "11-20"))
    assert is_troubled(broken)
    assert not is_closed(broken)


def test_case_is_closed_with_its_order() -> None:
    """Who keeps the order has nothing to send back."""
    assert is_closed(return_of(did("requested", "11-08", "r"), did("kept", "11-09")))


@pytest.mark.parametrize(
    ("events", "problem"),
    [
        ("ordered paid shipped delivered receipt_confirmed watch", False),
        ("seller_contacted seller_replied extended repair_requested repaired", False),
        ("kept", False),
        ("cancelled", False),
        ("completed", False),
        ("reopened", False),
        ("problem", True),
        ("dispute_opened", True),
        ("escalated", True),
        ("refund_issued", True),
        ("money_in", True),
        ("exchange_shipped", True),
    ],
)
def test_order_has_a_problem_once_one_is_noted_disputed_or_refunded(
    events: str, problem: bool
) -> None:
    """A purchase is a purchase until somebody says that something is wrong."""
    assert has_problem(walked(events)) is problem


def test_open_return_is_trouble_and_a_settled_one_is_not() -> None:
    """Rights of a troubled case do not lapse."""
    sent = did("sent", "11-08", "r")
    assert is_troubled(return_of(sent))
    assert not is_troubled(return_of(sent, did("completed", "11-12", "r")))
    assert is_troubled(case_of(did("problem", "11-08")))
    assert not is_troubled(case_of(did("delivered", "11-08")))


@pytest.mark.parametrize("end", ["kept", "completed", "cancelled", "archived"])
def test_problem_of_a_closed_order_is_no_trouble(end: str) -> None:
    """What is closed asks nothing of anybody."""
    assert not is_troubled(case_of(did("problem", "11-08"), did(end, "11-10")))
