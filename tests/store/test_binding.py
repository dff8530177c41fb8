"""What sqlite3 is told once of values, so that it need not ask each of them."""

import sqlite3

import pytest

from returnctl.store.binding import settle_types


@pytest.mark.parametrize(
    ("value", "kept"), [(None, None), (True, 1), (False, 0), (7, 7), ("oak lamp", "oak lamp")]
)
def test_values_are_kept_as_they_always_were(value: object, kept: object) -> None:
    """It is told what it would have found out: nothing is NULL, yes and no are 1 and 0."""
    conn = sqlite3.connect(":memory:")
    before = conn.execute("SELECT ?1, typeof(?1)", (value,)).fetchone()

    settle_types()

    assert conn.execute("SELECT ?1, typeof(?1)", (value,)).fetchone() == before
    assert before[0] == kept
