"""Rows of one order put together: what counts once, what counts twice, and what stands apart."""

from __future__ import annotations

from typing import Any

import pytest

from returnctl.core.imported import Found, Line, Skipped
from returnctl.core.importing.bundles import Bundle, Gathering, each_line, line_total, number_key
from returnctl.core.money import Money
from tests.core.building import day, eur
from tests.core.importing.building import euros, row


def merged(*rows: Found) -> Found:
    found = Bundle("ebay", "17", rows).order
    assert found
    return found


@pytest.mark.parametrize(
    "typed", ["ab-17-1", "AB 17 1", "ab\u00a017\u20131", "A\tB171", "AB17\u20111", "AB17\u20101"]
)
def test_order_numbers_are_alike_however_they_are_spaced(typed: str) -> None:
    assert number_key(typed) == "AB171"


def test_rows_are_gathered_by_their_order() -> None:
    found = Gathering()
    rows = [
        row("order", order_number="17-1"), row("order", order_number="18"),
        row("shipment", order_number="171"), row("delivery", order_number="17 1"),
        row("order", order_number="171", shop="temu"),
    ]  # fmt: skip
    for each in rows:
        found.add(each)

    assert len(found) == 3
    assert list(found) == [
        Bundle("ebay", "17-1", (rows[0], rows[2], rows[3])),
        Bundle("ebay", "18", (rows[1],)),
        Bundle("temu", "171", (rows[4],)),
    ]


# --- the order


def test_a_file_without_the_order_s_own_row_has_none() -> None:
    assert Bundle("ebay", "17", (row("delivery"),)).order is None


def test_a_single_row_is_the_order_and_its_line_the_amount() -> None:
    alone = row("order", items=(Line(title="Hub", quantity=2, price=euros(1000)),))

    assert merged(alone).amount == euros(2000)
    assert merged(alone).items == alone.items
    assert merged(row("order", amount=euros(5))).amount == euros(5)
    assert merged(row("order")).amount is None


def test_the_lines_of_a_single_row_are_told_apart_and_added_up() -> None:
    lines = (Line(title="Hub", price=euros(1000)), Line(title="Cap", quantity=2, price=euros(500)))
    found = merged(row("order", items=lines))

    assert found.amount == euros(2000)
    assert [each.key for each in found.items] == ["hub", "cap"]


def test_rows_of_one_order_become_one_row() -> None:
    rows = [
        row("order", "ordered=11-02", "shipped=11-05", "delivered=11-08", line=1,
            items=(Line(title="Hub", price=euros(1000)),), tracking_numbers=("LP1",),
            facts={"currency": "EUR", "seller": "Ann"}, fields=(("Gift", "yes"), ("Note", "a")),
            state="sent", carrier="dhl"),
        row("order", "ordered=11-01", "shipped=11-04", "delivered=11-09", line=2,
            title="Hub and cap",
            items=(Line(title="Cap", quantity=2, price=euros(500)),),
            tracking_numbers=("LP1", "LP2"), facts={"seller": "Bob"}, fields=(("Note", "b"),)),
    ]  # fmt: skip
    found = merged(*rows)

    assert [(line.title, line.key, line.parcel) for line in found.items] == [
        ("Hub", "hub", ""), ("Cap", "cap", ""),
    ]  # fmt: skip
    assert (found.title, found.carrier, found.state) == ("Hub and cap", "dhl", "sent")
    assert found.tracking_numbers == ("LP1", "LP2")
    assert found.amount == euros(2000)
    # Ordered and sent with the first, delivered with the last.
    assert found.happened == (
        ("ordered", day("11-01")), ("shipped", day("11-04")), ("delivered", day("11-09")),
    )  # fmt: skip
    assert found.facts == {"currency": "EUR", "seller": "Bob"}
    assert found.fields == (("Gift", "yes"), ("Note", "b"))


def test_the_last_state_that_is_told_holds() -> None:
    rows = [row("order", state=state, line=n) for n, state in enumerate(["a", "b", None])]

    assert merged(*rows).state == "b"


@pytest.mark.parametrize(
    ("facts", "amount", "price"),
    [
        ([{"price": eur(3000)}, {}], euros(3000), eur(3000)),
        ([{"price": eur(3000), "currency": "EUR"}, {"price": eur(3500)}], euros(3500), eur(3500)),
        # One of them would stand for all.
        ([{"price": {"minor": 1, "currency": "USD"}, "currency": "USD"},
          {"price": eur(3000), "currency": "EUR"}], None, None),
        ([{"price": {"minor": 1, "currency": "USD"}, "currency": "EUR"}, {}], None, None),
    ],
)  # fmt: skip
def test_a_price_in_another_currency_is_none(
    facts: list[dict[str, Any]], amount: Money | None, price: dict[str, Any] | None
) -> None:
    found = merged(*(row("order", facts=each, line=n) for n, each in enumerate(facts)))

    assert (found.amount, found.facts.get("price")) == (amount, price)


def test_a_row_in_another_currency_stands_apart() -> None:
    rows = [
        row("order", line=1), row("order", line=2, facts={"currency": "EUR"}),
        row("order", line=3, facts={"currency": "USD"}), row("shipment", line=4),
    ]  # fmt: skip

    assert Bundle("ebay", "17", tuple(rows)).apart == (
        Skipped(rows[2].source, "its amount is in USD, the order's in EUR: not added up"),
    )
    assert merged(*rows).facts["currency"] == "EUR"


@pytest.mark.parametrize(
    ("rows", "amount"),
    [
        ([{"amount": euros(100)}, {"amount": euros(200)}], euros(100)),
        ([{"amount": euros(100)}, {"amount": Money(200, "USD")}], None),
        ([{}, {}], None),
        # A line that nobody knows the price of: no sum.
        ([{"items": (Line(title="a", price=euros(5)),)}, {"items": (Line(title="b"),)}], None),
    ],
)
def test_an_amount_is_what_the_rows_agree_on(rows: list[dict[str, Any]], amount: Any) -> None:
    assert merged(*(row("order", line=n, **each) for n, each in enumerate(rows))).amount == amount


@pytest.mark.parametrize(
    ("line", "cost"),
    [
        (Line(title="a", quantity=3, price=euros(100)), euros(300)),
        (Line(title="a", quantity=3, price=euros(100), paid=euros(250)), euros(250)),
        (Line(title="a", quantity=3), None),
    ],
)
def test_a_line_costs_what_was_paid_else_its_price(line: Line, cost: Money | None) -> None:
    assert line_total(line) == cost


# --- lines


def test_like_lines_of_one_file_are_told_apart_and_those_of_two_files_are_one() -> None:
    hub = Line(title="Hub", parcel="LP1")
    rows = [
        row("order", items=(hub, hub, Line(title="HUB"))),
        row("order", file="b.csv", items=(Line(title="hub", parcel="LP1", quantity=9),)),
        row("order", items=(Line(title="Hub", key="A1"),)),
    ]

    assert [(each.key, each.parcel, each.quantity) for each in each_line(rows)] == [
        ("hub", "LP1", 9), ("hub", "LP1#2", 1), ("hub", "", 1), ("A1", "", 1),
    ]  # fmt: skip


# --- what counts once


def kinds(kind: Any, *rows: Found) -> list[int]:
    return [each.source.line for each in Bundle("ebay", "17", rows).of(kind)]


def test_of_rows_of_other_kinds_nothing_is_told() -> None:
    assert kinds("delivery", row("order", line=1), row("delivery", line=2)) == [2]


@pytest.mark.parametrize(
    ("kind", "lines"), [("shipment", [1]), ("return", [1, 2]), ("refund", [1, 2])]
)
def test_what_one_file_has_twice_counts_twice_where_it_can_happen_twice(
    kind: Any, lines: list[int]
) -> None:
    assert kinds(kind, row(kind, line=1), row(kind, line=2)) == lines


@pytest.mark.parametrize("kind", ["shipment", "return", "refund"])
def test_what_two_files_tell_counts_once(kind: Any) -> None:
    rows = [row(kind, line=1), row(kind, line=2, file="b.csv"), row(kind, line=3, file="c.csv")]

    assert kinds(kind, *rows) == [1]


def test_what_a_second_file_has_more_often_counts_as_often() -> None:
    rows = [row("refund", line=1), *(row("refund", line=n, file="b.csv") for n in (2, 3, 4))]

    assert kinds("refund", *rows) == [1, 3, 4]


@pytest.mark.parametrize(
    "more",
    [{"amount": euros(1)}, {"tracking_numbers": ("LP1",)}, {"code": "c"}, {"key": "k"},
     {"reason": "late"}, {"happened": (("shipped", day("11-05")),)}],
)  # fmt: skip
def test_rows_that_differ_are_two(more: dict[str, Any]) -> None:
    assert kinds("shipment", row("shipment", line=1), row("shipment", line=2, **more)) == [1, 2]


@pytest.mark.parametrize(("by_mail", "lines"), [(False, [1]), (True, [1, 2])])
def test_the_state_tells_mails_apart_and_no_rows_of_tables(by_mail: bool, lines: list[int]) -> None:
    rows = [row("shipment", line=n, state=f"s{n}", by_mail=by_mail) for n in (1, 2)]

    assert kinds("shipment", *rows) == lines
