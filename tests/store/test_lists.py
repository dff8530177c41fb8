"""The lists of every day, and that they come from an index."""

from datetime import UTC, datetime, time, timedelta

import pytest

from returnctl.core.agenda import dues, next_due
from returnctl.core.entries import Draft
from returnctl.core.listing import deadline_rows, status_rows
from returnctl.core.rows import DeadlineRow
from returnctl.core.states import Moment
from returnctl.store.store import Store
from tests.store.records import (
    TODAY,
    add,
    event,
    projections,
    record,
    thirty_days,
)

SOON = TODAY + timedelta(days=14)


def days_ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


def delivered(store: Store, days: int, *, number: str = "1") -> str:
    case_id = add(store, number=number)
    record(store, "mark", case_id, event(case_id, "delivered", days_ago(days)))
    return case_id


def due(store: Store, *, theirs: bool = False, purchases: bool = True) -> list[DeadlineRow]:
    with store.read() as reader:
        return reader.due(today=TODAY, until=SOON, theirs=theirs, purchases=purchases)


@pytest.mark.parametrize(
    ("days", "shown"), [(15, False), (16, True), (29, True), (30, True), (31, False)]
)
def test_a_right_is_due_from_two_weeks_before_its_end_to_its_end(
    store: Store, days: int, shown: bool
) -> None:
    case_id = delivered(store, days)
    assert [row.order_id for row in due(store)] == [case_id] * shown
    assert due(store, purchases=False) == []


def test_what_is_met_is_not_due(store: Store) -> None:
    case_id = delivered(store, 20)
    return_id = ask_for_return(store, case_id, days=1)

    assert due(store) == []
    with store.read() as reader:
        rows = reader.deadlines_of(case_id)
    assert {(row.rule, row.return_id, str(row.met_on)) for row in rows} == {
        ("shop.dispute", None, days_ago(1)),
        ("shop.seller-response", return_id, "None"),
    }


@pytest.mark.parametrize("asked", [None, 1])
@pytest.mark.parametrize("later", [-40, 0, 13, 14, 15, 29, 30, 31, 45, 400])
def test_what_is_pending_has_the_same_next_deadline_as_all(
    store: Store, later: int, asked: int | None
) -> None:
    case_id = delivered(store, 0)
    if asked is not None:
        ask_for_return(store, case_id, days=asked)
    moment = Moment(datetime.combine(TODAY + timedelta(days=later), time(12), UTC), "UTC")

    with store.read() as reader:
        every = reader.deadlines_of(case_id)
        pending = reader.pending_of(case_id, today=moment.today)
    assert next_due(dues(pending, moment), moment) == next_due(dues(every, moment), moment)
    assert len(pending) < len(every) or later < 45


def ask_for_return(store: Store, case_id: str, *, days: int) -> str:
    with store.write("mark") as writer:
        return_id = writer.new_id()
        noted = Draft("noted", return_id, {"level": "return", "number": 1})
        writer.record(case_id, [noted, event(return_id, "requested", days_ago(days))])
    return return_id


@pytest.mark.parametrize(
    ("days", "ran_out", "runs"),
    [(5, False, True), (10, False, True), (11, True, True), (40, True, True), (41, False, False)],
)
def test_clocks_of_others_are_told_when_they_ran_out(
    store: Store, days: int, ran_out: bool, runs: bool
) -> None:
    """Ten days of the seller's: told from the eleventh on, for thirty days more."""
    ask_for_return(store, add(store), days=days)
    assert [row.rule for row in due(store)] == ["shop.seller-response"] * ran_out
    assert [row.rule for row in due(store, theirs=True)] == ["shop.seller-response"] * runs


def test_the_most_urgent_comes_first(store: Store) -> None:
    for number, days in (("1", 17), ("2", 30), ("3", 25)):
        delivered(store, days, number=number)
    assert [row.order_number for row in due(store)] == ["2", "3", "1"]


def test_a_closed_case_keeps_no_deadlines(store: Store) -> None:
    case_id = delivered(store, 20)
    record(store, "mark", case_id, event(case_id, "kept", days_ago(1)))

    assert projections(store.path)["deadlines"] == []
    with store.read() as reader:
        assert reader.statuses(kinds=("purchase",)) == []
        assert [row.status for row in reader.statuses(kinds=("purchase",), closed=True)] == ["kept"]


def test_an_imported_purchase_is_watched_when_marked_so(store: Store) -> None:
    with store.write("import") as writer:
        case_id = writer.new_id()
        noted = Draft("noted", case_id, {"level": "order", "shop": "ebay"})
        happened = event(case_id, "delivered", days_ago(20))
        writer.record(case_id, [noted, happened], source="import")
    assert due(store) == []

    record(store, "mark", case_id, event(case_id, "watch", days_ago(0)))
    assert [row.order_id for row in due(store)] == [case_id]


def test_rows_come_back_as_the_core_made_them(store: Store) -> None:
    case_id = add(store)
    facts = {
        "price": {"minor": 2399, "currency": "EUR"},
        "seller": "Shenzhen",
        "zone": "Asia/Tokyo",
    }
    record(store, "edit", case_id, Draft("fact", case_id, facts))
    record(store, "mark", case_id, event(case_id, "delivered", days_ago(3)))
    ask_for_return(store, case_id, days=1)

    with store.read() as reader:
        case = reader.case(case_id)
        assert case is not None
        ref = reader.ref(case_id)
        rows = deadline_rows(case, thirty_days(case, reader.book), ref)
        assert set(reader.every_deadline()) == set(rows)
        assert reader.statuses() == list(status_rows(case, ref))


def test_open_problems_and_returns_are_listed_and_purchases_are_not(store: Store) -> None:
    delivered(store, 3, number="purchase")
    problem = delivered(store, 4, number="problem")
    record(store, "mark", problem, event(problem, "problem", days_ago(1), reason="defective"))
    returned = delivered(store, 5, number="return")
    return_id = ask_for_return(store, returned, days=1)

    with store.read() as reader:
        assert [(row.kind, row.id) for row in reader.statuses()] == [
            ("problem", problem), ("return", return_id),
        ]  # fmt: skip
        assert len(reader.statuses(kinds=("purchase",))) == 1


def test_purchases_are_counted_and_listed(store: Store) -> None:
    first = delivered(store, 28, number="first")
    delivered(store, 20, number="second")
    delivered(store, 2, number="later")
    delivered(store, 400, number="over")

    with store.read() as reader:
        found = reader.purchases(today=TODAY, until=SOON)
        listed = reader.listed_purchases(today=TODAY)
    assert (found.count, found.closing) == (3, 2)
    assert found.first is not None
    assert found.first.order_id == first
    numbers = {each.status.order_number: each.first and each.first.act_by for each in listed}
    assert numbers == {
        "first": TODAY + timedelta(days=2),
        "second": TODAY + timedelta(days=10),
        "later": TODAY + timedelta(days=28),
        "over": None,
    }


def test_nothing_is_due_in_an_empty_archive(store: Store) -> None:
    case_id = add(store)
    record(store, "rm", case_id, Draft("removed", case_id))
    with store.read() as reader:
        assert reader.due(today=TODAY, until=SOON) == []
        assert reader.purchases(today=TODAY, until=SOON).count == 0
