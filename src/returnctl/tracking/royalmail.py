"""Royal Mail Tracking v2: one number a question. Its key is two: `CLIENT_ID:CLIENT_SECRET`."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from returnctl.core.sightings import Report, Round, Trouble, TroubleKind, Wanted
from returnctl.tracking.failing import Failed
from returnctl.tracking.line import Line
from returnctl.tracking.reading import (
    Stamp,
    dig,
    in_order,
    latest,
    number,
    plain_number,
    rows,
    span,
    stamp,
    text,
)

NAME: Final = "royalmail"

# What the words of an event or a summary say, in this order. "Delivered to the delivery office"
# is on its way; what fits nothing is unknown.
_WORDS: Final = tuple(
    (re.compile(form, re.IGNORECASE), status)
    for form, status in (
        (r"\b(returned|delivered( back)?) to( the)? sender\b", "returned"),
        (r"\battempt|\bunable to\b|\bnot delivered\b|\bundeliver|\brefused\b", "exception"),
        (r"\bdamaged\b|\bincorrect address\b|\breturn(ing)? to( the)? sender\b", "exception"),
        (r"\b(ready|available|awaiting|held)\b.*\bcollect(ion|ed)?\b", "available_for_pickup"),
        (r"\bout for delivery\b", "out_for_delivery"),
        (r"^delivered to\b.*\b(office|depot|centre|hub)\b", "in_transit"),
        (r"^delivered\b", "delivered"),
        (r"\bexpecting\b|\bpre-?advice\b|\bsender (is )?(preparing|d[ei]spatching)", "pre_transit"),
        (r"^(accepted|received|collected|arrived|sorted|processed|d[ei]spatched)\b", "in_transit"),
        (r"^in transit\b|^item (received|leaving|arrived|d[ei]spatched)\b", "in_transit"),
        (r"\bwe('ve| have) (got|your)\b", "in_transit"),
    )
)
_CARRIERS: Final = frozenset(("royal-mail", "parcelforce"))
_ITS_FORM: Final = re.compile(r"[A-Z]{2}\d{9}GB")


def takes(wanted: Wanted) -> bool:
    """Whether it is Royal Mail's by its carrier, else by its form."""
    if wanted.carrier:
        return wanted.carrier in _CARRIERS
    return _ITS_FORM.fullmatch(plain_number(wanted.number)) is not None


def headers(key: str) -> Mapping[str, str]:
    """Return the headers of the key and of the terms, which the user took with the account.

    Raises:
        Failed: the key is not two.
    """
    client, colon, secret = key.partition(":")
    if not (client and colon and secret):
        raise Failed("key", "needs two keys, written as CLIENT_ID:CLIENT_SECRET")
    return {
        "X-IBM-Client-Id": client,
        "X-IBM-Client-Secret": secret,
        "X-Accept-RMG-Terms": "yes",
    }


def ask(line: Line, batch: Sequence[Wanted]) -> Round:
    """Ask for the one number of the batch."""
    (wanted,) = batch
    path = f"/mailpieces/v2/{plain_number(wanted.number)}/events"
    answer = line.get(path, {}, also=(400, 404))
    if answer.status != 200:
        return _trouble(wanted, "not_found", "Royal Mail does not know this number")
    return parse(answer.payload, batch, answer.raw)


def parse(payload: object, batch: Sequence[Wanted], raw: bytes = b"") -> Round:
    """Read the answer about the one number of the batch."""
    (wanted,) = batch
    piece = dig(payload, "mailPieces")
    asked = plain_number(wanted.number)
    summary = dig(piece, "summary")
    names = {number(dig(piece, "mailPieceId")), number(dig(summary, "oneDBarcode"))}
    if not isinstance(piece, dict):
        return _trouble(wanted, "answer", "Royal Mail left this number out of its answer")
    if asked not in names:
        return _trouble(wanted, "answer", "Royal Mail answered about another number")
    scans = in_order(_event(event) for event in rows(dig(piece, "events")))
    estimate = dig(piece, "estimatedDelivery", "date")
    said = _status(text(dig(summary, "statusCategory")))
    report = Report(
        number=wanted.number,
        provider=NAME,
        status=latest(scans) if said == "unknown" else said,
        scans=scans,
        carrier="Royal Mail",
        expected=span(estimate, estimate),
        raw=raw,
    )
    return Round(provider=NAME, reports=(report,))


def _trouble(wanted: Wanted, kind: TroubleKind, sentence: str) -> Round:
    trouble = Trouble(provider=NAME, kind=kind, sentence=sentence, number=wanted.number)
    return Round(provider=NAME, troubles=(trouble,))


def _status(said: str) -> str:
    return next((status for form, status in _WORDS if form.search(said)), "unknown")


def _event(event: object) -> tuple[Stamp | None, str, str, str]:
    said = text(dig(event, "eventName"))
    return stamp(dig(event, "eventDateTime")), _status(said), said, text(dig(event, "locationName"))
