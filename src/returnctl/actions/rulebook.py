"""From an order's rulebook hash to its deadlines: the book it was recorded under, and no other."""

import json
from collections.abc import Callable
from typing import Any

from returnctl.core.case import Case
from returnctl.core.daycount import Holidays
from returnctl.core.deadline import Deadline
from returnctl.core.derive import deadlines
from returnctl.core.rules import Pack
from returnctl.packs.book import Book, parse_body, select
from returnctl.store.store import Writer

TextOf = Callable[[str], str | None]


class Rulebooks:
    """Packs out of stored rulebooks, each parsed once per run."""

    def __init__(self, holidays: Holidays) -> None:
        """Take the calendar that business days and rolls are counted with."""
        self._holidays = holidays
        self._packs: dict[str, Pack] = {}

    def derive(self, case: Case, text_of: TextOf) -> tuple[Deadline, ...]:
        """Return the deadlines that the store keeps of an open case."""
        return self.deadlines(case, text_of)

    def deadlines(
        self, case: Case, text_of: TextOf, *, closed_too: bool = False
    ) -> tuple[Deadline, ...]:
        """Return the deadlines of a case under its own rulebook."""
        packs = self.packs_of(case, text_of)
        return deadlines(case, packs, self._holidays, closed_too=closed_too)

    def packs_of(self, case: Case, text_of: TextOf) -> tuple[Pack, ...]:
        """Return the packs of the case's rulebook: the shop's first."""
        manifest = _manifest(case, text_of)
        packs = {name: pack for name, hash_ in manifest.items() if (pack := self._pack(hash_, text_of))}
        return select(packs, shop=case.order.shop)

    def _pack(self, hash_: str, text_of: TextOf) -> Pack | None:
        if hash_ not in self._packs:
            body = text_of(hash_)
            if body is None:
                return None
            self._packs[hash_] = parse_body(body)
        return self._packs[hash_]


def _manifest(case: Case, text_of: TextOf) -> dict[str, str]:
    text = text_of(case.order.book) if case.order.book else None
    found: Any = json.loads(text) if text else {}
    return dict(found)


def keep_book(book: Book, tx: Writer) -> str:
    """Store the current rulebook, each pack once, and return the hash an order keeps."""
    for pack in book.packs.values():
        tx.keep_book(pack.hash, "pack", pack.name, pack.body)
    tx.keep_book(book.hash, "manifest", "rulebook", book.manifest)
    return book.hash
