"""Tables for spreadsheets: a type to each cell, and nothing that a spreadsheet runs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from returnctl.core.sheets import Cell, Head, Sheet, cell_text, csv_lines, defused, heads, sheet_of


def test_columns_are_text_unless_they_say_otherwise() -> None:
    assert heads("ref", "days:number", "price:amount", "due:day") == (
        Head("ref", "text"), Head("days", "number"), Head("price", "amount"), Head("due", "day"),
    )  # fmt: skip


def test_an_amount_is_two_columns() -> None:
    sheet = sheet_of(heads("ref", "price:amount"), [["a", "12.50 EUR"]])

    assert sheet.names == ("ref", "price", "price_currency")
    assert list(sheet.rows) == [["a", Decimal("12.50"), "EUR"]]


@pytest.mark.parametrize(
    ("kind", "text", "cells"),
    [
        ("text", "0012345", ["0012345"]),
        ("text", "", [None]),
        ("number", "12", [12]),
        ("number", "-3", [-3]),
        ("number", "2.5", [Decimal("2.5")]),
        ("number", "", [None]),
        ("day", "2026-11-21", [date(2026, 11, 21)]),
        ("day", "unknown", ["unknown"]),
        ("day", "", [None]),
        ("amount", "", [None, None]),
        ("amount", "3 JPY", [Decimal(3), "JPY"]),
        # A sum of several currencies has no number.
        ("amount", "3 JPY + 4.00 EUR", ["3 JPY + 4.00 EUR", None]),
    ],
)
def test_a_cell_is_the_value_that_its_column_says(kind: str, text: str, cells: list[Cell]) -> None:
    (row,) = sheet_of(heads(f"x:{kind}" if kind != "text" else "x"), [[text]]).rows

    assert row == cells
    assert [type(cell) for cell in row] == [type(cell) for cell in cells]


def test_a_record_with_a_cell_too_many_is_a_fault() -> None:
    with pytest.raises(ValueError, match="zip"):
        list(sheet_of(heads("x"), [["a", "b"]]).rows)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_what_begins_a_formula_gets_an_apostrophe(start: str) -> None:
    assert defused(f"{start}1+1") == f"'{start}1+1"
    assert defused(f"1{start}") == f"1{start}"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        ("=A1", "'=A1"),
        (-3, "-3"),
        (Decimal("-2.50"), "-2.50"),
        (date(2026, 11, 21), "2026-11-21"),
    ],
)
def test_numbers_and_days_are_written_plainly(cell: Cell, text: str) -> None:
    assert cell_text(cell) == text


def test_csv_has_its_names_first_and_each_row_apart() -> None:
    sheet = Sheet(("title", "days"), [['a "b", c', 1], ["Größe \ud800", None]])

    assert list(csv_lines(sheet)) == [
        b"title,days\r\n",
        b'"a ""b"", c",1\r\n',
        "Größe \\ud800,\r\n".encode(),
    ]
