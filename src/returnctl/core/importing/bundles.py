"""Rows of one order, put together: a table has a line for each item, a case has one order.

Convention: rows that stand in two overlapping files count once, rows that stand twice in one file
count twice.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final

from returnctl.core.imported import Found, Line, Skipped
from returnctl.core.money import Money
from returnctl.core.structs import Struct, replace
from returnctl.core.totals import total

_SKIPPED: Final = dict.fromkeys(map(ord, " \t\u00a0-\u2010\u2011\u2013"))
# Of an order in several parcels: it is shipped with the first, and delivered with the last.
_LAST: Final = frozenset(("delivered", "receipt_confirmed"))


class Bundle(Struct, frozen=True):
    """Everything that a file tells of one order, in the order of its rows."""

    shop: str
    number: str
    rows: tuple[Found, ...]

    def of(self, kind: str) -> tuple[Found, ...]:
        """Return the rows of one kind, each once."""
        rows = [row for row in self.rows if row.kind == kind]
        return _once(rows, again=kind in ("return", "refund"))

    @property
    def order(self) -> Found | None:
        """The order's rows as one row; None where the file has only what became of it."""
        rows = [row for row in self.rows if row.kind == "order"]
        return _merged(rows) if rows else None

    @property
    def apart(self) -> tuple[Skipped, ...]:
        """Return the rows of the order that cannot be added up: their currency is another one."""
        rows = [row for row in self.rows if row.kind == "order"]
        ours = _currency(rows)
        return tuple(
            Skipped(row.source, f"its amount is in {its}, the order's in {ours}: not added up")
            for row in rows
            if (its := row.facts.get("currency")) not in (None, ours)
        )


class Gathering:
    """Rows by the order they are about, as they come."""

    __slots__ = ("_rows",)

    def __init__(self) -> None:
        """Begin with nothing."""
        self._rows: dict[tuple[str, str], Found | list[Found]] = {}

    def add(self, row: Found) -> None:
        """Take a row in."""
        key = (row.shop, number_key(row.order_number))
        held = self._rows.get(key)
        if held is None:
            self._rows[key] = row
        elif isinstance(held, list):
            held.append(row)
        else:
            self._rows[key] = [held, row]

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Bundle]:
        """Yield a bundle for each order, in the order of their first rows."""
        for held in self._rows.values():
            rows = tuple(held) if isinstance(held, list) else (held,)
            yield Bundle(rows[0].shop, rows[0].order_number, rows)


def number_key(number: str) -> str:
    """Return what tells order numbers apart: spaces and dashes come in every way there is."""
    return number.translate(_SKIPPED).upper()


def _merged(rows: Sequence[Found]) -> Found:
    first = rows[0]
    if len(rows) == 1 and len(first.items) < 2:
        return first if first.amount else replace(first, amount=_amount(rows, first.items, {}))
    facts: dict[str, Any] = {}
    for row in rows:
        facts |= row.facts
    if (ours := _currency(rows)) is not None:
        facts["currency"] = ours
        if facts.get("price", {}).get("currency", ours) != ours or _prices_differ(rows):
            # One of them would stand for all.
            facts.pop("price", None)
    lines = each_line(rows)
    return replace(
        first,
        items=lines,
        title=next((row.title for row in rows if row.title), ""),
        tracking_numbers=tuple(dict.fromkeys(n for row in rows for n in row.tracking_numbers)),
        amount=_amount(rows, lines, facts),
        happened=_happened(rows),
        facts=facts,
        fields=tuple(dict(pair for row in rows for pair in row.fields).items()),
        state=next((row.state for row in reversed(rows) if row.state), None),
    )


def _currency(rows: Iterable[Found]) -> str | None:
    """Return the currency of an order: that of the first row that says one."""
    return next((row.facts["currency"] for row in rows if row.facts.get("currency")), None)


def _prices_differ(rows: Iterable[Found]) -> bool:
    """Whether rows name the price of the whole order in several currencies."""
    return len({row.facts["price"]["currency"] for row in rows if row.facts.get("price")}) > 1


def each_line(rows: Iterable[Found]) -> tuple[Line, ...]:
    """Return the lines of rows of one order; `parcel` tells the like ones of one file apart.

    A line that a second file has too is the same line: its later words hold.
    """
    found: dict[tuple[str, str, int], Line] = {}
    seen: Counter[tuple[str, str, str]] = Counter()
    for row in rows:
        for line in row.items:
            key = line.key or line.title.casefold()
            seen[row.source.file, key, line.parcel] += 1
            nth = seen[row.source.file, key, line.parcel]
            parcel = line.parcel if nth == 1 else f"{line.parcel}#{nth}"
            found[key, line.parcel, nth] = replace(line, key=key, parcel=parcel)
    return tuple(found.values())


def _amount(rows: Sequence[Found], lines: Iterable[Line], facts: dict[str, Any]) -> Money | None:
    if (price := facts.get("price")) is not None:
        return Money(price["minor"], price["currency"])
    sums = [line_total(line) for line in lines]
    if sums and all(sums):
        return total(sums)
    told = [row.amount for row in rows if row.amount]
    return told[0] if len({each.currency for each in told}) == 1 else None


def line_total(line: Line) -> Money | None:
    """Return what a line cost."""
    if line.paid is not None:
        return line.paid
    return line.price and Money(line.price.minor * line.quantity, line.price.currency)


def _happened(rows: Iterable[Found]) -> tuple[tuple[str, date], ...]:
    days: dict[str, list[date]] = {}
    for row in rows:
        for name, day in row.happened:
            days.setdefault(name, []).append(day)
    return tuple((name, (max if name in _LAST else min)(each)) for name, each in days.items())


def _once(rows: Iterable[Found], *, again: bool) -> tuple[Found, ...]:
    """Drop what another file says too; with `again` what one file has twice stays twice."""
    most: dict[Any, int] = {}
    here: Counter[Any] = Counter()
    found: list[Found] = []
    for row in rows:
        what = (row.happened, row.amount, row.tracking_numbers, row.code, row.key, row.reason,
                (row.said_on, row.state) if row.by_mail else None)  # fmt: skip
        here[row.source.file, what] += 1
        if here[row.source.file, what] > most.get(what, 0) and (again or what not in most):
            most[what] = here[row.source.file, what]
            found.append(row)
    return tuple(found)
