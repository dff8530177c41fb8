"""Rows of a file held against a case: what is new or known, and where the user's word stays."""

from __future__ import annotations

from typing import Any

import pytest

from returnctl.core.entries import Entry
from returnctl.core.imported import Line
from returnctl.core.importing.comparing import Comparison, Kept
from tests.core.building import did, eur, fact, noted, order, removed
from tests.core.importing.building import appended, euros, held, imported, mail, row, verdicts

ORDER = imported(order(shop="ebay", number="17"))


def events(found: Comparison) -> list[tuple[str, str]]:
    return [(each.data["event"], each.data["on"]) for each in found.drafts if each.kind == "event"]


# --- a new order


def test_a_new_order_is_noted_with_all_that_its_rows_tell() -> None:
    found = held(
        row("order", "ordered=11-01", facts={"currency": "EUR", "price": eur(3000)},
            fields=(("Gift", "yes"),), tracking_numbers=("LP1", "LP1"), carrier="dhl",
            items=(Line(title="Hub", quantity=2, price=euros(1000), paid=euros(1900), key="A1",
                        fields=(("Colour", "red"),)),)),
    )  # fmt: skip

    assert (found.case_id, found.is_new) == ("new1", True)
    assert appended(found) == [
        ("noted", "new1", {"level": "order", "shop": "ebay", "number": "17", "currency": "EUR",
                           "price": eur(3000), "fields": [["Gift", "yes"]]}),
        ("noted", "new2", {"level": "item", "title": "Hub", "quantity": 2, "price": eur(1000),
                           "paid": eur(1900), "fields": [["Colour", "red"]], "line": "A1"}),
        ("event", "new1", {"event": "ordered", "on": "2026-11-01"}),
        ("noted", "new3", {"level": "parcel", "number": "LP1", "direction": "inbound",
                           "carrier": "dhl"}),
    ]  # fmt: skip
    assert verdicts(found) == ["new"]


def test_an_order_with_a_title_and_no_lines_has_one_item() -> None:
    assert appended(held(row("order", title="Hub")))[1] == (
        "noted", "new2", {"level": "item", "title": "Hub", "quantity": 1},
    )  # fmt: skip


def test_a_parcel_of_a_carrier_that_the_row_does_not_name_has_none() -> None:
    found = appended(held(row("shipment", "shipped=11-02", tracking_numbers=("LP1",))))

    assert ("noted", "new2", {"level": "parcel", "number": "LP1", "direction": "inbound"}) in found


def test_news_of_an_order_that_is_not_in_the_file_make_it_anew() -> None:
    found = held(row("delivery", "delivered=11-08"))

    assert appended(found) == [
        ("noted", "new1", {"level": "order", "shop": "ebay", "number": "17"}),
        ("event", "new1", {"event": "delivered", "on": "2026-11-08"}),
    ]
    assert verdicts(found) == ["new"]


# --- again


def test_what_is_recorded_already_adds_nothing() -> None:
    known = imported(
        order(shop="ebay", number="17", price=eur(3000)),
        noted("item", "i", title="Hub", quantity=1, line="hub"),
        did("ordered", "11-01"),
        noted("parcel", "p", number="LP1", direction="inbound"),
    )
    found = held(
        row("order", "ordered=11-01", facts={"price": eur(3000)}, items=(Line(title="Hub"),),
            tracking_numbers=("LP1",)),
        row("shipment", tracking_numbers=("LP1",)),
        against=known,
    )  # fmt: skip

    assert (found.case_id, found.is_new, found.drafts) == ("case", False, ())
    assert verdicts(found) == ["known", "known"]


def test_a_fact_that_a_file_tells_otherwise_is_changed() -> None:
    found = held(row("order", facts={"price": eur(2500)}), against=imported(order(price=eur(3000))))

    assert appended(found) == [("fact", "case", {"price": eur(2500)})]
    assert verdicts(found) == ["changed"]


def test_the_user_s_word_stays_and_is_told() -> None:
    known = [*ORDER, fact(price=eur(2500), currency="EUR"), did("ordered", "11-02")]
    found = held(
        row("order", "ordered=11-01", facts={"price": eur(3000), "currency": "USD"}), against=known
    )

    assert found.drafts == ()
    assert found.kept == (
        Kept("ebay", "17", "price", eur(2500), eur(3000)),
        Kept("ebay", "17", "ordered", "2026-11-02", "2026-11-01"),
    )
    assert verdicts(found) == ["known"]


def test_a_user_who_says_the_same_is_not_told_so() -> None:
    found = held(row("order", "ordered=11-02"), against=[*ORDER, did("ordered", "11-02")])

    assert (found.drafts, found.kept) == ((), ())


def test_an_item_that_was_removed_stays_removed() -> None:
    known = [
        *ORDER,
        *imported(noted("item", "i", title="Hub", quantity=1, line="hub")),
        removed("i"),
    ]

    assert held(row("order", items=(Line(title="Hub", quantity=3),)), against=known).drafts == ()


def test_an_item_that_changed_is_told_once() -> None:
    known = [*ORDER, *imported(noted("item", "i", title="Hub", quantity=1, line="hub"))]
    found = held(row("order", items=(Line(title="Hub", quantity=3),)), against=known)

    assert appended(found) == [("fact", "i", {"quantity": 3})]


def test_a_title_adds_no_item_to_an_order_that_has_one() -> None:
    known = [*ORDER, *imported(noted("item", "i", title="Hub", quantity=1))]

    assert held(row("order", title="USB hub"), against=known).drafts == ()


# --- days


@pytest.mark.parametrize(
    ("kind", "said", "told", "recorded"),
    [
        # Of an order in several parcels: sent with the first, delivered with the last.
        ("shipped", "11-05", "11-03", "11-03"),
        ("shipped", "11-05", "11-07", None),
        ("delivered", "11-05", "11-07", "11-07"),
        ("delivered", "11-05", "11-03", None),
        ("receipt_confirmed", "11-05", "11-07", "11-07"),
        ("ordered", "11-05", "11-07", "11-07"),
        ("ordered", "11-05", "11-03", "11-03"),
        ("ordered", "11-05", "11-05", None),
    ],
)
def test_a_table_moves_the_day_that_a_table_told(
    kind: str, said: str, told: str, recorded: str | None
) -> None:
    found = held(row("delivery", f"{kind}={told}"), against=[*ORDER, *imported(did(kind, said))])

    assert events(found) == ([(kind, f"2026-{recorded}")] if recorded else [])
    assert verdicts(found) == ["changed" if recorded else "known"]


def test_of_two_rows_of_one_file_the_last_delivery_counts() -> None:
    found = held(
        row("delivery", "delivered=11-05", line=1),
        row("delivery", "delivered=11-07", line=2),
        row("delivery", "delivered=11-06", line=3),
        against=ORDER,
    )

    assert events(found) == [("delivered", "2026-11-05"), ("delivered", "2026-11-07")]
    assert verdicts(found) == ["new", "new", "known"]


def test_an_event_that_may_happen_often_is_not_for_files_to_tell() -> None:
    assert events(held(row("order", "seller_replied=11-05"), against=ORDER)) == []


# --- mails


@pytest.mark.parametrize(
    ("days_later", "is_new"),
    [("11-05", False), ("11-08", False), ("11-09", True), ("11-04", False)],
)
def test_a_second_mail_of_a_delivery_within_three_days_is_an_echo(
    days_later: str, is_new: bool
) -> None:
    known = [*ORDER, *imported(did("delivered", "11-05"))]
    found = held(mail("delivery", f"delivered={days_later}"), against=known)

    assert bool(events(found)) is is_new


def test_two_mails_of_one_delivery_in_one_import_tell_of_its_first_day() -> None:
    found = held(
        mail("delivery", "delivered=11-07", line=1),
        mail("delivery", "delivered=11-05", line=2),
        against=ORDER,
    )

    assert events(found) == [("delivered", "2026-11-05")]


def test_tables_are_read_in_their_own_order() -> None:
    found = held(
        row("delivery", "delivered=11-07", line=1), row("delivery", "delivered=11-05", line=2),
        against=ORDER,
    )  # fmt: skip

    assert events(found) == [("delivered", "2026-11-07")]


def test_a_mail_reminds_of_what_is_known_on_another_day() -> None:
    known = [*ORDER, *imported(did("ordered", "11-01"), did("shipped", "11-05"))]

    assert events(held(mail("order", "ordered=10-30"), against=known)) == []
    assert events(held(mail("shipment", "shipped=11-03"), against=known)) == [
        ("shipped", "2026-11-03")
    ]
    assert events(held(mail("order", "paid=10-30"), against=known)) == [("paid", "2026-10-30")]


def test_a_table_is_no_echo() -> None:
    known = [*ORDER, *imported(did("delivered", "11-05"))]

    assert events(held(row("delivery", "delivered=11-06"), against=known)) == [
        ("delivered", "2026-11-06")
    ]


# --- parcels


def test_a_parcel_of_a_known_order_is_new() -> None:
    found = held(row("shipment", tracking_numbers=("LP1", "LP2")), against=ORDER)

    assert [each.data["number"] for each in found.drafts] == ["LP1", "LP2"]
    assert verdicts(found) == ["new"]


# --- what goes back, and the money


def back(*more: Entry) -> list[Entry]:
    return [*ORDER, *imported(noted("return", "r", code="RMA-1", number=1), *more)]


def test_a_return_is_noted_with_what_the_row_tells_of_it() -> None:
    found = held(
        row("return", "requested=11-10", code="RMA-1", reason="defective", state="open"),
        against=ORDER,
    )

    assert appended(found) == [
        ("noted", "new1", {"level": "return", "number": 1, "code": "RMA-1", "reason": "defective",
                           "note": "open"}),
        ("event", "new1", {"event": "requested", "on": "2026-11-10"}),
    ]  # fmt: skip
    assert verdicts(found) == ["new"]


def test_a_return_that_is_known_by_its_code_is_brought_forward() -> None:
    found = held(row("return", "approved=11-12", code="RMA-1"), against=back())

    assert appended(found) == [("event", "r", {"event": "approved", "on": "2026-11-12"})]
    assert verdicts(found) == ["changed"]


def test_two_mails_may_tell_of_one_return_and_a_table_of_each_once() -> None:
    told = ("requested=11-10", "approved=11-12")
    of_mails, of_table = (
        held(
            *(tell("return", on, line=n, code="RMA-1") for n, on in enumerate(told)), against=ORDER
        )
        for tell in (mail, row)
    )

    returns = [
        [each.target for each in found.drafts if each.data.get("level") == "return"]
        for found in (of_mails, of_table)
    ]
    assert [len(targets) for targets in returns] == [1, 2]


def test_a_return_that_says_nothing_new_is_known() -> None:
    known = back(did("approved", "11-12", "r"))

    assert verdicts(held(row("return", "approved=11-12", code="RMA-1"), against=known)) == ["known"]


def test_a_return_that_was_removed_stays_removed() -> None:
    known = [*back(), removed("r")]
    found = held(row("return", "approved=11-12", code="RMA-1"), against=known)

    assert (found.drafts, verdicts(found)) == ((), ["known"])


def refund(on: str = "11-15", minor: int | None = 2500, **more: Any) -> Any:
    amount = euros(minor) if minor is not None else None
    return row("refund", f"refund_issued={on}", amount=amount, **more)


def test_a_refund_is_the_only_return_s() -> None:
    found = held(refund(code="ARN-1"), against=back())

    assert appended(found) == [
        ("event", "r", {"event": "refund_issued", "on": "2026-11-15", "amount": eur(2500),
                        "code": "ARN-1"}),
    ]  # fmt: skip
    assert verdicts(found) == ["new"]


def test_a_settled_return_expects_what_came() -> None:
    known = back(did("refund_issued", "11-12", "r", amount=eur(500)))
    found = held(refund(settled=True), against=known)

    assert appended(found)[1:] == [("fact", "r", {"expected": [["item", eur(3000)]]})]


def test_a_settled_order_without_a_return_expects_nothing() -> None:
    assert len(held(refund(settled=True), against=ORDER).drafts) == 1


def test_what_the_user_noted_is_not_settled_by_a_file() -> None:
    known = [*ORDER, noted("return", "r", code="RMA-1")]

    assert [each.kind for each in held(refund(settled=True), against=known).drafts] == ["event"]
