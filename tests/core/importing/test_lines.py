"""Which recorded item a line of a table is: so that a second import adds nothing."""

from __future__ import annotations

from typing import Any

import pytest

from returnctl.core.entries import Entry
from returnctl.core.imported import Line
from returnctl.core.importing.lines import item_facts, line_name, matched
from returnctl.core.importing.said import Said
from tests.core.building import eur, log_of, noted, removed
from tests.core.importing.building import euros, imported


def items(*lines: tuple[str, str], typed: bool = False) -> list[Entry]:
    """Items by their title and the line they came from."""
    found = [noted("item", f"i{n}", title=title, **({"line": line} if line else {}))
             for n, (title, line) in enumerate(lines)]  # fmt: skip
    return found if typed else imported(*found)


def match(entries: list[Entry], *lines: Line) -> list[str | None]:
    return [item for _, item in matched(Said.of(log_of(*entries)), lines)]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        (Line(title="Hub"), "hub"),
        (Line(title="Hub", key="A1"), "A1"),
        (Line(title="Hub", key="A1", parcel="LP1"), "A1|LP1"),
    ],
)
def test_a_line_is_known_by_its_key_and_parcel(line: Line, name: str) -> None:
    assert line_name(line) == name
    assert match(items(("Other", "x"), ("Hub", name)), line) == ["i1"]


def test_each_item_is_one_line_only() -> None:
    line = Line(title="Hub", key="A1")

    assert match(items(("Hub", "A1"), ("Hub", "A1")), line, line, line) == ["i0", "i1", None]


def test_a_line_that_had_no_parcel_yet_gets_it() -> None:
    assert match(items(("x", "B"), ("Hub", "A1")), Line(title="Hub", key="A1", parcel="LP1")) == [
        "i1"
    ]


def test_a_second_like_line_of_a_parcel_is_no_later_word_of_the_first() -> None:
    entries = items(("x", "B"), ("Hub", "A1"))

    assert match(entries, Line(title="Hub", key="A1", parcel="LP1#2")) == [None]


def test_an_older_file_knows_no_parcel_yet() -> None:
    assert match(items(("x", "B"), ("Hub", "A1|LP1")), Line(title="Hub", key="A1")) == ["i1"]


def test_a_line_of_another_parcel_is_another_item() -> None:
    entries = items(("x", "B"), ("Hub", "A1|LP1"))

    assert match(entries, Line(title="Hub", key="A1", parcel="LP2")) == [None]


def test_an_item_that_the_user_typed_is_known_by_its_title() -> None:
    entries = items(("Cap", ""), ("HUB", ""), typed=True)

    assert match(entries, Line(title="hub", key="A1")) == ["i1"]


def test_an_item_of_a_table_is_not_known_by_its_title() -> None:
    assert match(items(("x", "B"), ("Hub", "Z9")), Line(title="Hub", key="A1")) == [None]


def test_the_only_item_that_the_user_typed_is_the_only_line() -> None:
    entries = items(("My hub", ""), typed=True)

    assert match(entries, Line(title="USB-C hub 7-in-1", key="A1")) == ["i0"]
    assert match(entries, Line(title="a"), Line(title="b")) == [None, None]


def test_of_several_items_none_is_guessed() -> None:
    entries = items(("My hub", ""), ("My cap", ""), typed=True)

    assert match(entries, Line(title="USB-C hub", key="A1")) == [None]
    assert match([*entries, removed("i1")], Line(title="USB-C hub", key="A1")) == ["i0"]


def test_the_only_item_of_a_table_is_not_any_line() -> None:
    assert match(items(("Hub", "Z9")), Line(title="Cap", key="A1")) == [None]


@pytest.mark.parametrize(
    ("line", "facts"),
    [
        (Line(title="Hub"), {"title": "Hub", "quantity": 1, "line": "hub"}),
        (
            Line(title="Hub", quantity=2, price=euros(5), paid=euros(9), fields=(("a", "b"),)),
            {"title": "Hub", "quantity": 2, "price": eur(5), "paid": eur(9),
             "fields": [["a", "b"]], "line": "hub"},
        ),
    ],
)  # fmt: skip
def test_an_item_holds_what_its_line_tells(line: Line, facts: dict[str, Any]) -> None:
    assert item_facts(line) == facts
