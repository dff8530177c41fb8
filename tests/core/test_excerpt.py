"""A long text in a line: cut between words, and a code never inside."""

from __future__ import annotations

import pytest

from returnctl.core.excerpt import excerpt


@pytest.mark.parametrize(
    ("text", "most", "told"),
    [
        ("one two", 7, "one two"),
        ("one  two\n three", 13, "one two three"),
        ("one two three", 12, "one two ..."),
        ("one two three", 7, "one two ..."),
        ("one two three", 6, "one ..."),
        ("one two three", 3, "one ..."),
        ("RMA20261110-4482 is the code", 5, "RMA20261110-4482 ..."),
        ("RMA20261110-4482", 5, "RMA20261110-4482"),
        ("", 5, ""),
    ],
)
def test_a_text_ends_with_a_word_or_three_dots(text: str, most: int, told: str) -> None:
    assert excerpt(text, most) == told
