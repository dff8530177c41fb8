"""What a paper says the case is about: the purchase, the problem, and each return."""

from __future__ import annotations

from typing import Any

import pytest

from returnctl.core.case import Case, Item, Order, Return
from returnctl.core.dossier.claim import purchase, returns
from returnctl.core.dossier.paper import Cell
from returnctl.core.money import Money
from tests.core.dossier.building import euros, event, material, rows


def case(*, events: tuple[Any, ...] = (), items: Any = (), back: Any = (), **facts: Any) -> Case:
    order = Order(shop="ebay", zone="Europe/Berlin", **facts)
    return Case(id="o", order=order, events=events, items=items, returns=back)


def labels(found: list[tuple[str, Cell]]) -> dict[str, Cell]:
    return dict(found)


# --- in short


def test_a_bare_purchase_says_where_it_was_made_and_where_it_stands() -> None:
    section = purchase(material(case()))

    assert section.title == "In short"
    assert rows(section) == [
        ("Shop", Cell("ebay")),
        ("Status", Cell("Purchased, Sat 21 Nov 2026")),
    ]


def test_all_that_is_known_of_a_purchase_is_told_in_its_order() -> None:
    found = case(
        site="ebay.de", seller="Ann & Co", seller_country="DE", number="17-1", payment="PAY-9",
        price=euros(3000), paid_with="visa",
        items=(
            Item(id="a", title="Hub", price=euros(1000)),
            Item(id="b", title="Cap", quantity=2, price=euros(1000)),
            Item(id="c", title="Gift"),
        ),
        events=(
            event("ordered", "10-12"), event("paid", "10-13"), event("delivered", "11-08"),
            event("problem", "11-09", reason="defective", note="No power."),
        ),
    )  # fmt: skip

    assert rows(purchase(material(found, shop_title="eBay"))) == [
        ("Shop", Cell("eBay", below="ebay.de")),
        ("Seller", Cell("Ann & Co (DE)")),
        ("Order number", Cell("17-1", "code")),
        ("Payment number", Cell("PAY-9", "code")),
        ("Ordered", Cell("Mon 12 Oct 2026")),
        ("Paid", Cell("Tue 13 Oct 2026")),
        ("Price", Cell("30.00 EUR", below="paid with Visa credit")),
        ("Items", Cell("1 x Hub", below="10.00 EUR")),
        ("", Cell("2 x Cap", below="10.00 EUR each")),
        ("", Cell("1 x Gift")),
        ("Delivered", Cell("Sun 8 Nov 2026")),
        ("Problem", Cell("defective, noted on Mon 9 Nov 2026", below="No power.")),
        ("Status", Cell("Problem Noted, Sat 21 Nov 2026")),
        ("Should come back", Cell("30.00 EUR", "strong")),
    ]


@pytest.mark.parametrize(
    ("facts", "seller"),
    [
        ({"seller": "Ann"}, "Ann"),
        ({"seller_country": "CN"}, "not known (CN)"),
        ({"seller": "Ann", "seller_country": "CN"}, "Ann (CN)"),
    ],
)
def test_of_the_seller_is_told_what_is_known(facts: dict[str, Any], seller: str) -> None:
    assert labels(rows(purchase(material(case(**facts)))))["Seller"] == Cell(seller)


@pytest.mark.parametrize(
    ("paid_with", "below"),
    [(None, ""), ("shells", "paid with shells"), ("paypal", "paid with PayPal")],
)
def test_a_price_says_what_it_was_paid_with_where_that_is_known(
    paid_with: str | None, below: str
) -> None:
    found = rows(purchase(material(case(price=euros(500), paid_with=paid_with))))

    assert labels(found)["Price"] == Cell("5.00 EUR", below=below)


@pytest.mark.parametrize(
    ("reason", "says"), [(None, "noted"), ("haunted", "haunted"), ("late", "late")]
)
def test_a_problem_says_its_reason_in_words(reason: str | None, says: str) -> None:
    events = (event("problem", "11-09", reason=reason),)
    found = labels(rows(purchase(material(case(events=events)))))

    assert found["Problem"] == Cell(f"{says}, noted on Mon 9 Nov 2026")


def test_of_two_days_the_last_is_told() -> None:
    events = (event("delivered", "11-01"), event("delivered", "11-05"))

    assert labels(rows(purchase(material(case(events=events)))))["Delivered"] == Cell(
        "Thu 5 Nov 2026"
    )


def test_where_a_return_tells_the_money_the_purchase_does_not() -> None:
    found = labels(rows(purchase(material(case(price=euros(500), back=(Return(id="r"),))))))

    assert set(found) == {"Shop", "Price"}


# --- the returns


def test_an_order_without_a_return_has_no_chapter_of_them() -> None:
    assert returns(material(case())) is None


def test_all_that_is_known_of_a_return_is_told_in_its_order() -> None:
    back = Return(
        id="r", code="RMA-1", reason="damaged", resolution="refund_only",
        items=(("a", 1), ("gone", 2)), return_to="Warehouse 4", label="prepaid",
        postage=euros(495),
    )  # fmt: skip
    found = case(
        price=euros(3000),
        items=(Item(id="a", title="Hub", price=euros(3000)),),
        back=(back,),
        events=(event("requested", "11-10", "r"),),
    )
    section = returns(material(found))

    assert section
    assert section.title == "The return"
    assert rows(section)[0] == ("Status", Cell("Request Submitted, Sat 21 Nov 2026"))
    assert rows(section)[2:] == [
        ("Reason", Cell("damaged on arrival")),
        ("Asked for", Cell("refund without return")),
        ("Return code", Cell("RMA-1", "code")),
        ("Goes back", Cell("1 x Hub")),
        ("", Cell("2 x an item")),
        ("Return address", Cell("Warehouse 4")),
        ("Way back", Cell("prepaid label")),
        ("Postage paid", Cell("4.95 EUR")),
    ]


def test_words_that_nobody_knows_are_told_as_they_are() -> None:
    back = Return(id="r", reason="haunted", resolution="exorcism", label="by owl")
    found = labels(rows(returns(material(case(back=(back,))))))

    assert [found[label] for label in ("Reason", "Asked for", "Way back")] == [
        Cell("haunted"), Cell("exorcism"), Cell("by owl"),
    ]  # fmt: skip


def test_of_a_return_that_nothing_is_known_of_its_status_is_told() -> None:
    assert rows(returns(material(case(back=(Return(id="r"),))))) == [
        ("Status", Cell("Request Submitted, Sat 21 Nov 2026"))
    ]


def test_several_returns_are_told_apart_by_their_numbers() -> None:
    back = (Return(id="r"), Return(id="s", number=2))
    section = returns(material(case(back=back)))

    assert section
    assert section.title == "The returns"
    assert [rows(section, n)[0] for n in (0, 1)] == [
        ("Return 1", Cell("", "strong")), ("Return 2", Cell("", "strong")),
    ]  # fmt: skip


# --- where it stands


def refunded(*paid: Any) -> list[tuple[str, Cell]]:
    found = case(
        price=euros(3000),
        back=(Return(id="r"),),
        events=(event("requested", "11-10", "r"), event("refund_issued", "11-12", "r"), *paid),
    )
    return rows(returns(material(found)))


def test_a_refund_that_was_only_promised_is_called_that() -> None:
    assert refunded()[0] == (
        "Status",
        Cell("Refund promised by the shop, not all of it received, Sat 21 Nov 2026"),
    )


def test_what_is_still_open_is_told_where_it_is_not_all() -> None:
    assert refunded(event("money_in", "11-14", "r", amount=euros(1000)))[1:] == [
        ("Should come back", Cell("30.00 EUR", "strong")),
        ("Still open", Cell("20.00 EUR", "strong")),
    ]


def test_money_that_all_came_leaves_nothing_open() -> None:
    found = refunded(event("money_in", "11-14", "r", amount=euros(3000)))

    assert found == [
        ("Status", Cell("Completed, Sat 21 Nov 2026")),
        ("Should come back", Cell("30.00 EUR", "strong")),
    ]


def test_money_of_a_return_is_counted_by_the_whole_case() -> None:
    """What was left out of the paper still counts."""
    whole = case(
        price=euros(3000),
        back=(Return(id="r"),),
        events=(event("money_in", "11-14", "r", amount=Money(1000, "EUR")),),
    )
    told = case(price=euros(3000), back=(Return(id="r"),))

    assert labels(rows(returns(material(told, whole=whole))))["Still open"] == Cell(
        "20.00 EUR", "strong"
    )
