"""What may follow what: contradictions of dates and stages, what is implied, what comes next."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnctl.core.case import Case
from returnctl.core.events import EVENTS
from returnctl.core.lifecycle import (
    LIKELY,
    date_clash,
    followers,
    implied,
    stage_clash,
    visible_dates,
)
from returnctl.core.statuses import STATUSES
from tests.core.building import CASE, case_of, day, did, noted, return_of

OPEN = sorted(name for name, status in STATUSES.items() if not status.closed)


def names(kinds: tuple[object, ...]) -> list[str]:
    return [kind.name for kind in kinds if hasattr(kind, "name")]


# --- dates


@pytest.mark.parametrize(
    ("kind", "on", "other", "other_on", "clash"),
    [
        ("delivered", "11-08", "shipped", "11-09",
         "delivered on Sun 8 Nov 2026 would be before shipped on Mon 9 Nov 2026"),
        ("shipped", "11-09", "delivered", "11-08",
         "shipped on Mon 9 Nov 2026 would be after delivered on Sun 8 Nov 2026"),
        ("delivered", "11-08", "shipped", "11-08", None),
        ("shipped", "11-08", "delivered", "11-08", None),
        ("delivered", "11-08", "ordered", "11-01", None),
        ("delivered", "11-08", "delivered", "11-01", None),
        ("delivered", "11-08", "problem", "11-01", None),
        ("money_in", "11-08", "refund_issued", "11-09", None),
    ],
)  # fmt: skip
def test_date_clash_is_told_both_ways(
    kind: str, on: str, other: str, other_on: str, clash: str | None
) -> None:
    """Too early and too late are the same contradiction, seen from either event."""
    assert date_clash(kind, day(on), [(other, day(other_on))]) == clash


KINDS = st.sampled_from(sorted(EVENTS))
DAYS = st.dates(day("2026-11-01"), day("2026-11-05"))


@given(KINDS, DAYS, KINDS, DAYS)
def test_date_clash_does_not_depend_on_which_was_recorded_first(
    one: str, on: object, other: str, other_on: object
) -> None:
    """Two events contradict each other whichever is typed second."""
    first, second = day(str(on)), day(str(other_on))
    assert (date_clash(one, first, [(other, second)]) is None) == (
        date_clash(other, second, [(one, first)]) is None
    )


@given(KINDS, KINDS, DAYS)
def test_events_of_one_day_never_clash(one: str, other: str, on: object) -> None:
    """A day without times has room for all of it."""
    assert date_clash(one, day(str(on)), [(other, day(str(on)))]) is None


def test_correcting_an_event_is_no_clash_with_its_older_date() -> None:
    """A delivery date may move to before the one recorded so far."""
    case = case_of(did("shipped", "11-02"), did("delivered", "11-08"))
    assert date_clash("delivered", day("11-05"), visible_dates(case, CASE)) is None


def test_return_sees_its_own_dates_and_the_orders() -> None:
    """What another return went through is no contradiction."""
    case = case_of(
        noted("return", "r1"),
        noted("return", "r2", number=2),
        did("delivered", "11-08"),
        did("requested", "11-10", "r1"),
        did("requested", "11-12", "r2"),
    )
    assert visible_dates(case, "r1") == [
        ("delivered", day("11-08")),
        ("requested", day("11-10")),
    ]


def test_dispute_on_one_channel_does_not_clash_with_anothers() -> None:
    """A card dispute may be opened after the platform has decided its own."""
    case = case_of(
        did("dispute_opened", "11-02", channel="platform"),
        did("decided", "11-08", channel="platform"),
    )
    seen = visible_dates(case, CASE, channel="card")
    assert date_clash("dispute_opened", day("11-10"), seen) is None
    same = visible_dates(case, CASE, channel="platform")
    assert date_clash("dispute_opened", day("11-10"), same)


# --- stages


def clash(case: Case, kind: str, target: str = CASE) -> str | None:
    return stage_clash(case, target, EVENTS[kind])


@pytest.mark.parametrize("end", ["completed", "cancelled", "kept", "archived"])
def test_closed_order_takes_only_what_follows_the_end(end: str) -> None:
    """A dispute of a closed order contradicts it; reopening and late money do not."""
    case = case_of(did(end, "11-08"))
    assert clash(case, "problem") == f"it is closed ({STATUSES[end].label})"
    assert clash(case, "reopened") is None
    assert clash(case, "money_in") is None


def test_closed_order_can_have_a_new_return() -> None:
    """What was kept yesterday may break tomorrow."""
    assert clash(case_of(did("kept", "11-08")), "requested") is None


def test_closed_return_is_not_sent_again() -> None:
    """An event that opens a return opens another one, not the one that is over."""
    case = return_of(did("completed", "11-08", "r"))
    assert clash(case, "sent", "r") == "it is closed (Completed)"
    assert clash(case, "requested", CASE) is None


@pytest.mark.parametrize("accepted", ["approved", "refund_agreed"])
def test_cancelling_contradicts_an_acceptance(accepted: str) -> None:
    """What the shop accepted is not cancelled by a slip of the fingers."""
    case = return_of(did(accepted, "11-08", "r"))
    expected = f"{accepted.replace('_', '-')} on Sun 8 Nov 2026 is recorded"
    assert clash(case, "cancelled", "r") == expected
    assert clash(case, "kept", "r") is None


# --- what must have happened


@pytest.mark.parametrize(
    ("events", "missing"),
    [
        ("delivered", "shipped"),
        ("receipt_confirmed", "shipped delivered"),
        ("shipped delivered", ""),
        ("money_in", "refund_issued"),
        ("decided", "dispute_opened"),
    ],
)
def test_what_an_event_implies_has_no_date(events: str, missing: str) -> None:
    """Stages that were skipped are named in the order of life."""
    case = case_of(*(did(name, "11-08") for name in events.split()))
    assert implied(case, CASE) == tuple(missing.split())


def test_implied_events_imply_others() -> None:
    """What arrived back was sent, and who sent it had asked for the return."""
    case = return_of(did("arrived_back", "11-12", "r"))
    assert implied(case, "r") == ("requested", "sent")


def test_events_of_the_order_count_for_its_returns() -> None:
    """A return does not ask for the delivery that the order has."""
    case = return_of(did("shipped", "11-01"), did("delivered", "11-08"), did("sent", "11-09", "r"))
    assert implied(case, "r") == ("requested",)
    assert implied(case, CASE) == ()


# --- what comes next


@pytest.mark.parametrize("status", OPEN)
def test_every_open_status_offers_what_usually_comes_next(status: str) -> None:
    """`mark REF` never has an empty first line, and names only events that exist."""
    assert LIKELY[status]
    assert set(LIKELY[status]) <= EVENTS.keys()


def test_closed_statuses_offer_only_reopening() -> None:
    """There is nothing to do about what is closed."""
    assert LIKELY.keys() == set(OPEN)
    assert names(followers(case_of(did("kept", "11-08")), CASE)[0]) == ["reopened"]


def test_followers_are_the_likely_ones_then_all_others_that_can() -> None:
    """Nothing is offered twice, and nothing that contradicts the stage."""
    case = return_of(did("approved", "11-08", "r"))
    likely, others = (names(kinds) for kinds in followers(case, "r"))
    assert likely == list(LIKELY["approved"])
    assert not set(likely) & set(others)
    assert "cancelled" not in others
    assert "dispute_opened" in others
    assert "shipped" not in others


def test_order_offers_events_that_open_a_return() -> None:
    """A return begins at an order that has none."""
    _, others = followers(case_of(did("delivered", "11-08")), CASE)
    assert "withdrawal_sent" in names(others)
    assert "inspected" not in names(others)


def test_an_order_and_its_return_are_offered_what_can_happen_to_them() -> None:
    case = return_of(did("delivered", "11-08"), did("requested", "11-09", "r"))
    of_order, of_return = (names(followers(case, target)[1]) for target in (CASE, "r"))
    assert ("paid" in of_order, "paid" in of_return) == (True, False)
    assert ("inspected" in of_order, "inspected" in of_return) == (False, True)
