"""Orders and parcels out of schema.org markup: `Order` and `ParcelDelivery`, as shops write them.

Few mails have it, but where it stands it says more than any rule of ours.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

from returnctl.core.imported import Found, Line, Skipped
from returnctl.core.money import Money
from returnctl.core.recognition.carriers import find_carrier
from returnctl.importing.amounts import read_amount
from returnctl.importing.days import Days
from returnctl.importing.mail.codes import carrier_of
from returnctl.importing.mail.items import Item, as_item, items_in, type_name
from returnctl.importing.mail.mail import Mail
from returnctl.importing.mail.meanings import CANCELLED, MEANINGS, Meaning
from returnctl.importing.mail.phrases import meaning_of
from returnctl.importing.mail.senders import Sender
from returnctl.importing.reading import facts
from returnctl.importing.tables import clean_text
from returnctl.importing.way import Unreadable, Way

_MOST_LINES: Final = 200
_LONGEST_NUMBER: Final = 60
# What a status of an order means; one that is not here says no more than that it was ordered.
_STATUSES: Final = {
    "ordercancelled": CANCELLED, "orderdelivered": "delivered", "orderintransit": "shipped",
    "orderpickupavailable": "pickup", "orderproblem": "exception",
    "orderreturned": "return_received",
}  # fmt: skip


def has_markup(pages: Iterable[str]) -> bool:
    """Say whether pages may hold markup of an order."""
    return any("schema.org" in page for page in pages)


def read_markup(mail: Mail, sender: Sender | None, way: Way) -> Iterator[Found | Skipped]:
    """Yield what the markup of a mail says; nothing where it has none of an order."""
    reader = _Reader(mail, sender, way)
    seen: set[Any] = set()
    for page in mail.opened.html:
        for item in items_in(page):
            for found in reader.read(item):
                key = (found.reason if isinstance(found, Skipped) else
                       (found.kind, found.order_number, found.tracking_numbers))  # fmt: skip
                if key not in seen:
                    seen.add(key)
                    yield found


class _Reader:
    """Reads the items of one mail."""

    def __init__(self, mail: Mail, sender: Sender | None, way: Way) -> None:
        self._mail = mail
        self._sender = sender
        self._way = way
        self._days = Days(way.today, way.zone)

    def read(self, item: Item) -> Iterator[Found | Skipped]:
        """Yield what an item says, if it is an order or a parcel."""
        if "order" in item["@type"]:
            yield from self._order(item)
        elif "parceldelivery" in item["@type"]:
            yield from self._parcel(item)

    def _order(self, item: Item) -> Iterator[Found | Skipped]:
        number = _text(item, "ordernumber", "confirmationnumber")[:_LONGEST_NUMBER]
        shop = self._shop(item, number)
        if not number or shop is None:
            yield self._mail.skipped(f"its markup names no {'shop' if number else 'order'}")
            return
        ordered, price = self._day(_text(item, "orderdate")), self._price(item)
        lines = tuple(self._lines(item))[:_MOST_LINES]
        yield Found(
            kind="order", shop=shop, order_number=number, source=self._mail.source, items=lines,
            amount=price, happened=(("ordered", ordered),) if ordered else (),
            facts=facts(price=price, currency=price.currency if price else None),
        )  # fmt: skip
        yield from self._status(item, shop, number)
        for value in item.get("orderdelivery", ()):
            if parcel := as_item(value):
                yield from self._parcel_of(parcel, shop, number)

    def _status(self, item: Item, shop: str, number: str) -> Iterator[Found | Skipped]:
        status = _STATUSES.get(type_name(_text(item, "orderstatus")))
        if status == CANCELLED:
            yield self._mail.skipped(
                "it tells of something cancelled, but not whether of the whole order"
            )
        elif status is not None:
            yield self._news(MEANINGS[status], shop, number)

    def _news(
        self, meaning: Meaning, shop: str, number: str, parcels: tuple[str, ...] = (),
        carrier: str | None = None,
    ) -> Found:  # fmt: skip
        day = self._mail.day
        return Found(
            kind=meaning.kind, shop=shop, order_number=number, source=self._mail.source,
            tracking_numbers=parcels, carrier=carrier, state=meaning.state, said_on=day,
            happened=((meaning.event, day),) if meaning.event and day else (),
        )  # fmt: skip

    def _parcel(self, item: Item) -> Iterator[Found | Skipped]:
        for value in item.get("partoforder", ()):
            if order := as_item(value):
                number = _text(order, "ordernumber")[:_LONGEST_NUMBER]
                shop = self._shop(order, number)
                if number and shop:
                    yield Found(
                        kind="order", shop=shop, order_number=number, source=self._mail.source,
                        title=_name(item, "itemshipped"),
                    )  # fmt: skip
                    yield from self._parcel_of(item, shop, number)
                    return
        yield from self._parcel_of(item, "", "")

    def _parcel_of(self, item: Item, shop: str, number: str) -> Iterator[Found]:
        parcel = "".join(_text(item, "trackingnumber").split())[:_LONGEST_NUMBER]
        if not parcel:
            return
        named = _name(item, "carrier") or _name(item, "provider")
        known = find_carrier(named) if named else None
        carrier = known.slug if known else named.lower() or carrier_of("", (parcel,))
        if carrier is None and self._sender and self._sender.role == "carrier":
            carrier = self._sender.name
        meaning = MEANINGS.get(meaning_of(self._mail.subject) or "", MEANINGS["in_transit"])
        if meaning.kind not in ("shipment", "delivery"):
            meaning = MEANINGS["in_transit"]
        if not number and meaning.event == "shipped":
            meaning = MEANINGS["in_transit"]
        yield self._news(meaning, shop, number, (parcel,), carrier or None)

    def _shop(self, order: Item, number: str) -> str | None:
        for role in ("merchant", "seller", "broker"):
            if name := _name(order, role):
                return self._way.shop_of(name, number)
        if self._sender and self._sender.role == "shop":
            return self._sender.name
        return self._way.shop_of(None, number) or self._way.shop

    def _lines(self, order: Item) -> Iterator[Line]:
        for value in (*order.get("acceptedoffer", ()), *order.get("ordereditem", ())):
            line = as_item(value)
            if line is None:
                continue
            title = _name(line, "itemoffered") or _name(line, "ordereditem") or _text(line, "name")
            if title:
                yield Line(title=title, quantity=_quantity(line), price=self._price(line))

    def _price(self, item: Item) -> Money | None:
        held = [item, *(i for v in item.get("pricespecification", ()) if (i := as_item(v)))]
        for each in held:
            typed, currency = _text(each, "price"), _text(each, "pricecurrency") or None
            try:
                money = read_amount(
                    typed, currency=currency, default=self._way.currency, decimal="."
                )
            except Unreadable:
                continue
            if money is not None and money.minor >= 0:
                return money
        return None

    def _day(self, text: str) -> date | None:
        try:
            return self._days.read(text)
        except Unreadable:
            return None


def _text(item: Item, *names: str) -> str:
    """Return the first property that is a text or a number."""
    for name in names:
        for value in item.get(name, ()):
            if isinstance(value, str | int | float) and not isinstance(value, bool):
                return clean_text(" ".join(str(value)[:2_000].split()))
    return ""


def _name(item: Item, name: str) -> str:
    """Return the name of the thing that a property leads to, or the property's own text."""
    for value in item.get(name, ()):
        if inner := as_item(value):
            return _text(inner, "name")
    return _text(item, name)


def _quantity(line: Item) -> int:
    typed = _text(line, "orderquantity", "quantity")
    for value in line.get("eligiblequantity", ()):
        inner = as_item(value)
        typed = typed or (_text(inner, "value") if inner else str(value))
    clean = typed.removesuffix(".0")
    return max(1, int(clean)) if clean.isascii() and clean.isdigit() and len(clean) < 7 else 1
