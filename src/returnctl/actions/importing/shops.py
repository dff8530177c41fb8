"""Which shop a row of a table is from, by a name or the form of an order number."""

import re
from functools import cache
from typing import Final

from returnctl.actions.desk import Desk
from returnctl.actions.shops import NAME
from returnctl.packs.choosing import find_shop, shops

_SITE: Final = re.compile(r"(?:https?://)?(?:www\.)?([a-z0-9-]+)(?:\.[a-z]{2,6}){1,2}(?:/.*)?")


class Shops:
    """Answers for one run; a table says the same names over and over."""

    def __init__(self, desk: Desk) -> None:
        """Take the rulebook's shops."""
        book = desk.book()
        self._forms = [
            (re.compile(pack.order_number), pack.name) for pack in shops(book) if pack.order_number
        ]
        self._named = cache(lambda name: find_shop(book, name).name)

    def __call__(self, name: str | None, number: str | None) -> str | None:
        """Return the shop that a name means, or the only one whose order numbers look like this.

        A name that no pack has is a shop of its own; None for what is no name.
        """
        if name is not None:
            return self._by_name(" ".join(name.lower().split()))
        fitting = [shop for form, shop in self._forms if form.fullmatch(number or "")]
        return fitting[0] if len(fitting) == 1 else None

    def _by_name(self, name: str) -> str | None:
        known = self._named(name)
        if known is None and (site := _SITE.fullmatch(name)):
            known = self._named(site[1])
        return known or (name if NAME.fullmatch(name) else None)
