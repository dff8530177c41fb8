"""What an importer found in a file: typed values between the readers and the action.

Conventions: a `Found` is one row's news of one order; an order of several lines is several of them
(`core.importing.bundles` puts them together). Amounts are minor units, days the user's. What could
not be read, or is none of our business, is a `Skipped` with its reason, and never a guess.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final, Literal

from returnctl.core.case import Fields
from returnctl.core.money import Money
from returnctl.core.structs import Struct, field

FoundKind = Literal["order", "shipment", "delivery", "return", "refund"]
_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})


class Origin(Struct, frozen=True):
    """Where it stands: the file as it was named, and the line of it (0: the file as a whole)."""

    file: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


class Line(Struct, frozen=True, kw_only=True):
    """A line of an order. `price` is of one unit, `paid` of the line with its share of all else.

    `key` tells it from the order's other lines (the shop's article number; else the title counts),
    `parcel` from a line of the same article that went in another parcel.
    """

    title: str
    quantity: int = 1
    price: Money | None = None
    paid: Money | None = None
    key: str = ""
    parcel: str = ""
    fields: Fields = ()


class Found(Struct, frozen=True, kw_only=True):
    """One row's news of an order.

    `shop` is a name as the log holds it. `happened` are events with their days, the first the one
    that the row is about. `facts` are facts of the order in the log's form, `fields` the columns
    that are nobody's but the user's. `key` leads from a refund to its return (a reversal's number)
    and `code` is the number that others gave the return or the payment. `settled`: the source says
    that no more money will come of this return. Of a carrier's mail, which names no order, `shop`
    and `order_number` are empty (`core.importing.loose`); `said_on` is the day of news that make no
    event. `by_mail`: a mail tells it, so several of one file may be about one return, and its day
    of a refund may be another than the one in the shop's tables.
    """

    kind: FoundKind
    shop: str
    order_number: str
    source: Origin
    items: tuple[Line, ...] = ()
    title: str = ""
    tracking_numbers: tuple[str, ...] = ()
    carrier: str | None = None
    state: str | None = None
    amount: Money | None = None
    happened: tuple[tuple[str, date], ...] = ()
    facts: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)
    fields: Fields = ()
    reason: str | None = None
    key: str | None = None
    code: str | None = None
    settled: bool = False
    said_on: date | None = None
    by_mail: bool = False

    @property
    def on(self) -> date | None:
        """The day that the row is about."""
        return self.happened[0][1] if self.happened else self.said_on


class Skipped(Struct, frozen=True):
    """A row that is not imported, and why; `header` and `cells` are the row itself."""

    source: Origin
    reason: str
    header: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
