"""What happened, as a paper tells it: a row for each event, with all that came with it."""

from __future__ import annotations

from typing import Any

from returnctl.core.case import Case, Order, Return
from returnctl.core.dossier.happened import happened
from returnctl.core.dossier.paper import Cell, Table
from returnctl.core.dossier.timeline import Timeline
from returnctl.core.money import Money
from tests.core.building import day
from tests.core.dossier.building import euros, event, material, table


def told(*events: Any, returns: tuple[Return, ...] = (), **facts: Any) -> Table:
    case = Case(id="o", order=Order(shop="ebay", **facts), events=events, returns=returns)
    section = happened(material(case))
    assert section
    assert section.title == "What happened"
    assert isinstance(section.blocks[0], Timeline)
    return table(section, 1)


def below(found: Table) -> list[str]:
    return [row[2].below for row in found.rows]


def test_where_nothing_happened_nothing_is_told() -> None:
    assert happened(material(Case(id="o"))) is None


def test_events_are_numbered_in_the_order_of_their_days() -> None:
    found = told(event("delivered", "11-08"), event("ordered", "11-01"))

    assert found.head == ("No.", "Day", "What happened")
    assert found.rows == (
        (Cell("1", "strong"), Cell("Sun 1 Nov 2026", "day"), Cell("Ordered")),
        (Cell("2", "strong"), Cell("Sun 8 Nov 2026", "day"), Cell("Delivered to the buyer")),
    )


def test_the_buyer_s_own_lists_are_nobody_s_business() -> None:
    found = told(event("ordered", "11-01"), event("watch", "11-02"), event("archived", "11-03"))

    assert [row[2].text for row in found.rows] == ["Ordered"]


def test_where_not_all_is_the_buyer_s_word_each_says_where_it_is_known_from() -> None:
    found = told(
        event("ordered", "11-01", source="import"),
        event("delivered", "11-02", source="tracking"),
        event("problem", "11-03"),
        event("repaired", "11-04", source="owl"),
    )

    assert found.head == ("No.", "Day", "What happened", "Known from")
    assert [row[3] for row in found.rows] == [
        Cell("shop's export", "dim"), Cell("carrier's scans", "dim"), Cell("buyer's record", "dim"),
        Cell("owl", "dim"),
    ]  # fmt: skip


def test_of_several_returns_an_event_says_whose_it_is() -> None:
    returns = (Return(id="r"), Return(id="s", number=2))
    found = told(event("ordered", "11-01"), event("requested", "11-02", "s"), returns=returns)

    assert [row[2].text for row in found.rows] == [
        "Ordered", "The buyer asked for a return (return 2)",
    ]  # fmt: skip


def test_all_that_came_with_an_event_is_told_a_line_each() -> None:
    found = told(
        event("money_in", "11-15", reason="defective", refusal="too_late", outcome="refund",
              channel="platform", tender="bank", amount=euros(2500), worth=Money(2700, "USD"),
              code="ARN-1", until=day("12-31"), note="at last"),
    )  # fmt: skip

    assert below(found)[0].splitlines() == [
        "Reason: defective", "Reason given: too late", "Outcome: refund", "With: the platform",
        "Paid to: the bank account", "Amount: 25.00 EUR, worth 27.00 USD", "Number: ARN-1",
        "Until: Thu 31 Dec 2026", "Note: at last",
    ]  # fmt: skip


def test_words_that_nobody_knows_are_told_as_they_are() -> None:
    found = told(event("decided", "11-15", reason="haunted", outcome="draw", channel="owls"))

    assert below(found)[0].splitlines() == ["Reason: haunted", "Outcome: draw", "With: owls"]


def test_paying_costs_the_order_s_price_where_nothing_else_is_known() -> None:
    events = (event("ordered", "11-01"), event("paid", "11-02"),
              event("paid", "11-03", amount=euros(1200)))  # fmt: skip

    assert below(told(*events, price=euros(3000))) == ["", "Amount: 30.00 EUR", "Amount: 12.00 EUR"]
