"""What the mail of a known sender says: orders, shipments, deliveries, returns and refunds.

A shop's mail speaks by its subject: its text tells of other things too. A carrier's is about one
parcel, so its first sentences count as well; whose order it is, is found out by the parcel
(`core.importing.loose`), or not at all. Money in a mail is the shop's word and nothing more.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from returnctl.core.imported import Found, Skipped
from returnctl.core.money import Money
from returnctl.importing.mail import codes, sums
from returnctl.importing.mail.mail import Mail
from returnctl.importing.mail.meanings import CANCELLED, MEANINGS, Meaning
from returnctl.importing.mail.phrases import is_survey, meaning_in, meaning_of
from returnctl.importing.mail.senders import Sender, site_of
from returnctl.importing.reading import facts
from returnctl.importing.way import Way

_TITLE: Final = re.compile(
    '["\u201c\u201e\u00ab]([^"\u201c\u201d\u201e\u00ab\u00bb]{3,200})["\u201c\u201d\u00bb]'
)
_PARCELS: Final = frozenset(("shipment", "delivery"))


def read_letter(mail: Mail, sender: Sender, way: Way) -> Iterator[Found | Skipped]:
    """Yield what a mail of a shop or carrier says, or why it is not understood."""
    yield from _of_shop(mail, sender, way) if sender.role == "shop" else _of_carrier(mail, sender)


def _of_shop(mail: Mail, sender: Sender, way: Way) -> Iterator[Found | Skipped]:
    what = meaning_of(mail.subject)
    if what is None:
        reason = "it asks for an opinion" if is_survey(mail.subject) else "its subject is no news"
        yield mail.skipped(f"{reason} of an order")
        return
    orders = codes.order_numbers(sender, mail.text, mail.visible.links)
    if what == CANCELLED:
        yield mail.skipped("it tells of something cancelled, but not whether of the whole order")
    elif paired := codes.pairs(mail.visible.links):
        yield from _paired(mail, sender, MEANINGS[what], paired)
    elif orders:
        yield from _news(mail, sender, MEANINGS[what], orders, way)
    elif parcels := _own_parcels(mail):
        yield from _loose(mail, MEANINGS[what], parcels, None)
    else:
        yield mail.skipped("it names no order")


def _paired(
    mail: Mail, sender: Sender, meaning: Meaning, paired: Iterable[tuple[str, str]]
) -> Iterator[Found]:
    """AliExpress's news of parcels: addresses lead from the order to the carrier's number."""
    paired = tuple(paired)
    meaning = meaning if len(paired) == 1 else MEANINGS["in_transit"]
    for order, parcel in paired:
        yield _order(mail, sender, order)
        yield _parcel(mail, meaning, (parcel,), codes.carrier_of("", (parcel,)),
                      sender.name, order)  # fmt: skip


def _news(
    mail: Mail, sender: Sender, meaning: Meaning, orders: tuple[str, ...], way: Way
) -> Iterator[Found | Skipped]:
    site = site_of(mail.address, sender)
    if meaning.kind == "refund" and len(orders) > 1:
        yield mail.skipped("it tells of a refund, and names several orders")
        return
    money = sums.refund_in(mail.text, site, way.currency) if meaning.kind == "refund" else None
    if meaning.kind == "refund" and (money is None or mail.day is None):
        yield mail.skipped(f"it tells of a refund, but of no {'amount' if mail.day else 'day'}")
        return
    parcels = codes.shown_parcels(mail.text, mail.visible.links)
    for order in orders:
        total = None
        if meaning.kind == "order" and len(orders) == 1:
            total = sums.total_in(mail.text, site, way.currency)
        yield _order(mail, sender, order, event=meaning.event if meaning.kind == "order" else None,
                     price=total)  # fmt: skip
        if meaning.kind in _PARCELS:
            carrier = codes.carrier_of(mail.text, parcels)
            yield _parcel(mail, meaning, parcels, carrier, sender.name, order)
        elif meaning.kind != "order":
            yield Found(
                kind=meaning.kind, shop=sender.name, order_number=order, amount=money,
                source=mail.source, said_on=mail.day, happened=_happened(mail, meaning.event),
            )  # fmt: skip


def _order(
    mail: Mail, sender: Sender, number: str, *, event: str | None = None, price: Money | None = None
) -> Found:
    title = _TITLE.search(mail.subject)
    site = site_of(mail.address, sender) if sender.name == "amazon" else None
    return Found(
        kind="order", shop=sender.name, order_number=number, source=mail.source, amount=price,
        title=title[1].strip() if title else "", happened=_happened(mail, event),
        facts=facts(site=site, price=price),
    )  # fmt: skip


def _of_carrier(mail: Mail, sender: Sender) -> Iterator[Found | Skipped]:
    if is_survey(mail.subject):
        yield mail.skipped("it asks for an opinion of a parcel")
        return
    what = meaning_of(mail.subject) or meaning_in(mail.visible.lines)
    parcels = codes.parcel_numbers(sender, mail.text, mail.visible.links)
    meaning = MEANINGS.get(what or "")
    if not parcels:
        yield mail.skipped("it names no parcel")
    elif meaning is None or meaning.kind not in _PARCELS:
        yield mail.skipped(f"its words are no news of a parcel ({', '.join(parcels)})")
    else:
        # That it is on its way says nothing of when it was sent.
        on_way = MEANINGS["in_transit"] if meaning.event == "shipped" else meaning
        yield from _loose(mail, on_way, parcels, sender.name)


def _own_parcels(mail: Mail) -> tuple[str, ...]:
    return codes.shown_parcels(mail.text, mail.visible.links)


def _loose(
    mail: Mail, meaning: Meaning, parcels: Iterable[str], carrier: str | None
) -> Iterator[Found | Skipped]:
    """Yield news of parcels whose order the mail does not say."""
    if meaning.kind not in _PARCELS:
        yield mail.skipped("it names no order")
        return
    for number in parcels:
        who = carrier or codes.carrier_of("", (number,))
        yield _parcel(mail, meaning, (number,), who, "", "")


def _parcel(
    mail: Mail,
    meaning: Meaning,
    parcels: tuple[str, ...],
    carrier: str | None,
    shop: str,
    order: str,
) -> Found:
    return Found(
        kind=meaning.kind, shop=shop, order_number=order, source=mail.source, said_on=mail.day,
        tracking_numbers=parcels, carrier=carrier, state=meaning.state,
        happened=_happened(mail, meaning.event),
    )  # fmt: skip


def _happened(mail: Mail, event: str | None) -> tuple[tuple[str, date], ...]:
    return ((event, mail.day),) if event and mail.day else ()
