"""An order page that was pasted or saved: its markup, else the order numbers that it shows.

A page of one order tells its day, total and parcel too; of several orders it is not guessed which
of those belongs to which.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from returnctl.core.imported import Found, Origin, Skipped
from returnctl.core.recognition.orders import order_shape
from returnctl.importing.charsets import encoding_of
from returnctl.importing.days import Days
from returnctl.importing.documents import Document
from returnctl.importing.mail import codes, sums
from returnctl.importing.mail.mail import Mail
from returnctl.importing.mail.markup import has_markup, read_markup
from returnctl.importing.mail.parts import Opened
from returnctl.importing.mail.senders import SENDERS
from returnctl.importing.reading import facts
from returnctl.importing.way import Unreadable, Way

_MOST_BYTES: Final = 2_000_000
_MOST_TEXT: Final = 500_000
_PAGES: Final = (".html", ".htm", ".xhtml")
_PIPE: Final = "standard input"
_LABELS: Final = (
    r"order placed|ordered on|order date|order time|placed on",
    r"bestellung aufgegeben|bestellt am|bestelldatum",
    r"commande effectuée le|date de (?:la )?commande",
    r"pedido realizado|fecha del? pedido",
    r"ordine effettuato|data (?:dell')?ordine",
    r"data zamówienia|besteldatum",
)
_ORDERED: Final = re.compile(
    rf"(?i:{'|'.join(_LABELS)})[ :]{{0,3}}(?:on |am |le |il )?"
    r"(\d{4}-\d{2}-\d{2}|[0-9A-Za-zÀ-ÿ][0-9A-Za-zÀ-ÿ.,/ -]{5,28}?\d{4})(?!\d)"
)


def is_page(document: Document) -> bool:
    """Say whether a document is a page: by its ending or its first tag, or a pasted text."""
    head = document.head(8_192)
    if document.suffix in _PAGES or head.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<":
        return b"\0" not in head
    return b"\0" not in head and (document.name == _PIPE or document.suffix == ".txt")


def read_page(document: Document, way: Way) -> Iterator[Found | Skipped]:
    """Yield the orders of a page."""
    with document.open() as stream:
        raw = stream.read(_MOST_BYTES)
    text = raw.decode(encoding_of(document) or "utf-8", "replace")[:_MOST_TEXT]
    source = Origin(document.name)
    opened = Opened({}, html=[text]) if "<" in text[:8_192] else Opened({}, plain=[text])
    page = Mail(source, "", "", "", None, opened)
    marked = list(read_markup(page, None, way)) if has_markup(opened.html) else []
    if any(isinstance(each, Found) for each in marked):
        yield from marked
        return
    orders = tuple(dict.fromkeys(_orders(page, way)))
    if not orders:
        yield Skipped(source, "it is no table, and shows no order number of a known shop")
    for shop, number in orders:
        yield (
            _order(page, shop, number, way)
            if len(orders) == 1
            else Found(kind="order", shop=shop, order_number=number, source=source)
        )


def _orders(page: Mail, way: Way) -> Iterator[tuple[str, str]]:
    for sender in SENDERS:
        if sender.role == "shop":
            for number in codes.order_numbers(sender, page.text, ()):
                shape = order_shape(number)
                sure = shape.shop if shape and shape.sure else way.shop_of(None, number)
                if sure == sender.name:
                    yield sender.name, number


def _order(page: Mail, shop: str, number: str, way: Way) -> Found:
    total = sums.total_in(page.text, None, way.currency)
    parcels = codes.shown_parcels(page.text, page.visible.links)
    ordered = _day(page.text, way)
    return Found(
        kind="order", shop=shop, order_number=number, source=page.source, amount=total,
        tracking_numbers=parcels, carrier=codes.carrier_of(page.text, parcels) if parcels else None,
        happened=(("ordered", ordered),) if ordered else (), facts=facts(price=total),
    )  # fmt: skip


def _day(text: str, way: Way) -> date | None:
    found = _ORDERED.search(text)
    try:
        return Days(way.today, way.zone, order=way.date_order).read(found[1]) if found else None
    except Unreadable:
        return None
