"""Tables for spreadsheets and as CSV: columns with a name and a kind, and cells that are values.

An amount is two columns: the number under its name, its currency under NAME_currency. Text stays
text: codes and order numbers are no numbers, however many digits they have.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from returnctl.core.structs import Struct

Kind = Literal["text", "number", "amount", "day"]
Cell = str | int | Decimal | date | None

# What begins a formula in one spreadsheet or another.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


class Head(Struct, frozen=True):
    """A column: its name, and what its cells are."""

    name: str
    kind: Kind = "text"


class Sheet(Struct, frozen=True):
    """Names of columns and rows of cells; rows may come one by one."""

    names: tuple[str, ...]
    rows: Iterable[Sequence[Cell]]


def heads(*texts: str) -> tuple[Head, ...]:
    """Return columns from their names, a kind other than text behind a colon: `price:amount`."""
    found = []
    for text in texts:
        name, _, kind = text.partition(":")
        found.append(Head(name, _KINDS[kind]))
    return tuple(found)


_KINDS: Final[dict[str, Kind]] = {
    "": "text", "number": "number", "amount": "amount", "day": "day"
}  # fmt: skip


def sheet_of(columns: Sequence[Head], records: Iterable[Sequence[str]]) -> Sheet:
    """Return the table that records of texts are: what `--plain` has, with a type to each cell."""
    names = (
        (head.name, f"{head.name}_currency") if head.kind == "amount" else (head.name,)
        for head in columns
    )
    rows = (
        [cell for head, text in zip(columns, record, strict=True) for cell in _cells(head, text)]
        for record in records
    )
    return Sheet(tuple(name for each in names for name in each), rows)


def _cells(head: Head, text: str) -> Iterator[Cell]:
    if head.kind == "amount":
        yield from _amount(text)
    elif head.kind == "number":
        yield _number(text)
    elif head.kind == "day":
        yield _day(text)
    else:
        yield text or None


def _number(text: str) -> Cell:
    """Return a number; the median of days may have a half."""
    if not text:
        return None
    return Decimal(text) if "." in text else int(text)


def _amount(text: str) -> tuple[Cell, Cell]:
    """Return number and currency; a sum of several currencies has no number, and stays text."""
    number, _, currency = text.partition(" ")
    if not number:
        return None, None
    return (Decimal(number), currency) if " " not in currency else (text, None)


def _day(text: str) -> Cell:
    with suppress(ValueError):
        return date.fromisoformat(text)
    return text or None


def defused(text: str) -> str:
    """Return text that no spreadsheet takes for a formula: with an apostrophe before its start."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def cell_text(cell: Cell) -> str:
    """Return what a cell is in CSV: numbers with a point, dates as 2026-11-21, text defused."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return defused(cell)
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def csv_lines(sheet: Sheet) -> Iterator[bytes]:
    """Yield a table as CSV after RFC 4180, row by row: names first, CRLF, UTF-8 without a mark."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(sheet.names)
    yield _taken(text)
    for cells in sheet.rows:
        writer.writerow([cell_text(cell) for cell in cells])
        yield _taken(text)


def _taken(text: io.StringIO) -> bytes:
    found = text.getvalue()
    text.seek(0)
    text.truncate()
    return found.encode("utf-8", "backslashreplace")
