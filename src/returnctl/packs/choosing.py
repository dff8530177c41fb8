"""Choosing packs: those that may concern an order, and the shop that a word or number means."""

import re
from collections.abc import Iterator
from typing import Any, Final

from returnctl.core.case import Case
from returnctl.core.circumstances import facts_of
from returnctl.core.rules import Pack
from returnctl.core.structs import Struct
from returnctl.packs.book import Book, SourcePack

GENERIC: Final = "generic"
# The shop's own rules come first, then whoever can overrule it.
_AFTER_THE_SHOP: Final = ("payment", "statute", "carrier")


def select(book: Book, *, shop: str) -> tuple[Pack, ...]:
    """Return the packs for an order at a shop, the shop's (or the generic one) first.

    Packs of other kinds are all there: their own conditions say whether they apply, and a fact
    that is not known must leave them possible.
    """
    return tuple(each.pack for each in _candidates(book, shop))


def concerning(book: Book, case: Case) -> list[SourcePack]:
    """Return the packs of `select` that may apply to a case or to a return of it, not read yet.

    A rule that the user gave a date counts whether its pack applies or not.
    """
    if case.overrides:
        return list(_candidates(book, case.order.shop))
    facts = [facts_of(case, scope) for scope in (case.id, *(each.id for each in case.returns))]
    asked = (case.order.shop, *(tuple(map(known.get, book.asked)) for known in facts))
    return book.chosen.to(asked, lambda: _chosen(book, case.order.shop, facts))


def _chosen(book: Book, shop: str, facts: list[dict[str, Any]]) -> list[SourcePack]:
    return [
        pack
        for pack in _candidates(book, shop)
        if any(pack.applies.verdict(known).holds is not False for known in facts)
    ]


def _candidates(book: Book, shop: str) -> tuple[SourcePack, ...]:
    found = book.packs.get(shop)
    own = found if found and found.kind == "shop" else book.packs.get(GENERIC)
    others = [
        book.packs[name]
        for kind in _AFTER_THE_SHOP
        for name in sorted(book.packs)
        if book.packs[name].kind == kind
    ]
    return (own, *others) if own else tuple(others)


class ShopFound(Struct, frozen=True):
    """The pack that a shop's name means; `near` is a known name it may be a misspelling of."""

    name: str | None
    near: str | None = None


def find_shop(book: Book, text: str) -> ShopFound:
    """Find a shop by its name, title or alias, whatever the case and the spaces."""
    names = {_folded(word): pack.name for pack in shops(book) for word in _words(pack)}
    wanted = _folded(text)
    if wanted in names:
        return ShopFound(names[wanted])
    from difflib import get_close_matches

    near = get_close_matches(wanted, names, n=1, cutoff=0.75)
    return ShopFound(None, names[near[0]] if near else None)


def shop_of_order_number(book: Book, number: str) -> str | None:
    """Return the one shop whose order numbers look like this; None for none or several."""
    fitting = [
        pack.name
        for pack in shops(book)
        if pack.order_number and re.fullmatch(pack.order_number, number.strip())
    ]
    return fitting[0] if len(fitting) == 1 else None


def shops(book: Book) -> Iterator[SourcePack]:
    """Yield the packs of shops, the generic one left out."""
    for name in sorted(book.packs):
        if book.packs[name].kind == "shop" and name != GENERIC:
            yield book.packs[name]


def _words(pack: SourcePack) -> tuple[str, ...]:
    return (pack.name, pack.title, *pack.aliases)


def _folded(text: str) -> str:
    return "".join(text.casefold().split())
