"""Numbers and carriers in the text of a mail: by a form that is the sender's own, or behind a word.

Every pattern goes over bounded text, and has no repetition inside a repetition without an end.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final
from urllib.parse import unquote

from returnctl.core.recognition.carriers import find_carrier
from returnctl.core.recognition.recognising import recognise
from returnctl.importing.mail import labels
from returnctl.importing.mail.senders import Sender

_MOST: Final = 50
# Digits are what a word is not: five at least.
_FEWEST_DIGITS: Final = 5
_ANY_FORM: Final = r"[A-Z0-9][A-Z0-9-]{7,34}"
_LINKED: Final = re.compile(
    r"[?&](?:tracking_?-?(?:number|id|no|code)s?|track_?nums?|tracknumbers?|trknbr|numer|tlabel|"
    r"parcel_?number|parcelno|mailnolist|barcode|match|piececode|qtc_tlabels1|searchwaybill)"
    r"=([A-Za-z0-9]{8,40})(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_LINKED_ORDER: Final = re.compile(
    r"[?&](?:order_?id|o_id|tradeorderid|ordernumber)=([A-Za-z0-9-]{8,40})", re.IGNORECASE
)
_PAIR: Final = re.compile(
    r"tradeorderid=(\d{10,20})&(?:amp;)?trackingnumber=([A-Za-z0-9]{8,40})", re.IGNORECASE
)
# A name is up to four words that begin with a capital or a digit.
_NAME: Final = r"[A-Z0-9][\w&'.-]{0,30}(?: [A-Z0-9][\w&'-]{0,30}){0,3}"
_BEHIND: Final = re.compile(rf"(?i:{'|'.join(labels.CARRIER)}) {{1,2}}({_NAME})")


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
    order = "|".join(labels.ORDER)
    before = rf"(?i:(?:{order}){labels.IS})(?<!\d)({labelled})(?!\d)"
    behind = rf"(?<!\d)(?=({labelled}) (?i:{order}))"
    return re.compile(f"{before}|{behind}")


def parcel_numbers(sender: Sender, text: str, links: Iterable[str]) -> tuple[str, ...]:
    """Return the numbers of a carrier's parcels: those that are shown, else those of the links."""
    forms = "|".join(filter(None, (sender.sure, sender.labelled)))
    found = []
    if sender.sure:
        found += [m[1] for m in _anywhere(sender.sure).finditer(text)]
    found += [m[1] for m in _behind(labels.PARCEL + labels.THING, forms).finditer(text)]
    if not found:
        found = [each for each in linked_parcels(links) if re.fullmatch(forms, each, re.ASCII)]
    return tuple(dict.fromkeys(each.replace(" ", "") for each in found))[:_MOST]


@cache
def _anywhere(form: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z0-9])({form})(?![A-Za-z0-9])", re.ASCII)


@cache
def _behind(words: tuple[str, ...], form: str) -> re.Pattern[str]:
    label = "|".join(words)
    return re.compile(rf"(?i:{label}){labels.IS}(?<![A-Za-z0-9])({form})(?![A-Za-z0-9])")


def shown_parcels(text: str, links: Iterable[str]) -> tuple[str, ...]:
    """Return the numbers of parcels in a shop's mail, whoever carries them.

    What follows a mere "package" may be the shop's own number of it: it counts if it is telling.
    """
    found = [m[1] for m in _behind(labels.PARCEL, _ANY_FORM).finditer(text)]
    things = (m[1] for m in _behind(labels.THING, _ANY_FORM).finditer(text))
    found += [each for each in things if _is_telling(each)]
    found = found or list(linked_parcels(links))
    return tuple(dict.fromkeys(each for each in found if _is_parcel(each)))[:_MOST]


def _is_telling(number: str) -> bool:
    best = recognise(number).best
    return best is not None and best.telling


def _is_parcel(number: str) -> bool:
    """Say whether it has enough digits, and is no order's number."""
    reading = recognise(number)
    is_order = reading.order is not None and reading.order.sure
    return sum(char.isdigit() for char in number) >= _FEWEST_DIGITS and not is_order


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
