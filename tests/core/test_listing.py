"""Rows: what lists tell of a case, flat and without today."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from returnctl.core.case import Case
from returnctl.core.derive import deadlines
from returnctl.core.entries import Entry
from returnctl.core.fold import fold
from returnctl.core.listing import (
    deadline_rows,
    is_watched,
    ref_of,
    status_rows,
)
from returnctl.core.money import Money
from returnctl.core.rows import DeadlineRow, ParcelBrief
from returnctl.core.rules import Pack, Source
from tests.core.building import (
    CASE,
    case_of,
    day,
    did,
    eur,
    fact,
    form,
    log_of,
    no_holidays,
    noted,
    order,
    pack_of,
    return_of,
    rule,
    told,
    window,
)
from tests.core.parcels_building import parcel, scan

HERE = did("delivered", "11-05")


def rows(case: Case, pack: Pack) -> list[DeadlineRow]:
    found = deadlines(case, [pack], no_holidays)
    return [each for each in deadline_rows(case, found, "k3f") if "check-in" not in each.rule]


def one_row(case: Case, pack: Pack) -> DeadlineRow:
    found = rows(case, pack)
    assert len(found) == 1
    return found[0]


def imported(*drafts: Entry) -> Case:
    return fold(CASE, log_of(replace(order(), source="import"), *drafts))


@pytest.mark.parametrize(
    ("case", "kinds"),
    [
        (case_of(did("delivered", "11-05")), ["purchase"]),
        (case_of(did("problem", "11-05")), ["problem"]),
        (return_of(did("problem", "11-05")), ["return"]),
        (case_of(noted("return", "r1"), noted("return", "r2", number=2)), ["return", "return"]),
    ],
)
def test_status_has_a_row_for_each_return_or_one_for_the_order(
    case: Case, kinds: list[str]
) -> None:
    """A purchase, a problem, or as many returns as there are."""
    assert [row.kind for row in status_rows(case, "k3f")] == kinds


def test_return_has_a_number_behind_the_ref_where_there_are_several() -> None:
    """`k3f` while there is one, then `k3f.1` and `k3f.2`."""
    assert ref_of(return_of(), "r", "k3f") == "k3f"
    two = case_of(noted("return", "r1", number=1), noted("return", "r2", number=2))
    assert [row.ref for row in status_rows(two, "k3f")] == ["k3f.1", "k3f.2"]
    assert ref_of(two, CASE, "k3f") == "k3f"


def test_row_tells_what_part_of_the_order_goes_back() -> None:
    """Titles with quantities, the part's price, and its own code."""
    case = case_of(
        noted("item", "i1", title="Cable", quantity=3, price=eur(120)),
        noted("item", "i2", title="Lamp", price=eur(999)),
        noted("return", "r1", number=1, items=[["i1", 2]], code="RMA1"),
        noted("return", "r2", number=2, code="RMA2"),
        did("delivered", "11-05"),
        did("money_in", "11-20", "r1", amount=eur(100)),
    )
    one, other = status_rows(case, "k3f")
    assert (one.items, one.amount, one.refunded) == (
        ("2 x Cable",), Money(240, "EUR"), Money(100, "EUR"),
    )  # fmt: skip
    assert (other.items, other.amount, other.refunded) == (
        ("3 x Cable", "Lamp"), Money(1359, "EUR"), None,
    )  # fmt: skip
    assert (one.return_code, other.return_code) == ("RMA1", "RMA2")


def test_deadline_of_an_order_has_the_code_of_its_only_return() -> None:
    """Of two codes none is the order's."""
    delivered = did("delivered", "11-05")
    assert one_row(return_of(delivered, code="RMA1"), window()).return_code == "RMA1"
    two = [noted("return", f"r{n}", number=n, code=f"RMA{n}") for n in (1, 2)]
    assert one_row(case_of(delivered, *two), window()).return_code is None


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ({"day": "2026-12-01"}, "2026-12-01"),
        ({"length": "30d"}, "30d"),
        ({"ok": True, "day": "2026-11-15"}, "ok"),
        ({"at": "2026-12-01T10:00:00+00:00"}, "2026-12-01 10:00:00+00:00"),
    ],
)
def test_row_tells_what_the_user_said_of_the_date(word: dict[str, Any], text: str) -> None:
    """A day, a length, an instant, or that it agrees."""
    case = case_of(did("delivered", "11-05"), told("window", **word))
    assert one_row(case, window()).override == text


def test_row_keeps_the_dates_that_decide_its_state() -> None:
    """The span of a row is the span of its deadline."""
    case = case_of(did("delivered", "11-05"))
    found = deadlines(case, [window(count="unstated")], no_holidays)[0]
    span = one_row(case, window(count="unstated")).span
    assert (span.act_by, span.due_on, span.last_at) == (found.act_by, found.due_on, found.last_at)
    assert (span.lapses, span.possible, span.actor) == (True, False, "you")


def test_deadline_of_a_return_names_it() -> None:
    """And a purchase is what has neither a return nor a problem."""
    pack = pack_of(rule("window", form()), rule("answer", form("requested", "5d")))
    case = return_of(did("delivered", "11-05"), did("requested", "11-06", "r"))
    assert [(row.rule, row.return_id, row.purchase) for row in rows(case, pack)] == [
        ("shop.window", None, False),
        ("shop.answer", "r", False),
    ]
    assert one_row(case_of(did("delivered", "11-05")), pack).purchase


@pytest.mark.parametrize(
    ("case", "watched"),
    [
        (case_of(did("delivered", "11-05")), True),
        (imported(did("delivered", "11-05")), False),
        (imported(did("watch", "11-05")), True),
        (imported(did("problem", "11-05")), True),
        (imported(noted("return", "r")), True),
    ],
)
def test_purchase_is_watched_when_a_person_logged_it_or_asks(case: Case, watched: bool) -> None:
    """An imported one waits until it is marked, or something is wrong."""
    assert is_watched(case) is watched
    assert all(row.watched is watched for row in status_rows(case, "k3f"))


@pytest.mark.parametrize(
    ("case", "closed"),
    [
        (case_of(did("problem", "11-05")), [False]),
        (case_of(did("kept", "11-05")), [True]),
        (return_of(did("kept", "11-05")), [True]),
        (
            case_of(
                noted("return", "r1"),
                noted("return", "r2", number=2),
                did("completed", "11-05", "r1"),
            ),
            [True, False],
        ),
    ],
)
def test_row_is_closed_with_its_return_or_with_the_order(case: Case, closed: list[bool]) -> None:
    """What is closed leaves the default list."""
    assert [row.closed for row in status_rows(case, "k3f")] == closed


def test_case_was_updated_on_the_day_of_the_user() -> None:
    """Half past eleven in the evening, UTC, is tomorrow in Berlin."""
    late = [replace(entry, recorded_at="2026-11-21T23:30:00Z") for entry in log_of(order())]
    assert fold(CASE, late).updated_on == day("11-22")
    assert Case(id=CASE).updated_on is None


def test_a_case_without_a_zone_was_updated_on_a_day_of_utc() -> None:
    noted_at = replace(noted("order", CASE), recorded_at="2026-11-21T23:30:00Z")
    assert fold(CASE, log_of(noted_at)).updated_on == day("11-21")


def test_a_row_holds_all_that_a_list_tells_of_a_deadline() -> None:
    source = Source("Terms", "https://example.org")
    step = form("requested", "10d", kind="duty", name="send it", advice="mark REF sent", lead=1,
                if_missed="REF is lost", where="the page", first="ask", source=source,
                confidence="high", opens="2d")  # fmt: skip
    case = return_of(
        did("requested", "11-05", "r"),
        noted("parcel", "p", number="LP1", direction="return"),
        noted("item", "i", title="Hub", price=eur(2399)),
        fact(shop="ebay", seller="Ann", number="17"),
        code="RMA",
    )
    row = one_row(case, pack_of(rule("send", step)))
    assert replace(row, id="", last_at=None, due_at=None) == DeadlineRow(
        id="", ref="k3f", order_id=CASE, return_id="r", shop="ebay", seller="Ann",
        order_number="17", return_code="RMA", item="Hub", amount=Money(2399, "EUR"),
        tracking_numbers=("LP1",),
        rule="shop.send", name="send it", kind="duty", actor="you", starts_on=date(2026, 11, 5),
        opens_on=date(2026, 11, 7), due_on=date(2026, 11, 15), due_at=None,
        act_by=date(2026, 11, 14), met_on=None, basis="computed", override=None, confidence="high",
        source_title="Terms", source_address="https://example.org", advice="mark k3f sent",
        if_missed="k3f is lost", where="the page", first="ask", missing=(), purchase=False,
        watch=True, lapses=False, last_at=None, shown_until=date(2026, 12, 15),
        started_by="requested", done_by="",
    )  # fmt: skip


def test_a_purchase_lacks_no_proof() -> None:
    """What to photograph is asked once something is wrong."""
    bought, wrong = case_of(HERE), case_of(HERE, did("problem", "11-06", reason="defective"))
    assert status_rows(bought, "k3f")[0].unproven == ()
    assert "dispute.defect" in status_rows(wrong, "k3f")[0].unproven


def test_a_row_tells_where_each_parcel_stands_and_what_its_last_scan_says() -> None:
    case = case_of(
        parcel("p", carrier="dhl"),
        scan("delivered", "11-05"),
        scan("in_transit", "11-06", text="On its way", place="Ulm"),
        parcel("q", "return"),
    )
    told, waiting = status_rows(case, "k3f")[0].parcels
    assert told.conflict
    assert replace(told, conflict=None) == ParcelBrief(
        "P", "dhl", "inbound", "in_transit", None,
        day("11-06"), "in_transit", "On its way", "Ulm", "demo",
    )  # fmt: skip
    assert waiting == ParcelBrief("Q", None, "return", "unknown")


def test_a_row_tells_the_reason_of_its_return_and_not_of_another() -> None:
    case = case_of(
        noted("return", "r1", reason="damaged"),
        noted("return", "r2", number=2, reason="wrong_size"),
    )
    assert [row.reason for row in status_rows(case, "k3f")] == ["damaged", "wrong_size"]


def test_of_several_snoozes_the_last_word_holds() -> None:
    """Whether it was said of the deadline or of all, of the order or of the return."""
    case = return_of(
        did("requested", "11-05", "r"),
        told("shop.window", "r", quiet="2026-11-20"),
        told("*", quiet="2026-11-09"),
    )
    assert one_row(case, window("requested")).quiet_until == day("11-09")
