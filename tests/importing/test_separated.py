"""What `csv.writer` writes in any dialect is read back cell by cell."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnctl.core.errors import Refused
from returnctl.importing.documents import Document
from returnctl.importing.separated import separated_table
from returnctl.importing.tables import Row

HEADER = ["Order ID", "Title", "Price"]
CELLS = st.text(
    st.characters(codec="utf-8", exclude_characters="\0\r", exclude_categories=["Cs"]), max_size=30
)
ROWS = st.lists(st.lists(CELLS, min_size=3, max_size=3).filter(lambda r: any(c.strip() for c in r)))


def document(text: str, encoding: str = "utf-8") -> Document:
    content = text.encode(encoding)
    return Document("t.csv", len(content), lambda: io.BytesIO(content))


def read(text: str, encoding: str = "utf-8") -> list[list[str]]:
    table = separated_table(document(text, encoding))
    assert table is not None
    assert list(table.header) == HEADER
    return [list(row.cells) for row in table.rows() if isinstance(row, Row)]


@given(ROWS, st.sampled_from(",;\t|"), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_every_cell_comes_back(
    rows: list[list[str]], delimiter: str, end: str, quoted: bool
) -> None:
    out = io.StringIO(newline="")
    csv.writer(
        out, delimiter=delimiter, lineterminator=end,
        quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL,
    ).writerows([HEADER, *rows])  # fmt: skip

    assert read(out.getvalue()) == rows
    assert read(out.getvalue(), "utf-8-sig") == rows


def test_commas_in_titles_do_not_make_a_header_of_the_first_row() -> None:
    """A table with semicolons, as spreadsheets in half of Europe write it."""
    rows = [["1", "Cable, 2 m, black, braided, USB-C", "9,90"], ["2", "Lamp", "19,90"]]
    lines = [";".join(row) for row in [HEADER, *rows]]

    assert read("\n".join(lines) + "\n") == rows


@given(st.integers(0, 50), st.integers(0, 2))
def test_a_quote_without_an_end_never_swallows_rows(after: int, column: int) -> None:
    """The file is refused, however many rows would be swallowed."""
    cells = ["a", "b", "c"]
    cells[column] = '"torn'
    rows = "".join(f"{number},x,y\n" for number in range(after))

    table = separated_table(document(f"{','.join(HEADER)}\n{','.join(cells)}\n{rows}"))

    assert table is not None
    with pytest.raises(Refused, match="line 2 is never closed"):
        list(table.rows())


@pytest.mark.parametrize("header", ['Order ID,"Title" x,Price', 'sep=,\nOrder ID,Title,Pri"ce"'])
def test_quotes_in_the_header_that_do_not_fit_are_no_bug(header: str) -> None:
    """Found by fuzzing: the header was passed over with more rigour than it was read with."""
    table = separated_table(document(f"{header}\n1,Cup,1.00\n"))

    assert table is not None
    assert [row.cells for row in table.rows() if isinstance(row, Row)] == [["1", "Cup", "1.00"]]


def test_a_quote_in_the_header_without_an_end_is_refused() -> None:
    table = separated_table(document('Order ID,"Title,Price\n1,Cup,1.00\n'))

    assert table is not None
    with pytest.raises(Refused, match="line 1 is never closed"):
        list(table.rows())
