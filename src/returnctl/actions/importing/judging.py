"""One order of a file against the records: what it adds, and the facts that no file has."""

from collections.abc import Callable
from datetime import timedelta
from functools import cache
from typing import Any

from returnctl.actions.desk import Desk
from returnctl.core.entries import Draft
from returnctl.core.imported import Skipped
from returnctl.core.importing.archiving import archive_drafts
from returnctl.core.importing.bundles import Bundle
from returnctl.core.importing.comparing import Comparison, compare
from returnctl.core.importing.horizon import longest_watch
from returnctl.core.importing.watching import watch_drafts
from returnctl.core.money import Money, parse_money
from returnctl.packs.choosing import select
from returnctl.store.reader import Reader

_BUYER = ("country", "subdivision", "buyer", "transit_days")


class Judge:
    """Holds bundles against the records of one run."""

    def __init__(self, desk: Desk) -> None:
        """Take the settings and rules of the run."""
        self._desk = desk
        self._removed: set[tuple[str, str]] | None = None
        self._longest = cache(self._longest_of)
        self._dear = _dear(desk)

    def __call__(
        self, reader: Reader | None, bundle: Bundle, new_id: Callable[[], str]
    ) -> tuple[Comparison, tuple[Draft, ...]] | Skipped:
        """Return how a bundle compares, and the entries that it adds; no reader: no records yet."""
        case_id = reader.find_order(bundle.shop, bundle.number) if reader else None
        if reader and case_id is None and self._is_removed(reader, bundle):
            return Skipped(bundle.rows[0].source, "you removed this order")
        entries = reader.entries(case_id) if reader and case_id else ()
        found = compare(bundle, case_id, entries, new_id)
        longest = self._longest(bundle.shop)
        today, order = self._desk.moment.today, bundle.order
        more = archive_drafts(found, today=today, longest=longest)
        paid = order.amount if order else None
        more = more or watch_drafts(found, paid, above=self._dear, today=today)
        return found, (*found.drafts, *more)

    def _is_removed(self, reader: Reader, bundle: Bundle) -> bool:
        if self._removed is None:
            self._removed = reader.removed_orders()
        return (bundle.shop, bundle.number) in self._removed

    def _longest_of(self, shop: str) -> timedelta:
        return longest_watch(select(self._desk.book(), shop=shop))


def _dear(desk: Desk) -> Money | None:
    """Return the amount above which imported purchases are watched; None where none is set.

    Raises:
        Refused: it has no currency, and none is set.
    """
    text, currency = desk.settings["watch_imports_above"], desk.settings["currency"]
    return None if text is None else parse_money(text, currency=None, default=currency)


def completed(draft: Draft, desk: Desk, *, ref: str, book: str) -> Draft:
    """Return the entry of an order, with its ref, its rulebook and what is set of the buyer.

    What the file says of the currency beats the settings.
    """
    settings = desk.settings
    data: dict[str, Any] = {
        **{name: settings[name] for name in _BUYER},
        "currency": settings["currency"],
        "zone": desk.moment.zone,
        **draft.data,
        "ref": ref,
        "book": book,
    }
    known = {name: value for name, value in data.items() if value is not None}
    return Draft(draft.kind, draft.target, known)
