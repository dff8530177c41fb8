"""The lengths of rules: read, written and said."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnctl.core.lengths import UNITS, Length, Unit, parse_length, words


@pytest.mark.parametrize(
    ("text", "length", "said"),
    [
        ("15d", Length(15, "d"), "15 days"),
        ("1d", Length(1, "d"), "1 day"),
        ("0d", Length(0, "d"), "0 days"),
        ("-7d", Length(-7, "d"), "7 days before"),
        ("-1bd", Length(-1, "bd"), "1 business day before"),
        ("3bd", Length(3, "bd"), "3 business days"),
        ("48h", Length(48, "h"), "48 hours"),
        ("2w", Length(2, "w"), "2 weeks"),
        ("6mo", Length(6, "mo"), "6 months"),
        ("1y", Length(1, "y"), "1 year"),
        ("876000h", Length(876000, "h"), "876000 hours"),
    ],
)
def test_length_is_read_and_said(text: str, length: Length, said: str) -> None:
    assert parse_length(text) == length
    assert words(length) == said


@pytest.mark.parametrize(
    "text",
    ["", "15", "d", "15 d", "+15d", "1.5d", "15D", "15m", "15days", "--7d", "٣d", "15d\n", "1d2h"],
)
def test_anything_else_is_no_length(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a length: write 15d"):
        parse_length(text)


@pytest.mark.parametrize("text", ["36501d", "101y", "-1201mo", "999999h"])
def test_more_than_a_century_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="longer than a century"):
        parse_length(text)


@pytest.mark.parametrize("unit", get_args(Unit))
def test_longest_length_of_each_unit_is_read(unit: Unit) -> None:
    longest = Length(UNITS[unit][1], unit)
    assert parse_length(str(longest)) == longest


@given(st.builds(Length, st.integers(-100, 100), st.sampled_from(get_args(Unit))))
def test_written_length_is_read_back_as_itself(length: Length) -> None:
    assert parse_length(str(length)) == length
