"""The money as a paper tells it: a line for each part, their sum, and each dispute's amounts."""

from __future__ import annotations

from typing import Any

from returnctl.core.case import Case, Order, Return
from returnctl.core.dossier.paper import Cell
from returnctl.core.dossier.sums import contests, money
from returnctl.core.money import Money
from tests.core.building import day
from tests.core.dossier.building import euros, event, material, rows, table

HEAD = ("Part", "Expected", "Promised by the shop", "Received", "Difference")


def case(*events: Any, back: tuple[Return, ...] = (Return(id="r"),), **facts: Any) -> Case:
    return Case(id="o", order=Order(shop="ebay", **facts), returns=back, events=events)


def cells(*texts: str) -> tuple[Cell, ...]:
    """A row of the table: its part, and amounts."""
    part, *amounts = texts
    return (Cell(part), *(Cell(each, "amount") for each in amounts))


ASKED = event("requested", "11-10", "r")


def test_where_no_amount_is_known_no_money_is_told() -> None:
    assert money(material(case(ASKED))) is None


def test_one_part_needs_no_sum() -> None:
    section = money(material(case(ASKED, price=euros(3000))))

    assert section
    assert section.title == "Money"
    assert (table(section).head, table(section).caption) == (HEAD, "")
    assert table(section).rows == (
        cells("item", "30.00 EUR", "0.00 EUR", "0.00 EUR", "-30.00 EUR"),
    )
    assert rows(section, 1) == [("Not received yet", Cell("30.00 EUR", "strong"))]


def test_several_parts_add_up() -> None:
    expected = (("item", euros(2500)), ("postage", euros(500)))
    paid = event("money_in", "11-15", "r", amount=euros(2600))
    promised = event("refund_issued", "11-14", "r", amount=euros(3000))
    section = money(material(case(ASKED, promised, paid, price=euros(3000), expected=expected)))

    last = table(section).rows[-1]
    assert [row[0].text for row in table(section).rows] == ["item", "postage", "sum"]
    assert last == (
        Cell("sum", "strong"),
        *(Cell(each, "amount") for each in ("30.00 EUR", "30.00 EUR", "26.00 EUR", "-4.00 EUR")),
    )
    assert rows(section, 1) == [
        ("Too little by", Cell("4.00 EUR", "strong")),
        ("Not received yet", Cell("4.00 EUR", "strong")),
    ]


def test_what_was_asked_in_a_dispute_and_what_is_too_much_is_told() -> None:
    asked = event("dispute_opened", "11-11", "r", channel="platform", amount=euros(1500))
    paid = event("money_in", "11-15", "r", amount=euros(4000))
    found = dict(rows(money(material(case(ASKED, asked, paid, price=euros(3000)))), 1))

    assert found["Asked for in a dispute"] == Cell("15.00 EUR", "strong")
    assert found["Too much by"].style == "strong"


def test_money_of_another_currency_is_told_and_not_counted() -> None:
    paid = event("money_in", "11-15", "r", amount=Money(2500, "USD"))
    found = rows(money(material(case(ASKED, paid, price=euros(3000)))), 1)

    assert ("Received, not counted", Cell("25.00 USD")) in found


def test_of_several_returns_each_has_its_table() -> None:
    back = (Return(id="r", expected=(("item", euros(1000)),)),
            Return(id="s", number=2, expected=(("item", euros(2000)),)))  # fmt: skip
    section = money(material(case(ASKED, event("requested", "11-11", "s"), back=back)))

    assert section
    captions = [table(section, n).caption for n in range(0, len(section.blocks), 2)]
    assert captions == ["return 1", "return 2"]


def test_a_return_that_the_paper_is_not_about_has_no_sums() -> None:
    back = (Return(id="r", expected=(("item", euros(1000)),)),
            Return(id="s", number=2, expected=(("item", euros(2000)),)))  # fmt: skip
    whole = case(ASKED, event("requested", "11-11", "s"), back=back)
    told = case(ASKED, back=back[:1])
    section = money(material(told, whole=whole))

    assert section
    assert len(section.blocks) == 2


# --- disputes


def test_where_nothing_was_contested_no_dispute_is_told() -> None:
    assert contests(material(case(ASKED))) is None


def test_all_that_is_known_of_a_dispute_is_told_in_its_order() -> None:
    events = (
        event("dispute_opened", "11-11", "r", channel="platform", amount=euros(3000), code="D-1",
              reason="defective"),
        event("offer_made", "11-12", "r", channel="platform", amount=euros(1000)),
        event("dispute_rejected", "11-13", "r", channel="platform", refusal="too_late"),
        event("decided", "11-14", "r", channel="platform", amount=euros(2000),
              outcome="partial_refund", until=day("11-24")),
    )  # fmt: skip
    section = contests(material(case(ASKED, *events)))

    assert section
    assert section.title == "Disputes"
    assert rows(section) == [
        ("With", Cell("the platform", "strong")),
        ("Opened", Cell("Wed 11 Nov 2026")),
        ("Case number", Cell("D-1", "code")),
        ("Last", Cell("The dispute was decided, Sat 14 Nov 2026")),
        ("Reason", Cell("defective")),
        ("Refused because", Cell("too late")),
        ("Outcome", Cell("partial refund")),
        ("Asked", Cell("30.00 EUR")),
        ("Offered", Cell("10.00 EUR")),
        ("Awarded", Cell("20.00 EUR")),
        ("Answer by", Cell("Tue 24 Nov 2026")),
    ]


def test_of_a_bare_dispute_its_last_step_is_told() -> None:
    assert rows(contests(material(case(event("escalated", "11-13", "r"))))) == [
        ("With", Cell("the shop", "strong")),
        ("Last", Cell("The buyer asked the service to step in, Fri 13 Nov 2026")),
    ]


def test_a_channel_that_nobody_knows_is_told_as_it_is() -> None:
    opened = event("dispute_opened", "11-11", "s", channel="owls", reason="haunted")
    back = (Return(id="r"), Return(id="s", number=2))
    found = rows(contests(material(case(opened, back=back))))

    assert found[0] == ("With", Cell("owls", "strong", below="return 2"))
    assert ("Reason", Cell("haunted")) in found
