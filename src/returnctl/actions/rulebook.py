"""From an order's rulebook hash to its deadlines: the book it was recorded under, and no other."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from returnctl.core.case import Case
from returnctl.core.digests import digest
from returnctl.core.errors import Unavailable
from returnctl.core.rules import Pack
from returnctl.packs.book import Book, SourcePack
from returnctl.packs.choosing import concerning, select
from returnctl.packs.schema import BrokenPack, parse_body

if TYPE_CHECKING:
    from returnctl.core.daycount import Holidays
    from returnctl.core.deadline import Deadline
    from returnctl.store.writer import Writer

TextOf = Callable[[str], str | None]


class Rulebooks:
    """Packs out of stored rulebooks, each book put together once per run."""

    def __init__(self, holidays: "Holidays") -> None:
        """Take the calendar that business days and rolls are counted with."""
        self._holidays = holidays
        self._books: dict[str, Book] = {}

    def deadlines(
        self, case: Case, text_of: TextOf, *, closed_too: bool = False
    ) -> "tuple[Deadline, ...]":
        """Return the deadlines of a case under its own rulebook."""
        packs = self.packs_of(case, text_of)
        return self.deadlines_of(case, packs, closed_too=closed_too)

    def deadlines_of(
        self, case: Case, packs: Sequence[Pack], *, closed_too: bool = False
    ) -> "tuple[Deadline, ...]":
        """Return the deadlines of a case under packs that were chosen already."""
        # Who only asks which packs concern a case needs no arithmetic.
        from returnctl.core.derive import deadlines

        return deadlines(case, packs, self._holidays, closed_too=closed_too)

    def deadlines_under(self, case: Case, book: Book) -> "tuple[Deadline, ...]":
        """Return the deadlines of a case under another rulebook."""
        return self.deadlines_of(case, select(book, shop=case.order.shop))

    def packs_of(self, case: Case, text_of: TextOf) -> tuple[Pack, ...]:
        """Return the packs of the case's rulebook that may concern it: the shop's first.

        A pack that a stricter release refuses is left out: it must not lock the records of years.
        """
        hash_ = case.order.book or ""
        if hash_ not in self._books:
            self._books[hash_] = _book(_kept(hash_, text_of), text_of)
        book = self._books[hash_]
        found = concerning(book, case)
        if broken := {each.name for each in found if not _is_readable(each)}:
            sound = {name: pack for name, pack in book.packs.items() if name not in broken}
            self._books[hash_] = Book(sound)
            return self.packs_of(case, text_of)
        return tuple(each.pack for each in found)


def _book(manifest: str | None, text_of: TextOf) -> Book:
    """Put a book together from its manifest; a pack that is not kept is left out."""
    hashes: Mapping[str, Any] = json.loads(manifest) if manifest else {}
    kept = {str(hash_): _kept(str(hash_), text_of) for hash_ in hashes.values()}
    return Book.of(
        SourcePack.of_body(body, hash_) for hash_, body in kept.items() if body is not None
    )


def _kept(hash_: str, text_of: TextOf) -> str | None:
    """Return what is kept under a hash, if anything is.

    Raises:
        Unavailable: it is something else than it was: no date may be computed from it.
    """
    body = text_of(hash_)
    if body is not None and digest(body) != hash_:
        msg = f"the rules that were kept as {hash_[:12]} are damaged."
        raise Unavailable(msg, hint="Nothing was changed. Put a backup back: returnctl restore")
    return body


def _is_readable(pack: SourcePack) -> bool:
    try:
        parse_body(pack.body_json)
    except BrokenPack:
        return False
    return True


def keep_book(book: Book, tx: "Writer") -> str:
    """Store the current rulebook, each pack once, and return the hash an order keeps."""
    for pack in book.packs.values():
        tx.keep_book(pack.hash, "pack", pack.name, pack.body_json)
    tx.keep_book(book.hash, "manifest", "rulebook", book.manifest)
    return book.hash
