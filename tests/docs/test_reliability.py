"""The page of what was tried says what the harnesses counted, and leaves out nothing."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from scripts.make_reliability_page import MATRIX, PAGE, ROOT, made, page
from tests.slow.tally import RESULTS, Tally

ROWS: dict[str, dict[str, Any]] = tomllib.loads(MATRIX.read_text(encoding="utf-8"))
TALLIES = [Tally.read(path) for path in sorted(RESULTS.glob("*.json"))]


def test_the_page_is_made_of_what_was_counted() -> None:
    """If not: python -m scripts.make_reliability_page."""
    assert PAGE.read_text(encoding="utf-8") == made()


@pytest.mark.parametrize("row", ROWS)
def test_each_row_names_tests_that_are_there(row: str) -> None:
    assert ROWS[row]["tests"]
    assert [test for test in ROWS[row]["tests"] if not (ROOT / test).is_file()] == []


def test_every_tally_belongs_to_a_row_and_has_a_control() -> None:
    assert [tally for tally in TALLIES if tally.row not in ROWS or not tally.control] == []


def test_a_bad_figure_would_be_seen_on_the_page() -> None:
    bad = Tally(row="A2", what="Kills", tried=1000, lost=3, control="autocommit: 9 lost")

    assert "| A2 | Kills | 1,000 | 3 | 0 | 0 | autocommit: 9 lost |" in page(ROWS, [bad])
    assert "3 lost, 0 torn" in page(ROWS, [bad])
