"""What people type, turned into the log's values: one reader per kind of text.

Each reader refuses what it cannot read with one sentence and a hint, before anything is written.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any, Final, Literal
from zoneinfo import ZoneInfo

from returnctl.actions.desk import Desk
from returnctl.core.dates import parse_when
from returnctl.core.dayformat import format_day
from returnctl.core.errors import Refused
from returnctl.core.facts import money_json
from returnctl.core.money import parse_money
from returnctl.core.rules import CATEGORIES
from returnctl.core.safe import is_whole
from returnctl.core.structs import Struct
from returnctl.core.vocabulary import BUYERS, PAYMENTS, choose
from returnctl.settings.keys import read_country, read_zone

_LONGEST: Final = 10_000
_ITEM: Final = re.compile(
    r"(?:(?P<quantity>-?\d+)\s*[xX\u00d7]\s+)?(?P<title>.*?)(?:\s+@\s*(?P<price>\S.*))?"
)


class Happened(Struct, frozen=True):
    """When an event happened: the user's day, and the instant where a time was typed."""

    on: date
    at: datetime | None

    def data(self) -> dict[str, Any]:
        """Give it its form in the log."""
        at = {"at": self.at.astimezone(UTC).isoformat()} if self.at else {}
        return {"on": self.on.isoformat(), **at}


def read_text(text: str, what: str = "text") -> str:
    """Return the text without surrounding space.

    Raises:
        Refused: it is empty, too long, or holds characters that no database keeps.
    """
    clean = text.strip()
    if not clean:
        msg = f"the {what} is empty."
        raise Refused(msg, hint="Give it a value, or leave it out.")
    if "\0" in clean or not is_whole(clean):
        msg = f"the {what} holds characters that cannot be stored."
        raise Refused(msg, hint="Type it again, in UTF-8.")
    if len(clean) > _LONGEST:
        msg = f"the {what} is longer than {_LONGEST} characters."
        raise Refused(msg, hint="Shorten it.")
    return clean


def read_day(text: str, desk: Desk, looks: Literal["back", "forward"] = "back") -> date:
    """Return the day a text names."""
    order = desk.settings["date_order"]
    return parse_when(text, today=desk.moment.today, order=order, looks=looks).day


def read_happened(text: str, desk: Desk, what: str) -> Happened:
    """Return when something happened; it cannot be in the future."""
    when = parse_when(text, today=desk.moment.today, order=desk.settings["date_order"])
    if when.day > desk.moment.today:
        msg = f"{what} on {format_day(when.day)} is in the future."
        raise Refused(msg, hint="An event has happened. A date to come: --deadline NAME=DATE.")
    at = None
    if when.time is not None:
        at = datetime.combine(when.day, when.time, ZoneInfo(desk.moment.zone))
    return Happened(when.day, at)


def read_price(text: str, desk: Desk, currency: str | None) -> dict[str, Any]:
    """Return a price as the log holds it."""
    money = parse_money(text, currency=currency, default=desk.settings["currency"])
    return money_json(money)


class TypedItem(Struct, frozen=True):
    """An item as typed: title, quantity, perhaps the price of one."""

    title: str
    quantity: int = 1
    price: Mapping[str, Any] | None = None


def read_item(text: str, desk: Desk, currency: str | None) -> TypedItem:
    """Read `50 x Cable @ 1.20`: quantity and price may be left out."""
    match = _ITEM.fullmatch(text.strip())
    title = read_text(match["title"] if match else text, "item")
    quantity = int(match["quantity"]) if match and match["quantity"] else 1
    if quantity < 1:
        msg = f"a quantity of {quantity} is none."
        raise Refused(msg, hint="One or more: --item '2 x Cable'.")
    price = read_price(match["price"], desk, currency) if match and match["price"] else None
    return TypedItem(title, quantity, price)


def read_portion(text: str) -> tuple[str, int | None]:
    """Read a part of an order, `Cable=3`: the title, and how many of it."""
    title, found, number = text.rpartition("=")
    if not found:
        return read_text(text, "item"), None
    if not re.fullmatch(r"[0-9]{1,6}", number.strip()) or int(number) < 1:
        msg = f'"{number}" is no quantity.'
        raise Refused(msg, hint="One or more: --return 'Cable=3'.")
    return read_text(title, "item"), int(number)


def _url(text: str, _: Desk) -> str:
    if not re.match(r"https?://\S+$", text.strip()):
        msg = f'"{text}" is no web address.'
        raise Refused(msg, hint="It starts with https://.")
    return read_text(text, "address")


def _plain(what: str) -> Callable[[str, Desk], str]:
    return lambda text, _: read_text(text, what)


def _forward(text: str, desk: Desk) -> str:
    return read_day(text, desk, "forward").isoformat()


def _back(text: str, desk: Desk) -> str:
    return read_happened(text, desk, "the statement").on.isoformat()


def _days(text: str, _: Desk) -> int:
    if not re.fullmatch(r"[0-9]{1,3}", text.strip()):
        msg = f'"{text}" is no number of days.'
        raise Refused(msg, hint="A whole number such as 3.")
    return int(text)


# Facts of an order that are typed as text, by name.
ORDER_READERS: Final[Mapping[str, Callable[[str, Desk], Any]]] = {
    "seller": _plain("seller"),
    "seller_country": lambda text, _: read_country(text),
    "site": lambda text, _: read_text(text, "site").lower(),
    "paid_with": lambda text, _: choose(text, PAYMENTS, what="way to pay"),
    "category": lambda text, _: choose(text, CATEGORIES, what="kind of goods"),
    "url": _url,
    "note": _plain("note"),
    "promised_by": _forward,
    "protection_end": _forward,
    "statement_sent": _back,
    "country": lambda text, _: read_country(text),
    "subdivision": lambda text, _: read_text(text, "subdivision").upper(),
    "zone": lambda text, _: read_zone(text),
    "buyer": lambda text, _: choose(text, BUYERS, what="kind of buyer"),
    "transit_days": _days,
}


def read_order_facts(typed: Mapping[str, str | None], desk: Desk) -> dict[str, Any]:
    """Return the facts that were typed, ready for the log."""
    return {
        name: ORDER_READERS[name](text, desk)
        for name, text in typed.items()
        if text is not None and name in ORDER_READERS
    }
