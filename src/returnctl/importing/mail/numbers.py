"""Numbers, carriers and amounts in the text of a mail: by a form that is the sender's own, or behind
a word that says what follows. Every pattern goes over bounded text, and has no nested repetition.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final
from urllib.parse import unquote

from returnctl.core.money import Money
from returnctl.core.recognition.carriers import carriers, find_carrier
from returnctl.core.recognition.recognising import recognise
from returnctl.importing.amounts import read_amount
from returnctl.importing.mail.senders import Sender
from returnctl.importing.way import Unreadable

_MOST: Final = 50
_TRACKING: Final = (
    r"tracking(?: ?-?(?:number|no\.?|id|code|details))?|trackingnummer|sendungs(?:nummer|-?nr\.?|-?id)|paketnummer|"
    r"paketscheinnummer|num[ée]ro (?:de|du) (?:suivi|colis)|n° de (?:suivi|colis)|"
    r"n[úu]mero de (?:seguimiento|env[íi]o|rastre[oi]o?|localizador)|c[óo]digo de (?:seguimiento|env[íi]o|rastreio)|"
    r"numero (?:di|della) (?:tracciabilità|tracking|spedizione)|codice di (?:tracciamento|spedizione|tracking)|"
    r"(?:numer|nr)(?:ze|u)?:? (?:przesyłki|paczki|śledzenia|listu przewozowego)|paczk[aię] o numerze|paczk[aięe]|"
    r"przesyłk[aięe]|zendingnummer|track ?(?:&|and|en) ?trace(?: ?-?(?:code|number|nummer))?|barcode|"
    r"kolli(?:nummer|-?id)|sändningsnummer|takip (?:numarası|no)|consignment(?: number)?|(?:parcel|package|shipment|waybill) (?:number|no\.?|id)|"
    r"伝票番号|追跡番号|运单号|운송장 ?번호|package|parcel|paquete|envío|colis|paket|pakket|sendung"
)
_ORDER: Final = (
    r"order(?: ?(?:number|no\.?|id|\#))?|bestell(?:ung|nummer|-?nr\.?)|commande|pedido|ordine|"
    r"zamówieni[ea]|bestelling|encomenda|beställning|sipariş|заказ|注文番号|주문(?: ?번호)?"
)
_BETWEEN: Final = (
    r"(?:[ ]?(?:is|ist|lautet|è|es|est|to|jest|number|nummer|numer|nr\.?|no\.?|n°|nº|n\.|id|:|\#|\"|-)){0,4}[ ]{0,2}"
)
_LINKED: Final = re.compile(
    r"[?&](?:tracking_?-?(?:number|id|no|code)s?|track_?nums?|tracknumbers?|trknbr|numer|tlabel|parcel_?number|"
    r"parcelno|mailnolist|barcode|match|piececode|qtc_tlabels1|searchwaybill)=([A-Za-z0-9]{8,40})(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_LINKED_ORDER: Final = re.compile(
    r"[?&](?:order_?id|o_id|tradeorderid|ordernumber)=([A-Za-z0-9-]{8,40})", re.IGNORECASE
)
_PAIR: Final = re.compile(
    r"tradeorderid=(\d{10,20})&(?:amp;)?trackingnumber=([A-Za-z0-9]{8,40})", re.IGNORECASE
)
_BEHIND: Final = re.compile(
    r"(?i:sent by|sent with|shipped (?:via|with|by)|dispatched (?:via|with|by)|carrier ?:?|courier ?:|"
    r"con il corriere|corriere ?:|versand (?:mit|durch|per)|(?:versendet|verschickt|geliefert) (?:mit|durch|per|von)|"
    r"versandunternehmen ?:|transporteur ?:|expédiée? (?:par|via)|transportista ?:?|enviado (?:por|con)|"
    r"przewoźnik ?:|kurier ?:|vervoerder ?:|verzonden (?:met|door))"
    r" {1,2}([A-Z0-9][\w&'.-]{0,30}(?: [A-Z0-9][\w&'-]{0,30}){0,3})"
)
_AMOUNT: Final = (
    r"((?:[A-Z]{2,3} ?[$]|[A-Z]{3}|[$€£¥₹₽]|zł|kr\.?)? ?\d[\d.,'\u00a0\u202f ]{0,14}"
    r"(?: ?(?:€|£|[$]|zł|kr|[A-Z]{3}))?)"
)
_REFUND: Final = (
    r"refund(?:ed)?(?: ?(?:total|amount))?|total refund|amount refunded|(?:rück)?erstattungs(?:betrag|summe)|"
    r"(?:gesamt|rück)erstattung|erstattung|erstattet|remboursement|montant remboursé|remboursée?|reembolso|reembolsado|"
    r"rimborso|rimborsato|kwota zwrotu|zwrot(?:u)?|terugbetaling|terugbetaald|återbetalning"
)
_OF: Final = (
    r"(?:[ ]?(?:of|for|is|von|über|in höhe von|beträgt|de|di|w wysokości|van|på|total|amount|montant|importe|importo|:)){0,3}[ ]{0,2}"
)
_TOTAL: Final = (
    r"order total|grand total|total for this order|bestellsumme|gesamtbetrag|gesamtsumme|"
    r"total de (?:la commande|votre commande)|montant total|total del pedido|importe total|totale (?:ordine|dell'ordine)|"
    r"łączna kwota|suma zamówienia|totaal(?:bedrag)?|orderbelopp"
)
# The currency of `$` and of amounts without a sign, by the shop's site.
_CURRENCIES: Final = {
    "com": "USD", "us": "USD", "ca": "CAD", "com.au": "AUD", "co.uk": "GBP", "com.mx": "MXN", "com.br": "BRL",
    "sg": "SGD", "com.sg": "SGD", "com.hk": "HKD", "co.jp": "JPY", "in": "INR", "pl": "PLN", "se": "SEK",
    "com.tr": "TRY", **dict.fromkeys("de it fr es nl com.be be at ie".split(), "EUR"),
}  # fmt: skip


def order_numbers(sender: Sender, text: str, links: Iterable[str]) -> tuple[str, ...]:
    """Return the numbers of a shop's orders: those that are shown, else those of the links."""
    form = sender.sure or sender.labelled
    found = [m[1] or m[2] for m in _order_pattern(sender.sure, sender.labelled).finditer(text)]
    if not found:
        linked = (m[1] for link in links for m in _LINKED_ORDER.finditer(_open(link)))
        found = [each for each in linked if re.fullmatch(form, each, re.ASCII)]
    return tuple(dict.fromkeys(found))[:_MOST]


@cache
def _order_pattern(sure: str, labelled: str) -> re.Pattern[str]:
    if sure:
        return re.compile(rf"(?<![\w-])({sure})(?![\w-])()", re.ASCII)
    before = rf"(?i:(?:{_ORDER}){_BETWEEN})(?<!\d)({labelled})(?!\d)"
    behind = rf"(?<!\d)(?=({labelled}) (?i:{_ORDER}))"
    return re.compile(f"{before}|{behind}")


def parcel_numbers(sender: Sender, text: str, links: Iterable[str]) -> tuple[str, ...]:
    """Return the numbers of a carrier's parcels: those that are shown, else those of the links."""
    forms = "|".join(filter(None, (sender.sure, sender.labelled)))
    found = []
    if sender.sure:
        found += [m[1] for m in _anywhere(sender.sure).finditer(text)]
    found += [m[1] for m in _behind_label(forms).finditer(text)]
    if not found:
        found = [each for each in linked_parcels(links) if re.fullmatch(forms, each, re.ASCII)]
    return tuple(dict.fromkeys(each.replace(" ", "") for each in found))[:_MOST]


@cache
def _anywhere(form: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z0-9])({form})(?![A-Za-z0-9])", re.ASCII)


@cache
def _behind_label(form: str) -> re.Pattern[str]:
    return re.compile(rf"(?i:{_TRACKING}){_BETWEEN}(?<![A-Za-z0-9])({form})(?![A-Za-z0-9])")


def shown_parcels(text: str, links: Iterable[str]) -> tuple[str, ...]:
    """Return the numbers of parcels in a shop's mail, whoever carries them."""
    pattern = _behind_label(r"(?=[A-Z0-9-]{0,30}\d[A-Z0-9-]{0,30}\d[A-Z0-9-]{0,30}\d)[A-Z0-9][A-Z0-9-]{7,34}")
    found = [m[1] for m in pattern.finditer(text)] or list(linked_parcels(links))
    return tuple(dict.fromkeys(each for each in found if _is_parcel(each)))[:_MOST]


def _is_parcel(number: str) -> bool:
    """Enough digits, and no order's number."""
    reading = recognise(number)
    sure = reading.order is not None and reading.order.sure
    return sum(char.isdigit() for char in number) >= 5 and not sure


def linked_parcels(links: Iterable[str]) -> Iterator[str]:
    """Yield the numbers of parcels that addresses name."""
    for link in links:
        yield from (match[1] for match in _LINKED.finditer(_open(link)))


def pairs(links: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return order and parcel of AliExpress's addresses that name both."""
    found = (match.groups() for link in links for match in _PAIR.finditer(_open(link)))
    return tuple(dict.fromkeys((order, number) for order, number in found))[:_MOST]


def _open(link: str) -> str:
    return unquote(link[:2_000]) if "%" in link else link[:2_000]


def carrier_of(text: str, numbers: Iterable[str]) -> str | None:
    """Return who carries a parcel, as a shop's mail says, or as the number alone tells."""
    if said := _BEHIND.search(text):
        words = said[1].strip(" .").split()
        for size in range(len(words), 0, -1):
            if known := find_carrier(" ".join(words[:size])):
                return known.slug
        return " ".join(words).lower()
    for number in numbers:
        best = recognise(number).best
        if best and best.telling:
            return best.carrier
    return None


def carrier_name(slug: str | None) -> str:
    """Return a carrier's name for a sentence."""
    if slug is None:
        return "an unknown carrier"
    return carriers()[slug].name if slug in carriers() else slug


def refund_in(text: str, site: str | None, default: str | None) -> Money | None:
    """Return the amount of a refund that a text names; None where it names none, or not plainly."""
    return _amount(_money_behind(_REFUND), text, site, default)


def total_in(text: str, site: str | None, default: str | None) -> Money | None:
    """Return what an order came to; None where a text does not say it plainly."""
    return _amount(_money_behind(_TOTAL), text, site, default)


@cache
def _money_behind(label: str) -> re.Pattern[str]:
    return re.compile(rf"(?i:\b(?:{label}){_OF}){_AMOUNT}")


def _amount(pattern: re.Pattern[str], text: str, site: str | None, default: str | None) -> Money | None:
    land = (site or "").partition(".")[2]
    currency = _CURRENCIES.get(land, default)
    for found in pattern.finditer(text):
        try:
            money = read_amount(found[1].strip(" .,"), currency=None, default=currency, decimal=None)
        except Unreadable:
            continue
        if money and money.minor > 0:
            return money
    return None
