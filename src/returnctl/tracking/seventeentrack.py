"""17TRACK v2.4: knows nearly every carrier; a number is registered once, and then asked for free.

A registration is what costs (some are free each month), so a number is never registered twice, and
never again once the service has dropped it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from returnctl.core.sightings import Report, Round, Trouble, TroubleKind, Wanted
from returnctl.core.structs import replace
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
    whole,
    word,
)

NAME: Final = "17track"
TITLE: Final = "17TRACK"

_STATUSES: Final = {
    "InfoReceived": "pre_transit",
    "InTransit": "in_transit",
    "OutForDelivery": "out_for_delivery",
    "AvailableForPickup": "available_for_pickup",
    "Delivered": "delivered",
    "DeliveryFailure": "exception",
    "Exception": "exception",
    "Expired": "expired",
    "NotFound": "unknown",
    # An event's stage, where it has no sub-status.
    "PickedUp": "in_transit",
    "Departure": "in_transit",
    "Arrival": "in_transit",
    "Returning": "returned",
    "Returned": "returned",
}
_RETURNED: Final = frozenset(("Exception_Returning", "Exception_Returned"))
# Sub-statuses that ask something of the shopper; carriers' own words often hide it.
_REMARKS: Final = {
    "InTransit_CustomsRequiringInformation": "customs requires information",
    "DeliveryFailure_NoBody": "nobody was there",
    "DeliveryFailure_InvalidAddress": "invalid address",
    "DeliveryFailure_Rejected": "refused by the recipient",
}
# Its numbers of the carriers whose numbers are most often taken for another's.
_CARRIERS: Final = {
    "china-post": 3011, "cainiao": 190271, "usps": 21051, "ups": 100002, "fedex": 100003,
    "dhl-express": 100001, "dhl": 7041, "yanwen": 190012,
}  # fmt: skip

_REGISTERED_BEFORE: Final = -18019901
_KEY: Final[TroubleKind] = "key"
# Error codes, as its help pages list them: what the trouble is, and what is said of it.
_ERRORS: Final[Mapping[int | None, tuple[TroubleKind, str]]] = {
    -18010001: (_KEY, "refuses this machine's address: allow it in its settings"),
    -18010002: (_KEY, "refuses the key"),
    -18010003: ("network", "has trouble of its own"),
    -18010004: (_KEY, "has disabled the account"),
    -18010005: (_KEY, "refuses the key"),
    -18010011: ("not_found", "takes this for no tracking number"),
    -18010012: ("not_found", "takes this for no tracking number"),
    -18010015: ("not_found", "takes this for no tracking number"),
    -18010018: ("carrier_required", "wants country and postcode for this carrier"),
    -18010019: ("carrier_required", "wants a postcode for this carrier"),
    -18010020: ("carrier_required", "wants a telephone number for this carrier"),
    -18019902: ("not_found", "does not follow this number any more"),
    -18019903: ("carrier_required", "does not recognise the carrier: name it with --carrier"),
    -18019907: ("quota", "takes no more numbers today"),
    -18019908: ("quota", "takes no more numbers: the quota of registrations is used up"),
    -18019909: ("no_data_yet", "has registered the number and knows nothing yet"),
    -18019910: ("carrier_required", "says this is another carrier's number"),
    -18019911: ("carrier_required", "cannot ask this carrier at present"),
}
_OTHER_ERROR: Final[tuple[TroubleKind, str]] = ("answer", "gave an error that nobody knows")


def takes(wanted: Wanted) -> bool:
    """Whether it is a number of the length that the service takes."""
    return 5 <= len(plain_number(wanted.number)) <= 50


def headers(key: str) -> Mapping[str, str]:
    """Return the header of the key."""
    return {"17token": key}


def ask(line: Line, batch: Sequence[Wanted]) -> Round:
    """Register what is new, then ask for all that is registered."""
    first = _register(line, [each for each in batch if not each.registered])
    known = [each for each in batch if each.registered or each.number in first.registered]
    if not known:
        return first
    asked = [{"number": plain_number(each.number)} for each in known]
    try:
        found = parse(line.post("/gettrackinfo", asked).payload, known)
    except Failed as failed:
        failed.so_far = first
        raise
    return replace(first, reports=found.reports, troubles=first.troubles + found.troubles)


def _register(line: Line, new: Sequence[Wanted]) -> Round:
    """Register numbers; where the quota is gone, those registered before can still be asked."""
    if not new:
        return Round(provider=NAME)
    try:
        return parse_registration(line.post("/register", [_new(each) for each in new]).payload, new)
    except Failed as failed:
        if failed.kind != "quota":
            raise
        said = f"{TITLE} {failed.sentence}"
        troubles = (
            Trouble(provider=NAME, kind="quota", sentence=said, number=each.number) for each in new
        )
        return Round(provider=NAME, troubles=tuple(troubles))


def quota(line: Line) -> int | None:
    """Return how many registrations are left."""
    return whole(dig(line.post("/getquota", {}).payload, "data", "quota_remain"))


def _new(wanted: Wanted) -> dict[str, object]:
    carrier = _CARRIERS.get(wanted.carrier or "")
    return {"number": plain_number(wanted.number)} | ({"carrier": carrier} if carrier else {})


def parse_registration(payload: object, batch: Sequence[Wanted]) -> Round:
    """Read the answer of `register`: what is registered now or was before, and what is not.

    Raises:
        Failed: the whole question was refused.
    """
    accepted, rejected = _both(payload)
    codes = {name: code for name, code in rejected if code != _REGISTERED_BEFORE}
    known = {name for name, _ in accepted} | {name for name, _ in rejected if name not in codes}
    return Round(
        provider=NAME,
        registered=tuple(each.number for each in batch if plain_number(each.number) in known),
        troubles=_troubles(batch, codes, known),
    )


def parse(payload: object, batch: Sequence[Wanted]) -> Round:
    """Read the answer of `gettrackinfo`.

    Raises:
        Failed: the whole question was refused.
    """
    accepted, rejected = _both(payload)
    names = {plain_number(each.number): each.number for each in batch}
    found: dict[str, Report] = {}
    silent: dict[str, int | None] = {}
    for name, item in accepted:
        report = _report(item, names[name]) if name in names else None
        if report is None:
            silent[name] = -18019909
        elif name not in found or _age(report) > _age(found[name]):
            found[name] = report
    codes = {**silent, **dict(rejected)}
    return Round(
        provider=NAME,
        reports=tuple(found.values()),
        troubles=_troubles(batch, codes, found),
    )


def _age(report: Report) -> date:
    return report.scans[-1].on if report.scans else date.min


def _both(payload: object) -> tuple[list[tuple[str, object]], list[tuple[str, int | None]]]:
    """Return what was accepted, as number and item, and what was rejected, as number and code."""
    code = whole(dig(payload, "code"))
    if code != 0:
        errors = rows(dig(payload, "data", "errors"))
        first = whole(dig(errors[0], "code")) if errors else None
        kind, sentence = _ERRORS.get(first or code, _OTHER_ERROR)
        raise Failed("answer" if kind in {"not_found", "carrier_required"} else kind, sentence)
    accepted = [(name, item) for name, item in _named(dig(payload, "data", "accepted"))]
    rejected = [
        (name, whole(dig(item, "error", "code")))
        for name, item in _named(dig(payload, "data", "rejected"))
    ]
    return accepted, rejected


def _named(items: object) -> Iterator[tuple[str, object]]:
    for item in rows(items):
        if name := number(dig(item, "number")):
            yield name, item


def _troubles(
    batch: Sequence[Wanted],
    codes: Mapping[str, int | None],
    settled: Mapping[str, object] | set[str],
) -> tuple[Trouble, ...]:
    """Say of every number without an answer why, and of those left out that they are."""
    left = [each.number for each in batch if plain_number(each.number) not in settled]
    return tuple(_trouble(each, codes) for each in left)


def _trouble(asked: str, codes: Mapping[str, int | None]) -> Trouble:
    name = plain_number(asked)
    kind, said = _ERRORS.get(codes[name], _OTHER_ERROR) if name in codes else _LEFT_OUT
    return Trouble(provider=NAME, kind=kind, sentence=f"{TITLE} {said}", number=asked)


_LEFT_OUT: Final[tuple[TroubleKind, str]] = ("answer", "left this number out of its answer")


def _report(item: object, asked: str) -> Report | None:
    """Return what is known of a number; None where nothing is yet."""
    info = dig(item, "track_info")
    providers = rows(dig(info, "tracking", "providers"))
    events = [event for each in providers for event in rows(dig(each, "events"))]
    scans = in_order(_event(event) for event in events)
    status = _status(dig(info, "latest_status", "status"), dig(info, "latest_status", "sub_status"))
    if status == "unknown" and not scans:
        return None
    local = number(dig(info, "misc_info", "local_number"))
    days = dig(info, "time_metrics", "estimated_delivery_date")
    return Report(
        number=asked,
        provider=NAME,
        status=status,
        scans=scans,
        carrier=text(dig(providers[0], "provider", "name")) or None if providers else None,
        aliases=(local,) if local and local != plain_number(asked) else (),
        expected=span(dig(days, "from"), dig(days, "to")),
        raw=as_bytes(item),
    )


def _status(main: object, sub: object) -> str:
    if isinstance(sub, str) and sub in _RETURNED and main == "Exception":
        return "returned"
    return word(main, _STATUSES)


def _event(event: object) -> tuple[Stamp | None, str, str, str]:
    sub = dig(event, "sub_status")
    named = sub if isinstance(sub, str) else ""
    said = text(dig(event, "description"))
    remark = _REMARKS.get(named, "")
    if remark and remark not in said.lower():
        said = f"{said} ({remark})".strip()
    status = _status(named.partition("_")[0] or dig(event, "stage"), sub)
    return _when(event), status, said, text(dig(event, "location"))


def _when(event: object) -> Stamp | None:
    """The place's own time with its zone, else the one in UTC, else a bare day."""
    ways: tuple[Callable[[], object], ...] = (
        lambda: dig(event, "time_iso"),
        lambda: dig(event, "time_utc"),
        lambda: dig(event, "time_raw", "date"),
    )
    return next((found for way in ways if (found := stamp(way()))), None)
