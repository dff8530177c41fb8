"""Rows of files, and cases that they are held against."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import count
from typing import Any

from msgspec.structs import replace

from returnctl.core.entries import Entry
from returnctl.core.imported import Found, FoundKind, Origin
from returnctl.core.importing.bundles import Bundle
from returnctl.core.importing.comparing import Comparison, compare
from returnctl.core.money import Money
from tests.core.building import day, log_of


def euros(minor: int) -> Money:
    return Money(minor, "EUR")


def row(kind: FoundKind, *happened: str, file: str = "a.csv", line: int = 1, **more: Any) -> Found:
    """A row of order 17; what happened as `delivered=11-08`."""
    days = tuple((name, day(on)) for name, _, on in (each.partition("=") for each in happened))
    given = {"shop": "ebay", "order_number": "17", "source": Origin(file, line), "happened": days}
    return Found(kind=kind, **{**given, **more})


def mail(kind: FoundKind, *happened: str, line: int = 1, **more: Any) -> Found:
    """What a mail tells; each is a file of its own."""
    return row(kind, *happened, file=f"{line}.eml", line=line, by_mail=True, **more)


def ids() -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"new{next(numbers)}"


def held(*rows: Found, against: Iterable[Entry] | None = None) -> Comparison:
    """Rows held against the entries of a case; without, they make a new one."""
    entries = () if against is None else log_of(*against)
    case_id = None if against is None else "case"
    return compare(Bundle("ebay", "17", rows), case_id, entries, ids())


def imported(*entries: Entry) -> list[Entry]:
    """Entries as an import makes them."""
    return [replace(each, source="import") for each in entries]


def verdicts(found: Comparison) -> list[str]:
    return [each.verdict for each in found.rows]


def appended(found: Comparison) -> list[tuple[str, str, dict[str, Any]]]:
    return [(each.kind, each.target, dict(each.data)) for each in found.drafts]
