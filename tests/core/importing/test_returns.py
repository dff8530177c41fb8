"""Which return a row is about, and whether its money is known."""

from __future__ import annotations

from typing import Any

import pytest

from returnctl.core.entries import Entry
from returnctl.core.importing.returns import BY_MAIL
from tests.core.building import did, eur, noted, order, removed
from tests.core.importing.building import appended, euros, held, imported, mail, row

ORDER = imported(order(shop="ebay", number="17"))
ONE = [*ORDER, *imported(noted("return", "r", number=1))]
TWO = [*ONE, *imported(noted("return", "s", number=2))]


def targets(*rows: Any, against: list[Entry]) -> list[str]:
    return [target for kind, target, _ in appended(held(*rows, against=against)) if kind == "event"]


def test_two_rows_of_one_file_are_two_returns() -> None:
    rows = [row("return", "requested=11-10", line=n) for n in (1, 2)]

    assert targets(*rows, against=ORDER) == ["new1", "new2"]


def test_returns_are_counted_on_from_those_that_there_are() -> None:
    rows = [row("return", "requested=11-10", line=n, code=f"RMA-{n}") for n in (1, 2)]
    noted_now = [data for kind, _, data in appended(held(*rows, against=TWO)) if kind == "noted"]

    assert [data["number"] for data in noted_now] == [3, 4]


def test_rows_of_two_files_may_be_about_one_return() -> None:
    rows = [
        row("return", "requested=11-10", file="a.csv", code="RMA-1"),
        row("return", "requested=11-10", file="b.csv", reason="defective", state="open"),
    ]
    found = appended(held(*rows, against=ORDER))

    assert [(kind, target) for kind, target, _ in found] == [
        ("noted", "new1"), ("event", "new1"), ("fact", "new1"),
    ]  # fmt: skip
    assert found[2][2] == {"reason": "defective", "note": "open"}


def test_of_two_tables_that_differ_the_first_one_holds() -> None:
    rows = [
        row("return", "requested=11-10", file="a.csv", code="RMA-1", reason="late"),
        row("return", "requested=11-10", file="b.csv", code="RMA-1", reason="defective"),
    ]
    found = appended(held(*rows, against=ORDER))

    assert [kind for kind, _, _ in found] == ["noted", "event"]


def test_a_key_leads_to_the_return_of_the_row_that_had_it() -> None:
    rows = [
        row("return", "requested=11-10", key="K1", line=1),
        row("return", "requested=11-11", key="K2", line=2),
        row("return", "approved=11-12", key="K1", line=3),
        row("refund", "refund_issued=11-15", key="K2", line=4, amount=euros(100)),
    ]

    assert targets(*rows, against=ORDER) == ["new1", "new2", "new1", "new2"]


def test_a_day_that_is_known_leads_to_its_return() -> None:
    known = [*TWO, *imported(did("requested", "11-10", "s"))]
    found = held(row("return", "requested=11-10", reason="late"), against=known)

    assert appended(found) == [("fact", "s", {"reason": "late"})]


def test_a_row_without_a_day_is_of_the_only_return() -> None:
    assert appended(held(row("return", reason="late"), against=ONE)) == [
        ("fact", "r", {"reason": "late"})
    ]


def test_a_return_that_was_removed_is_not_the_only_one() -> None:
    known = [*TWO, removed("s")]

    assert targets(row("return", "requested=11-10"), against=known) == ["r"]


def test_a_return_to_which_that_happened_on_another_day_is_another() -> None:
    known = [*ONE, *imported(did("requested", "11-09", "r"))]

    assert targets(row("return", "requested=11-10"), against=known) == ["new1"]


# --- mails


def test_a_mail_brings_the_oldest_return_forward_that_waits() -> None:
    known = [*TWO, *imported(did("approved", "11-11", "r"))]

    assert targets(mail("return", "approved=11-12"), against=known) == ["s"]


def test_where_none_waits_a_mail_tells_of_the_last_again() -> None:
    known = [*TWO, *imported(did("approved", "11-11", "r"), did("approved", "11-11", "s"))]
    found = held(mail("return", "approved=11-12", reason="late"), against=known)

    assert appended(found) == [("fact", "s", {"reason": "late"})]


def test_a_mail_about_no_return_that_is_there_makes_one() -> None:
    known = [*ONE, removed("r")]

    assert targets(mail("return", "approved=11-12"), against=known) == ["new1"]


def test_only_a_request_by_mail_makes_another_return() -> None:
    known = [*ONE, *imported(did("requested", "11-09", "r"))]

    assert targets(mail("return", "requested=11-20"), against=known) == ["new1"]


# --- money


def refund(on: str = "11-15", minor: int = 2500, **more: Any) -> Any:
    return row("refund", f"refund_issued={on}", **{"amount": euros(minor), **more})


def mailed(on: str = "11-15", minor: int = 2500, **more: Any) -> Any:
    return mail("refund", f"refund_issued={on}", amount=euros(minor), **more)


def money(*rows: Any, against: list[Entry] = ONE) -> int:
    """How many of the rows are new money."""
    return len(held(*rows, against=against).drafts)


def paid(on: str = "11-15", minor: int = 2500, **more: Any) -> Entry:
    return did("refund_issued", on, "r", amount=eur(minor), **more)


def test_a_refund_of_several_returns_is_the_order_s() -> None:
    assert targets(refund(), against=TWO) == ["case"]
    assert targets(refund(), against=[*TWO, removed("s")]) == ["r"]


def test_the_same_money_twice_in_a_file_came_twice() -> None:
    assert money(refund(line=1), refund(line=2)) == 2


def test_money_that_was_imported_is_known_as_often_as_it_came() -> None:
    once = [*ONE, *imported(paid())]

    assert money(refund(), against=once) == 0
    assert money(refund(line=1), refund(line=2), against=once) == 1


@pytest.mark.parametrize(
    "other", [refund("11-16"), refund(minor=2501), refund(code="ARN-1"),
              row("refund", "money_in=11-15", amount=euros(2500)),
              refund(amount=None)],
)  # fmt: skip
def test_other_money_is_new(other: Any) -> None:
    assert money(other, against=[*ONE, *imported(paid())]) == 1


@pytest.mark.parametrize(("on", "new"), [("11-10", 0), ("11-20", 0), ("11-09", 1), ("11-21", 1)])
def test_money_that_the_user_typed_is_the_same_within_five_days(on: str, new: int) -> None:
    assert money(refund(), against=[*ONE, paid(on)]) == new
    assert money(refund(minor=100), against=[*ONE, paid(on)]) == 1


@pytest.mark.parametrize(("on", "new"), [("11-10", 0), ("11-20", 0), ("11-09", 1), ("11-21", 1)])
def test_a_mail_and_a_table_tell_of_the_same_money_within_five_days(on: str, new: int) -> None:
    assert money(mailed(), against=[*ONE, *imported(paid(on))]) == new
    assert money(refund(), against=[*ONE, *imported(paid(on, note=BY_MAIL))]) == new


def test_money_of_two_mails_came_twice() -> None:
    assert money(mailed("11-14", line=1), mailed("11-15", line=2)) == 2
    assert money(mailed("11-14"), against=[*ONE, *imported(paid(note=BY_MAIL))]) == 1


def test_each_word_of_another_counts_once() -> None:
    """A table told of one refund; of two mails about such money the second tells of another."""
    known = [*ONE, *imported(paid())]

    assert money(mailed("11-14", line=1), mailed("11-16", line=2), against=known) == 1


def test_a_mail_and_a_table_of_one_import_tell_of_the_same_money() -> None:
    assert money(refund("11-14"), mailed("11-16")) == 1
    assert money(mailed("11-16"), refund("11-14")) == 1


def test_a_refund_by_mail_is_noted_as_that() -> None:
    assert appended(held(mailed(), against=ONE)) == [
        ("event", "r", {"event": "refund_issued", "on": "2026-11-15", "amount": eur(2500),
                        "note": "told by mail"}),
    ]  # fmt: skip


def test_a_refund_without_an_amount_has_none() -> None:
    assert appended(held(refund(amount=None), against=ONE)) == [
        ("event", "r", {"event": "refund_issued", "on": "2026-11-15"}),
    ]


def test_a_settled_return_that_was_paid_in_two_currencies_expects_what_it_did() -> None:
    usd = {"minor": 100, "currency": "USD"}
    known = [*ONE, *imported(did("refund_issued", "11-12", "r", amount=usd))]

    assert money(refund(settled=True), against=known) == 1
