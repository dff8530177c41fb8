"""La Poste, Colissimo and Chronopost: the official tracking API v2, several numbers a question."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from returnctl.core.sightings import Report, Round, Trouble, TroubleKind, Wanted
from returnctl.tracking.line import Line
from returnctl.tracking.reading import (
    Stamp,
    as_bytes,
    dig,
    in_order,
    latest,
    number,
    plain_number,
    rows,
    span,
    stamp,
    text,
    whole,
    word,
)

NAME: Final = "laposte"

# Codes of events. `DI2` is delivered to the sender; `PB2` is a problem that was solved.
_STATUSES: Final = {
    "DR1": "pre_transit", "DR2": "pre_transit",
    "PC1": "in_transit", "PC2": "in_transit",
    "ET1": "in_transit", "ET2": "in_transit", "ET3": "in_transit", "ET4": "in_transit",
    "EP1": "in_transit",
    "DO1": "in_transit", "DO2": "in_transit", "DO3": "in_transit",
    "PB1": "exception", "PB2": "in_transit", "ND1": "exception",
    "MD2": "out_for_delivery",
    "AG1": "available_for_pickup",
    "RE1": "returned", "DI2": "returned",
    "DI1": "delivered",
}  # fmt: skip
_CARRIERS: Final = frozenset(("la-poste", "laposte", "colissimo", "chronopost"))
_ITS_FORM: Final = re.compile(r"\d[A-Z]\d{11}|[A-Z]{2}\d{9}FR")
# 207: some of its own sources did not answer.
_GOOD: Final = frozenset((200, 207))
_UNKNOWN: Final = frozenset((400, 404))


def takes(wanted: Wanted) -> bool:
    """Whether it is La Poste's by its carrier, else by its form."""
    if wanted.carrier:
        return wanted.carrier in _CARRIERS
    return _ITS_FORM.fullmatch(plain_number(wanted.number)) is not None


def headers(key: str) -> Mapping[str, str]:
    """Return the header of the key."""
    return {"X-Okapi-Key": key}


def ask(line: Line, batch: Sequence[Wanted]) -> Round:
    """Ask for all numbers of the batch."""
    numbers = ",".join(plain_number(each.number) for each in batch)
    answer = line.get(f"/suivi/v2/idships/{numbers}", {"lang": "en_GB"}, also=(207, 400, 404))
    return parse(answer.payload, batch)


def parse(payload: object, batch: Sequence[Wanted]) -> Round:
    """Read the answer: an object about one number, a list about several."""
    items = rows(payload) if isinstance(payload, list) else [payload]
    by_number = {_number_of(item): item for item in reversed(items)}
    if len(items) == len(batch) == 1 and _number_of(items[0]) is None:
        by_number = {plain_number(batch[0].number): items[0]}
    found = [_read(by_number.get(plain_number(each.number)), each.number) for each in batch]
    return Round(
        provider=NAME,
        reports=tuple(each for each in found if isinstance(each, Report)),
        troubles=tuple(each for each in found if isinstance(each, Trouble)),
    )


def _number_of(item: object) -> str | None:
    return number(dig(item, "shipment", "idShip")) or number(dig(item, "idShip"))


def _read(item: object, asked: str) -> Report | Trouble:
    code = whole(dig(item, "returnCode"))
    if item is None:
        return _trouble(asked, "answer", "La Poste left this number out of its answer")
    if code in _UNKNOWN:
        return _trouble(asked, "not_found", "La Poste does not know this number")
    shipment = dig(item, "shipment")
    if code not in _GOOD or shipment is None:
        return _trouble(asked, "answer", "La Poste gave an error that nobody knows")
    return _report(item, shipment, asked)


def _trouble(asked: str, kind: TroubleKind, sentence: str) -> Trouble:
    return Trouble(provider=NAME, kind=kind, sentence=sentence, number=asked)


def _report(item: object, shipment: object, asked: str) -> Report:
    scans = in_order(_event(event) for event in rows(dig(shipment, "event")))
    product = text(dig(shipment, "product")).title()
    estimate = dig(shipment, "estimDate")
    return Report(
        number=asked,
        provider=NAME,
        status=latest(scans),
        scans=scans,
        carrier=product or "La Poste",
        expected=span(estimate, estimate),
        raw=as_bytes(item),
    )


def _event(event: object) -> tuple[Stamp | None, str, str, str]:
    status = word(dig(event, "code"), _STATUSES)
    return stamp(dig(event, "date")), status, text(dig(event, "label")), ""
