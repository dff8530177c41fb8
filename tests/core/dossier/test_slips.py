"""The slip that goes into a parcel: what a shop must see, and what is packed."""

from __future__ import annotations

from typing import Any

import pytest

from returnctl.core.case import Case, Evidence, Item, Order, Return
from returnctl.core.dossier.slip import Check, Slip, slip
from tests.core.building import day
from tests.core.dossier.building import event

ALL_ELSE = "In the box: accessories, cables, manuals and everything else that came with it"


def case(*, number: str | None = "17-1", **more: Any) -> Case:
    return Case(id="o", order=Order(shop="ebay", number=number, country="US"), **more)


def a_slip(of: Case, back: Return) -> Slip:
    found = slip(of, back, "eBay")
    assert found
    return found


def test_a_slip_has_all_that_a_shop_must_see() -> None:
    back = Return(id="r", code="RMA-1", reason="defective", return_to="Warehouse 4",
                  items=(("b", 1),))  # fmt: skip
    items = (Item(id="a", title="Hub"), Item(id="b", title="Cap", quantity=2))
    found = a_slip(case(items=items, returns=(back,)), back)

    assert (found.code, found.code_name, found.return_code) == ("RMA-1", "Return code", "RMA-1")
    assert (found.shop, found.order_number, found.reason, found.return_to, found.sheet) == (
        "eBay", "17-1", "defective", "Warehouse 4", "us-letter",
    )  # fmt: skip
    assert found.items == (("Cap", 1),)
    assert found.checks == (
        Check("Photo or video of the item as it leaves"),
        Check("In the box: 1 x Cap"),
        Check(ALL_ELSE),
        Check("In the box: this slip"),
        Check("Written on the parcel: RMA-1"),
        Check("Return label attached, old labels covered"),
        Check("Photo of the closed box with its label"),
        Check("Receipt of the counter kept"),
    )


def test_without_a_code_the_order_s_number_leads_the_shop_to_it() -> None:
    back = Return(id="r")
    items = (Item(id="a", title="Hub", quantity=3),)
    found = a_slip(case(items=items, returns=(back,)), back)

    assert (found.code, found.code_name, found.return_code) == ("17-1", "Order number", None)
    assert (found.items, found.reason) == ((("Hub", 3),), None)
    assert [each.text for each in found.checks[1:4]] == [
        "In the box: 3 x Hub", ALL_ELSE, "In the box: this slip",
    ]  # fmt: skip
    assert not any("Written on the parcel" in each.text for each in found.checks)


def test_without_code_and_number_there_is_no_slip() -> None:
    back = Return(id="r")

    assert slip(case(number=None, returns=(back,)), back, "eBay") is None


def test_a_reason_that_nobody_knows_is_told_as_it_is() -> None:
    back = Return(id="r", reason="haunted")

    assert a_slip(case(returns=(back,)), back).reason == "haunted"


def test_an_item_of_which_none_goes_back_is_not_on_it() -> None:
    back = Return(id="r", items=(("a", 0), ("b", 1)))
    items = (Item(id="a", title="Hub"), Item(id="b", title="Cap"))

    assert a_slip(case(items=items, returns=(back,)), back).items == (("Cap", 1),)


def kept(kind: str, of: str | None = "r", n: int = 1) -> Evidence:
    return Evidence(id=f"e{n}", kind=kind, taken=day("11-14"), of=of)


def done(*events: Any, evidence: tuple[Evidence, ...] = ()) -> dict[str, bool]:
    back = Return(id="r")
    other = Return(id="s", number=2)
    found = a_slip(case(returns=(back, other), events=events, evidence=evidence), back)
    return {each.text: each.done for each in found.checks}


APPROVED = event("approved", "11-12", "r")


@pytest.mark.parametrize(
    ("label", "text"),
    [
        (kept("label"), "Return label attached (a copy of it is kept), old labels covered"),
        (kept("label", None), "Return label attached (a copy of it is kept), old labels covered"),
        (kept("label", "s"), "Return label attached, old labels covered"),
        (kept("photo"), "Return label attached, old labels covered"),
    ],
)
def test_a_label_that_is_kept_is_said(label: Evidence, text: str) -> None:
    assert text in done(evidence=(label,))


def test_the_receipt_is_not_asked_for_before_the_return_was_agreed() -> None:
    assert done()["Receipt of the counter kept"] is False


@pytest.mark.parametrize("target", ["r", "o"])
@pytest.mark.parametrize("kind", ["approved", "label_received", "sent"])
def test_photos_and_the_receipt_that_are_kept_are_ticked(kind: str, target: str) -> None:
    evidence = tuple(kept(k, n=n) for n, k in enumerate(["photo", "video", "photo", "receipt"]))
    found = done(event(kind, "11-12", target), evidence=evidence)

    assert [text for text, is_done in found.items() if is_done] == [
        "Photo or video of the item as it leaves", "Photo of the closed box with its label",
        "Receipt of the counter kept",
    ]  # fmt: skip


def test_an_agreement_about_another_return_is_none() -> None:
    found = done(event("approved", "11-12", "s"), evidence=(kept("receipt"),))

    assert found["Receipt of the counter kept"] is False
