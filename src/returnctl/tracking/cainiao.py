"""Cainiao global: AliExpress parcels on their way in. Unofficial: no key, no promise, no terms.

The site's own address is asked, slowly, and only where the user enabled it.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

from returnctl.core.sightings import Report, Round, Scan, Trouble, TroubleKind, Wanted
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
    whole,
    word,
)

NAME: Final = "cainiao"

_STATUSES: Final = {
    "WAIT_ACCEPT": "pre_transit",
    "ACCEPTED": "in_transit",
    "TRANSITING": "in_transit",
    "CLEAR_CUSTOMS": "in_transit",
    "DELIVERING": "out_for_delivery",
    "DELIVERED": "delivered",
    "SIGN": "delivered",
    "FAILED": "exception",
    "RETURN": "returned",
}
_ON_ITS_WAY: Final = (
    "PU_PICKUP_SUCCESS CW_OUTBOUND SC_INBOUND_SUCCESS SC_OUTBOUND_SUCCESS CC_EX_START CC_EX_SUCCESS"
    " LH_HO_IN_SUCCESS LH_HO_AIRLINE LH_DEPART LH_ARRIVE TRANSIT_PORT_REROUTE_CALLBACK"
    " CUSTOMS_ARRIVED_IN_AREA_CALLBACK CC_HO_IN_SUCCESS CC_IM_START CC_HO_OUT_SUCCESS CC_IM_SUCCESS"
    " GTMS_ACCEPT GTMS_SC_ARRIVE GTMS_SC_DEPART"
)
_ACTIONS: Final = {
    **dict.fromkeys(_ON_ITS_WAY.split(), "in_transit"),
    **dict.fromkeys(("GWMS_ACCEPT", "GWMS_PACKAGE", "GWMS_OUTBOUND"), "pre_transit"),
    "WMS_CONFIRMED": "pre_transit",
    "GTMS_DO_DEPART": "out_for_delivery",
    "GTMS_STA_SIGNED": "available_for_pickup",
    "GTMS_STA_SIGNED_DELIVER": "delivered",
    "GTMS_SIGNED": "delivered",
}
# What the newest scan may add to a parcel that is on its way.
_NEARER: Final = frozenset(("out_for_delivery", "available_for_pickup"))
_ZONE: Final = re.compile(r"GMT([+-])(\d{1,2})(?::?([0-5]\d))?")
_ITS_FORM: Final = re.compile(r"(LP|AP|AE|CN)[A-Z0-9]{9,24}|[A-Z]{2}\d{9}CN")


def takes(wanted: Wanted) -> bool:
    """Whether it is Cainiao's by its carrier, or has a form that AliExpress parcels have."""
    plain = plain_number(wanted.number)
    return wanted.carrier == NAME or _ITS_FORM.fullmatch(plain) is not None


def headers(_: str) -> Mapping[str, str]:
    """Return none: there is no key."""
    return {}


def ask(line: Line, batch: Sequence[Wanted]) -> Round:
    """Ask for the one number of the batch."""
    (wanted,) = batch
    plain = plain_number(wanted.number)
    query = {"mailNos": plain, "lang": "en-US", "language": "en-US"}
    answer = line.get("/global/detail.json", query)
    return parse(answer.payload, batch, answer.raw)


def parse(payload: object, batch: Sequence[Wanted], raw: bytes = b"") -> Round:
    """Read the answer about the one number of the batch."""
    (wanted,) = batch
    asked = plain_number(wanted.number)
    if dig(payload, "success") is not True:
        return _trouble(wanted, "answer", "Cainiao refused the question")
    found = [each for each in rows(dig(payload, "module")) if number(dig(each, "mailNo")) == asked]
    if not found:
        return _trouble(wanted, "answer", "Cainiao left this number out of its answer")
    report = _report(found[0], wanted.number, raw)
    if report.status == "unknown" and not report.scans:
        return _trouble(wanted, "not_found", "Cainiao does not know this number")
    return Round(provider=NAME, reports=(report,))


def _trouble(wanted: Wanted, kind: TroubleKind, sentence: str) -> Round:
    trouble = Trouble(provider=NAME, kind=kind, sentence=sentence, number=wanted.number)
    return Round(provider=NAME, troubles=(trouble,))


def _report(module: object, asked: str, raw: bytes) -> Report:
    scans = in_order(_detail(each) for each in rows(dig(module, "detailList")))
    local = number(dig(module, "copyRealMailNo"))
    eta = dig(module, "globalEtaInfo")
    return Report(
        number=asked,
        provider=NAME,
        status=_status(word(dig(module, "status"), _STATUSES), scans),
        scans=scans,
        carrier=text(dig(module, "destCpInfo", "cpName")) or None,
        aliases=(local,) if local and local != plain_number(asked) else (),
        expected=span(_iso(dig(eta, "deliveryMinTime")), _iso(dig(eta, "deliveryMaxTime"))),
        raw=raw,
    )


def _status(said: str, scans: Sequence[Scan]) -> str:
    """Take the word of the service, and from the newest known scan what is nearer to the door."""
    newest = next((each.status for each in reversed(scans) if each.status != "unknown"), said)
    return newest if said == "unknown" or (said == "in_transit" and newest in _NEARER) else said


def _detail(detail: object) -> tuple[Stamp | None, str, str, str]:
    said = text(dig(detail, "standerdDesc")) or text(dig(detail, "desc"))
    return _when(detail), word(dig(detail, "actionCode"), _ACTIONS), said, ""


def _when(detail: object) -> Stamp | None:
    """The place's time with its zone, else the instant with the place's day."""
    local = stamp(dig(detail, "timeStr"))
    zone = _ZONE.fullmatch(text(dig(detail, "timeZone")))
    if local and zone:
        hours = f"{zone[1]}{int(zone[2]):02}:{zone[3] or '00'}"
        return stamp(f"{local.order.isoformat()}{hours}") or local
    instant = stamp(_iso(dig(detail, "time")))
    if local and instant:
        return Stamp(local.on, instant.at, instant.order)
    return local or instant


def _iso(milliseconds: object) -> str | None:
    found = whole(milliseconds)
    try:
        return None if found is None else datetime.fromtimestamp(found / 1000, UTC).isoformat()
    except (ValueError, OverflowError, OSError):
        return None
