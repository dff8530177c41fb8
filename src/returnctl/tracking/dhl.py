"""DHL Shipment Tracking - Unified: all divisions of DHL, one number a question."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from returnctl.core.sightings import Report, Round, Trouble, TroubleKind, Wanted
from returnctl.tracking.line import Line
from returnctl.tracking.reading import (
    Stamp,
    dig,
    in_order,
    number,
    plain_number,
    rows,
    span,
    stamp,
    text,
    word,
)

NAME: Final = "dhl"

_STATUSES: Final = {
    "pre-transit": "pre_transit",
    "transit": "in_transit",
    "delivered": "delivered",
    "failure": "exception",
    "unknown": "unknown",
}
# What only the text tells; the first that fits a status it may refine.
_REFINED: Final = (
    (("delivered", "exception"), "returned", re.compile(
        r"\b(return(ed)?|delivered( back)?) to (the |its |original )*(sender|shipper|consignor)\b"
        r"|zur(ü|ue)ck an den absender|r(ü|ue)cksendung an den absender"
        r"|an den absender zur(ü|ue)ckgesandt", re.IGNORECASE)),
    (("in_transit",), "available_for_pickup", re.compile(
        r"\b(ready|available|awaiting) (for )?(pick[- ]?up|collection)\b", re.IGNORECASE)),
    (("in_transit",), "out_for_delivery", re.compile(
        r"\bout for delivery\b|\bwith (the )?delivery courier\b"
        r"|\bloaded onto the delivery vehicle\b", re.IGNORECASE)),
)  # fmt: skip
# The division to ask for, where the carrier is known: another's parcel may have the same number.
_DIVISIONS: Final = {"dhl-express": "express", "dhl-ecommerce": "ecommerce"}
_CARRIERS: Final = frozenset(("dhl", "deutsche-post", *_DIVISIONS))
_ITS_FORM: Final = re.compile(r"J[A-Z]{2,3}\d{9,18}|JD\d{18}|0034\d{16}|GM\d{16,18}")


def takes(wanted: Wanted) -> bool:
    """Whether it is DHL's by its carrier, else by a form that nobody else has."""
    if wanted.carrier:
        return wanted.carrier in _CARRIERS
    return _ITS_FORM.fullmatch(plain_number(wanted.number)) is not None


def headers(key: str) -> Mapping[str, str]:
    """Return the header of the key."""
    return {"DHL-API-Key": key}


def ask(line: Line, batch: Sequence[Wanted]) -> Round:
    """Ask for the one number of the batch."""
    (wanted,) = batch
    query = {"trackingNumber": plain_number(wanted.number), "language": "en"}
    if division := _DIVISIONS.get(wanted.carrier or ""):
        query["service"] = division
    answer = line.get("/track/shipments", query, also=(400, 404))
    if answer.status != 200:
        return _trouble(wanted, "not_found", "DHL does not know this number")
    return parse(answer.payload, batch, answer.raw)


def parse(payload: object, batch: Sequence[Wanted], raw: bytes = b"") -> Round:
    """Read the answer about the one number of the batch."""
    (wanted,) = batch
    shipments = rows(dig(payload, "shipments"))
    ours = [each for each in shipments if _is_about(each, plain_number(wanted.number))]
    if not shipments:
        return _trouble(wanted, "not_found", "DHL does not know this number")
    if not ours:
        return _trouble(wanted, "answer", "DHL answered about another number")
    if len(ours) > 1:
        said = "DHL has several parcels of this number: name the division with --carrier"
        return _trouble(wanted, "carrier_required", said)
    return Round(provider=NAME, reports=(_report(ours[0], wanted.number, raw),))


def _trouble(wanted: Wanted, kind: TroubleKind, sentence: str) -> Round:
    trouble = Trouble(provider=NAME, kind=kind, sentence=sentence, number=wanted.number)
    return Round(provider=NAME, troubles=(trouble,))


def _is_about(shipment: object, asked: str) -> bool:
    """Whether the shipment has that number: as its own, or as one of its pieces'."""
    pieces = rows(dig(shipment, "details", "pieceIds"))
    return asked in {number(each) for each in (dig(shipment, "id"), *pieces)}


def _report(shipment: object, asked: str, raw: bytes) -> Report:
    frame = dig(shipment, "estimatedDeliveryTimeFrame")
    estimate = dig(shipment, "estimatedTimeOfDelivery")
    own = number(dig(shipment, "id"))
    return Report(
        number=asked,
        provider=NAME,
        status=_event(dig(shipment, "status"))[1],
        scans=in_order(_event(event) for event in rows(dig(shipment, "events"))),
        carrier="DHL",
        aliases=(own,) if own and own != plain_number(asked) else (),
        expected=span(dig(frame, "estimatedFrom"), dig(frame, "estimatedThrough"))
        or span(estimate, estimate),
        raw=raw,
    )


def _event(event: object) -> tuple[Stamp | None, str, str, str]:
    """Read one event; the shipment's status has the same form."""
    parts = [text(dig(event, field)) for field in ("status", "description", "remark", "nextSteps")]
    said = ". ".join(dict.fromkeys(part.rstrip(".") for part in parts if part))
    status = word(dig(event, "statusCode"), _STATUSES)
    place = dig(event, "location", "address")
    where = [text(dig(place, "addressLocality")), text(dig(place, "countryCode"))]
    refined = (new for old, new, form in _REFINED if status in old and form.search(said))
    when = stamp(dig(event, "timestamp"))
    return when, next(refined, status), said, ", ".join(filter(None, where))
