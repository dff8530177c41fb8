"""What readers of tables share: a row at a time, and the reason where one cannot be read."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from sys import intern
from typing import Any, Final

from returnctl.core.case import Fields
from returnctl.core.facts import money_json
from returnctl.core.imported import Found, Skipped
from returnctl.core.money import Money
from returnctl.core.structs import Struct
from returnctl.importing.tables import Row, Table, clean_text, said
from returnctl.importing.way import Unreadable, Way

_MOST_KNOWN: Final = 5_000

ReadRow = Callable[[Row], Iterable[Found]]


class TableFormat(Struct, frozen=True):
    """A layout that somebody exports.

    `needs` are the keys of the columns that tell it from all others; `numbers` are those with the
    order's number. `reader` looks at whole columns where it must and returns what reads a row.
    """

    name: str
    title: str
    needs: frozenset[str]
    reader: Callable[[Table, Way], ReadRow]
    numbers: tuple[str, ...] = ("orderid",)


def each_row(table: Table, read: ReadRow) -> Iterator[Found | Skipped]:
    """Yield what the rows of a table say; a row that cannot be read is told with its reason."""
    for row in table.rows():
        if isinstance(row, Skipped):
            yield row
            continue
        try:
            yield from read(row)
        except Unreadable as error:
            yield skipped(table, row, str(error))


def skipped(table: Table, row: Row, reason: str) -> Skipped:
    """Return a row that is not imported."""
    return Skipped(table.origin(row), reason, table.header, tuple(row.cells))


def need(text: str, what: str) -> str:
    """Return a cell's text.

    Raises:
        Unreadable: it says nothing.
    """
    clean = clean_text(text)
    if not clean:
        raise Unreadable(f"it has no {what}")
    return clean


def read_quantity(text: str) -> int:
    """Return a number of pieces; one where nothing is said.

    Raises:
        Unreadable: it is no whole number.
    """
    clean = text.removesuffix(".0").strip()
    if not clean:
        return 1
    if not (clean.isascii() and clean.isdigit() and len(clean) < 7):
        raise Unreadable(f'"{text[:40]}" is no quantity')
    return int(clean)


def facts(**values: Any) -> Mapping[str, Any]:
    """Return facts of an order in the log's form, without those that are not known."""
    return _facts(tuple((name, each) for name, each in values.items() if each not in (None, "")))


# Thousands of orders share a few facts, days and words: each is kept once.
@lru_cache(maxsize=_MOST_KNOWN)
def _facts(known: tuple[tuple[str, Any], ...]) -> Mapping[str, Any]:
    return {name: money_json(v) if isinstance(v, Money) else v for name, v in known}


@lru_cache(maxsize=_MOST_KNOWN)
def dated(event: str, day: date | None) -> tuple[tuple[str, date], ...]:
    """Return an event with its day; nothing where the day is not known."""
    return ((event, day),) if day else ()


def word(text: str) -> str | None:
    """Return a word that many rows share, in lower case; None where there is none."""
    return intern(clean_text(text).lower()) or None


class OwnColumns:
    """The columns of a table that stay with its rows, under the names that the table gives them.

    Tables say the same words over and over: each is kept once, however many rows there are.
    """

    def __init__(self, table: Table, columns: Iterable[int]) -> None:
        """Take the places of the columns."""
        self._names = [(at, clean_text(table.header[at])) for at in columns]
        self._known: dict[tuple[str, str], tuple[str, str]] = {}

    @classmethod
    def of(cls, table: Table, keys: Iterable[str]) -> "OwnColumns":
        """Take the columns with these keys that the table has."""
        return cls(table, (table.columns[key] for key in keys if key in table.columns))

    def __call__(self, row: Row) -> Fields:
        """Return what the columns say in a row, where they say something."""
        found = ((name, clean_text(said(row.cells[at]))) for at, name in self._names)
        return tuple(self._once(pair) for pair in found if pair[1])

    def _once(self, pair: tuple[str, str]) -> tuple[str, str]:
        if len(self._known) < _MOST_KNOWN:
            return self._known.setdefault(pair, pair)
        return self._known.get(pair, pair)
