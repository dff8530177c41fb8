"""Order numbers of shops, so that none is taken for a parcel."""

import re
from typing import Final, NamedTuple


class OrderShape(NamedTuple):
    """A shop whose order numbers look like this; `sure`: no parcel's number does."""

    shop: str
    sure: bool


# What to call the shops.
SHOPS: Final = {"amazon": "Amazon", "ebay": "eBay", "temu": "Temu", "aliexpress": "AliExpress"}
# The form with its dashes tells; digits alone may be either.
_SURE: Final = (
    ("amazon", r"(?:\d{3}|D\d{2})-\d{7}-\d{7}"),
    ("ebay", r"\d{2}-\d{5}-\d{5}"),
    ("temu", r"PO-\d{3}-\d{10,}"),
)
# 14 digits until 2015, 15 and 16 today, more in the lines of an order.
_ALIEXPRESS: Final = r"[1-9]\d{13,18}"
_DASHES: Final = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")
_INVISIBLE: Final = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")


def order_shape(text: str) -> OrderShape | None:
    """Return the shop that a text may be an order number of."""
    typed = _INVISIBLE.sub("", text.translate(_DASHES)).upper()
    for shop, pattern in _SURE:
        if re.fullmatch(pattern, typed, re.ASCII):
            return OrderShape(shop, sure=True)
    may_be = re.fullmatch(_ALIEXPRESS, typed.replace("-", ""), re.ASCII)
    return OrderShape("aliexpress", sure=False) if may_be else None
