"""A table of whatever kind: a header, and rows that can be read as often as needed.

Cells are text. A column is named by its key: the header without case, accents, spaces and signs.
"""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Final, NamedTuple

from returnctl.core.imported import Origin, Skipped
from returnctl.core.structs import Struct

_LONGEST: Final = 10_000
# What exporters write where they have nothing.
NOTHING: Final = frozenset(
    ("", "not available", "not applicable", "n/a", "na", "null", "none", "nan", "-", "--")
)
# Put before a cell by whoever kept a spreadsheet from taking it for a formula.
_FORMULA: Final = tuple("=+-@")
_DROPPED: Final = {0: None, **dict.fromkeys(range(0xD800, 0xE000))}


class Row(NamedTuple):
    """A row: the line it begins in, and its cells, as many as the header has."""

    line: int
    cells: Sequence[str]


Rows = Callable[[], Iterator[Row | Skipped]]


class Table(Struct, frozen=True, dict=True):
    """A table of a file; `name` says which."""

    name: str
    header: tuple[str, ...]
    rows: Rows

    @cached_property
    def columns(self) -> dict[str, int]:
        """Where each column is, by its key; of two with one name the first counts."""
        found: dict[str, int] = {}
        for number, text in enumerate(self.header):
            found.setdefault(column_key(text), number)
        return found

    def has(self, keys: Sequence[str] | frozenset[str]) -> bool:
        """Say whether all these columns are there."""
        return all(key in self.columns for key in keys)

    def cell(self, row: Row, *keys: str) -> str:
        """Return the first of some cells that says something, else an empty text."""
        for key in keys:
            at = self.columns.get(key)
            if at is not None and (text := said(row.cells[at])):
                return text
        return ""

    def values(self, *keys: str) -> Iterator[str]:
        """Yield what a column says, row by row, where it says something."""
        for row in self.rows():
            if isinstance(row, Row) and (text := self.cell(row, *keys)):
                yield text

    def origin(self, row: Row) -> Origin:
        """Return where a row stands."""
        return Origin(self.name, row.line)


def column_key(text: str) -> str:
    """Return what a column is looked up by."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(char for char in plain if char.isalnum())


def said(text: str) -> str:
    """Return what a cell says, nothing where it only says that it is empty."""
    clean = text.strip()
    return "" if clean.casefold() in NOTHING else clean


def clean_text(text: str) -> str:
    """Return a text that can be stored and shown: no NUL, no mark against formulas, not endless."""
    clean = text.translate(_DROPPED).strip()
    if clean.startswith("'") and clean[1:].startswith(_FORMULA) and not clean.endswith("'"):
        clean = clean[1:]
    return clean[:_LONGEST]
