"""The demo: the test numbers that EasyPost and Shippo publish, answered without any network.

Each number stands for one state, so that every way a parcel can go can be tried without a parcel.
Its scans count back from today.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from returnctl.core.sightings import Report, Round, Scan, Wanted
from returnctl.tracking.line import Line
from returnctl.tracking.reading import plain_number

NAME: Final = "demo"

# Days ago, state, text; oldest first.
_WAY: Final = (
    (6, "pre_transit", "Shipping label created"),
    (5, "in_transit", "Accepted at the origin facility"),
    (3, "in_transit", "Departed the sorting centre"),
    (1, "out_for_delivery", "Out for delivery"),
)
_ENDS: Final = {
    "pre_transit": _WAY[:1],
    "in_transit": _WAY[:3],
    "out_for_delivery": _WAY,
    "delivered": (*_WAY, (1, "delivered", "Delivered, left with the recipient")),
    "returned": (*_WAY[:3], (1, "returned", "Returned to the sender")),
    "exception": (*_WAY[:3], (1, "exception", "Delivery failed: address not found")),
    "unknown": (),
}
_NUMBERS: Final = {
    "EZ1000000001": "pre_transit",
    "EZ2000000002": "in_transit",
    "EZ3000000003": "out_for_delivery",
    "EZ4000000004": "delivered",
    "EZ5000000005": "returned",
    "EZ6000000006": "exception",
    "EZ7000000007": "unknown",
    "SHIPPOPRETRANSIT": "pre_transit",
    "SHIPPOTRANSIT": "in_transit",
    "SHIPPODELIVERED": "delivered",
    "SHIPPORETURNED": "returned",
    "SHIPPOFAILURE": "exception",
    "SHIPPOUNKNOWN": "unknown",
}


def takes(wanted: Wanted) -> bool:
    """Whether it is one of the test numbers, with or without its underscores."""
    return plain_number(wanted.number) in _NUMBERS


def headers(_: str) -> Mapping[str, str]:
    """Return none: there is no key."""
    return {}


def ask(line: Line, batch: Sequence[Wanted]) -> Round:
    """Answer from the table."""
    today = line.now().astimezone(UTC).date()
    return Round(provider=NAME, reports=tuple(_report(each.number, today) for each in batch))


def _report(number: str, today: date) -> Report:
    status = _NUMBERS[plain_number(number)]
    return Report(
        number=number,
        provider=NAME,
        status=status,
        scans=tuple(_scan(today - timedelta(days=ago), *rest) for ago, *rest in _ENDS[status]),
        carrier=NAME,
        raw=f'{{"tracking_number": "{plain_number(number)}", "status": "{status}"}}'.encode(),
    )


def _scan(on: date, status: str, text: str) -> Scan:
    noon = datetime.combine(on, time(12), UTC)
    return Scan(on=on, status=status, text=text, place="Testville", at=noon)
