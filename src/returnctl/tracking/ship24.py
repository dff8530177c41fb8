"""Ship24: knows many carriers; a number is registered by the first question, and that counts."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from returnctl.core.sightings import Report, Round, Trouble, TroubleKind, Wanted
from returnctl.tracking.failing import Failed
from returnctl.tracking.line import Line
from returnctl.tracking.reading import (
    Stamp,
    as_bytes,
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

NAME: Final = "ship24"

_STATUSES: Final = {
    "pending": "unknown",
    "info_received": "pre_transit",
    "in_transit": "in_transit",
    "out_for_delivery": "out_for_delivery",
    "failed_attempt": "exception",
    "available_for_pickup": "available_for_pickup",
    "delivered": "delivered",
    "exception": "exception",
}
# Its milestones have none for a parcel that went back; its finer codes have.
_RETURNED: Final = re.compile(r"(^|_)return(ed|ing)?(_|$)")
_MAY_BE_RETURNED: Final = frozenset(("delivered", "exception"))
_REFUSED: Final = (400, 402, 403, 404)


def takes(wanted: Wanted) -> bool:
    """Whether it is a number of the length that the service takes."""
    return 5 <= len(plain_number(wanted.number)) <= 50


def headers(key: str) -> Mapping[str, str]:
    """Return the header of the key."""
    return {"Authorization": f"Bearer {key}"}


def ask(line: Line, batch: Sequence[Wanted]) -> Round:
    """Ask for the one number of the batch, and register it where that is new."""
    (wanted,) = batch
    plain = plain_number(wanted.number)
    if wanted.registered:
        path = f"/public/v1/trackers/search/{plain}/results"
        answer = line.get(path, {}, also=_REFUSED)
    else:
        body = {"trackingNumber": plain}
        answer = line.post("/public/v1/trackers/track", body, also=(201, *_REFUSED))
    if answer.status in _REFUSED:
        return _refused(answer.status, answer.payload, wanted)
    found = parse(answer.payload, batch)
    new = () if wanted.registered else (wanted.number,)
    return Round(provider=NAME, reports=found.reports, troubles=found.troubles, registered=new)


def _refused(status: int, payload: object, wanted: Wanted) -> Round:
    """Tell what was refused: the key, another number this month, or this number.

    Raises:
        Failed: nothing more is worth asking.
    """
    codes = " ".join(text(dig(each, "code")) for each in rows(dig(payload, "errors")))
    if status == 402 or "quota" in codes:
        raise Failed("quota", "takes no more numbers: the plan is used up")
    if status == 403:
        raise Failed("key", "refuses the key")
    return _trouble(wanted, "not_found", "Ship24 does not know this number")


def parse(payload: object, batch: Sequence[Wanted]) -> Round:
    """Read the answer about the one number of the batch."""
    (wanted,) = batch
    asked = plain_number(wanted.number)
    found = [each for each in rows(dig(payload, "data", "trackings")) if asked in _numbers(each)]
    if not found:
        return _trouble(wanted, "answer", "Ship24 left this number out of its answer")
    reports = sorted((_report(each, wanted.number) for each in found), key=_newest)
    if reports[-1].status == "unknown" and not reports[-1].scans:
        return _trouble(wanted, "no_data_yet", "Ship24 follows the number and knows nothing yet")
    return Round(provider=NAME, reports=(reports[-1],))


def _trouble(wanted: Wanted, kind: TroubleKind, sentence: str) -> Round:
    trouble = Trouble(provider=NAME, kind=kind, sentence=sentence, number=wanted.number)
    return Round(provider=NAME, troubles=(trouble,))


def _newest(report: Report) -> str:
    return report.scans[-1].on.isoformat() if report.scans else ""


def _numbers(tracking: object) -> set[str | None]:
    return {number(dig(tracking, "tracker", "trackingNumber")), *_others(tracking)}


def _others(tracking: object) -> list[str]:
    """Return all numbers that the parcel goes by."""
    found = [number(dig(each, "tn")) for each in rows(dig(tracking, "shipment", "trackingNumbers"))]
    return [each for each in found if each]


def _report(tracking: object, asked: str) -> Report:
    shipment = dig(tracking, "shipment")
    expected = dig(shipment, "delivery", "estimatedDeliveryDate")
    others = dict.fromkeys(each for each in _others(tracking) if each != plain_number(asked))
    return Report(
        number=asked,
        provider=NAME,
        status=_status(shipment),
        scans=in_order(_event(event) for event in rows(dig(tracking, "events"))),
        aliases=tuple(others),
        expected=span(expected, expected),
        raw=as_bytes(tracking),
    )


def _status(part: object) -> str:
    """Read the milestone of a shipment or an event, and what its code adds."""
    status = word(dig(part, "statusMilestone"), _STATUSES)
    code = text(dig(part, "statusCode"))
    return "returned" if status in _MAY_BE_RETURNED and _RETURNED.search(code) else status


def _event(event: object) -> tuple[Stamp | None, str, str, str]:
    when = stamp(dig(event, "occurrenceDatetime"))
    return when, _status(event), text(dig(event, "status")), text(dig(event, "location"))
