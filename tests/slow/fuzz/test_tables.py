"""Tables in twelve dialects come back cell by cell, and an unclosed quote never swallows a row."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable
from itertools import product

import pytest

from returnctl.core.errors import Refused
from returnctl.importing.documents import Document
from returnctl.importing.separated import separated_table
from returnctl.importing.tables import Row
from tests.slow.tally import Tally

DIALECTS = tuple(product(",;\t|", ((csv.QUOTE_MINIMAL, "\n"), (csv.QUOTE_MINIMAL, "\r\n"),
                                   (csv.QUOTE_ALL, "\n"))))  # fmt: skip
FIXTURES = 300
HEADER = ["Order ID", "Title", "Price", "Note"]
PIECES = ("Cup", "a, b", "x;y", 'says "hi"', "two\nlines", "\u00e9t\u00e9", "12,50", "1.234,56",
          " pad ", "'=1+1", "|", "tab\there", "\u96e8", "", "#", "\\", "2026-11-08")  # fmt: skip


def rows_of(chance: random.Random) -> list[list[str]]:
    def cell() -> str:
        return " ".join(chance.choices(PIECES, k=chance.randrange(1, 4)))

    return [
        [f"12-34567-{chance.randrange(10**5):05}", cell(), f"{chance.randrange(9999)},50", cell()]
        for _ in range(chance.randrange(1, 30))
    ]


def written(rows: list[list[str]], delimiter: str, quoting: int, end: str) -> str:
    out = io.StringIO(newline="")
    csv.writer(
        out, delimiter=delimiter, quoting=quoting, lineterminator=end  # type: ignore[arg-type]
    ).writerows([HEADER, *rows])  # fmt: skip
    return out.getvalue()


def read(text: str) -> list[list[str]]:
    content = text.encode()
    table = separated_table(Document("t.csv", len(content), lambda: io.BytesIO(content)))
    assert table is not None
    assert list(table.header) == HEADER
    return [list(row.cells) for row in table.rows() if isinstance(row, Row)]


def round_trips(fixtures: int) -> tuple[int, int]:
    """Write and read; return how many files there were, and how many came back otherwise."""
    tried = lost = 0
    for number in range(fixtures):
        rows = rows_of(random.Random(number))
        for delimiter, (quoting, end) in DIALECTS:
            tried += 1
            lost += read(written(rows, delimiter, quoting, end)) != rows
    return tried, lost


def torn_quotes(fixtures: int) -> tuple[int, int, int]:
    """Open quotes that are never closed; count those not refused, and those a naive reader eats."""
    swallowed = naive = 0
    for number in range(fixtures):
        chance = random.Random(number)
        rows = [[f"12-{n}", "Cup", "1.50", "x"] for n in range(chance.randrange(2, 60))]
        torn = chance.randrange(len(rows))
        rows[torn][chance.randrange(1, 4)] = "OPEN"
        delimiter, (_, end) = chance.choice(DIALECTS)
        text = written(rows, delimiter, csv.QUOTE_MINIMAL, end).replace("OPEN", '"open')
        try:
            swallowed += len(read(text)) != len(rows)
        except Refused as error:
            swallowed += "never closed" not in error.message
        else:
            swallowed += 1
        there = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))
        naive += len(there) != len(rows)
    return fixtures, swallowed, naive


def test_some_tables_come_back() -> None:
    assert round_trips(4) == (48, 0)


def test_some_unclosed_quotes_are_refused() -> None:
    tried, swallowed, naive = torn_quotes(30)
    assert (tried, swallowed) == (30, 0)
    assert naive > 10


@pytest.mark.slow
def test_thousands_of_tables_come_back(tallies: Callable[[Tally], None]) -> None:
    tried, lost = round_trips(FIXTURES)
    torn, swallowed, naive = torn_quotes(FIXTURES)
    control = f"csv.DictReader swallowed rows of {naive} of {torn} without a word"
    tallies(Tally(row="F2", what="tables in 12 dialects written and read back", tried=tried,
                  lost=lost, control=control))  # fmt: skip
    tallies(Tally(row="F2", what="tables with a quote that is never closed, refused", tried=torn,
                  lost=swallowed, control=control))  # fmt: skip
    assert (lost, swallowed) == (0, 0)
    assert naive > torn / 3
