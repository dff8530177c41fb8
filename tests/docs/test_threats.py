"""`THREATS.md` claims nothing that no test shows, and says what is left open."""

from __future__ import annotations

import re

import pytest

from scripts.make_pages import ROOT

TEXT = (ROOT / "THREATS.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in TEXT.splitlines()
    if line.startswith("| ") and not line.startswith("| threat ")
]
TESTS = sorted(set(re.findall(r"`(tests/[^`]+)`", TEXT)))


@pytest.mark.parametrize("name", TESTS)
def test_a_test_that_it_names_is_there_and_tests(name: str) -> None:
    assert "def test_" in (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_what_is_done_is_shown_and_what_is_not_is_said(row: list[str]) -> None:
    threat, done, shown, gap = row

    assert threat
    assert done
    assert re.fullmatch(r"`tests/[^`]+\.py`(, `tests/[^`]+\.py`)*", shown) or (done, shown) == (
        "nothing", "",
    )  # fmt: skip
    assert done != "nothing" or gap


@pytest.mark.parametrize(
    "word", ["mail", "CSV", "zip", "archive", "pack", "config", "evidence", "tracking service",
             "terminal", "crash", "power loss", "another user", "laptop", "library"],
)  # fmt: skip
def test_no_threat_that_we_know_of_is_left_out(word: str) -> None:
    assert any(word in row[0] for row in ROWS)


def test_it_can_be_found() -> None:
    assert "(../THREATS.md)" in (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
