"""How a file is read: what the user said of it, and what the rest of the program knows."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Literal

from returnctl.core.structs import Struct, field

DateOrder = Literal["dmy", "mdy"]
Decimal = Literal[".", ","]
Recalled = tuple[Mapping[str, str], Mapping[str, str]]


class Unreadable(ValueError):
    """A cell or row that cannot be read; its text is the reason, told beside the row."""


class Way(Struct, frozen=True, kw_only=True):
    """What every reader gets.

    `shop_of` turns a name and an order number into the shop's name, None where neither says it;
    `shop` is that of rows which don't say. `order_of_payment` leads from a payment's number to the
    shop and number of a recorded order. `recall` gives what is known of a table with that header:
    from a column's key to a field, and from a value of the shop's column to a shop; `read_table`
    puts it into `mapping` and `aliases`. `currency` is that of amounts without one, `zone` the
    user's.
    """

    today: date
    zone: str
    shop_of: Callable[[str | None, str | None], str | None]
    order_of_payment: Callable[[str], tuple[str, str] | None] = lambda _: None
    recall: Callable[[Sequence[str]], Recalled] = lambda _: ({}, {})
    shop: str | None = None
    currency: str | None = None
    date_order: DateOrder | None = None
    date_format: str | None = None
    decimal: Decimal | None = None
    format: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)
    trust_numbers: bool = False
