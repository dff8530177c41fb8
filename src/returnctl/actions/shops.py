"""Which shop an order is from: typed, read from the order number's form, or set as the default."""

import re
from typing import Final

from returnctl.actions.desk import Desk
from returnctl.actions.typed import read_text
from returnctl.core.errors import Refused
from returnctl.core.structs import Struct
from returnctl.packs.choosing import find_shop, shop_of_order_number

NAME: Final = re.compile(r"[^\W_](?:[\w.&' -]{0,58}[^\W_])?")


class ShopChoice(Struct, frozen=True):
    """A shop's name as the log holds it, and whether there is a pack for it."""

    name: str
    known: bool


def choose_shop(desk: Desk, typed: str | None, number: str | None) -> ShopChoice:
    """Return the shop.

    Raises:
        Refused: nothing says which shop, or a name that nearly is a known one was typed.
    """
    if typed is not None:
        return _named(desk, typed)
    found = shop_of_order_number(desk.book(), number) if number else None
    if found:
        return ShopChoice(found, known=True)
    default = desk.settings["default_shop"]
    if default:
        return _named(desk, default)
    msg = "which shop is it from?"
    raise Refused(
        msg, hint="Give --shop NAME, or set it once: returnctl config set default_shop NAME"
    )


def _named(desk: Desk, typed: str) -> ShopChoice:
    name = " ".join(read_text(typed, "shop").lower().split())
    match = find_shop(desk.book(), name)
    if match.name is not None:
        return ShopChoice(match.name, known=True)
    if match.near is not None:
        msg = f'there is no shop "{typed}".'
        raise Refused(msg, hint=f"Did you mean {match.near}?")
    if not NAME.fullmatch(name):
        msg = f'"{typed}" is no name of a shop.'
        raise Refused(msg, hint="Letters and digits, for example --shop bergzeit.")
    return ShopChoice(name, known=False)


def looks_like_order_number(desk: Desk, text: str) -> bool:
    """Say whether a typed word is an order number rather than an item's title."""
    word = text.strip()
    if shop_of_order_number(desk.book(), "".join(word.split())):
        return True
    digits = sum(char.isdigit() for char in word)
    return digits >= 3 and not re.search(r"\s", word) and digits * 2 >= len(word)


def tidy_number(desk: Desk, text: str) -> str:
    """Return an order number as the shop writes it: spaces go where the form is known then."""
    number = read_text(text, "order number")
    joined = "".join(number.split())
    return joined if shop_of_order_number(desk.book(), joined) else number
