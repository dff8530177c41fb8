"""Rows about a parcel whose order their source does not name: mails of carriers.

They join the order that has the parcel, in the same files or in the records; else they are told,
and nothing is recorded for them.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Literal

from returnctl.core.imported import Found, Skipped
from returnctl.core.recognition.carriers import carriers
from returnctl.core.structs import Struct, replace
from returnctl.core.vocabulary import PARCEL_STATUSES

COLUMNS = ("Tracking number", "Carrier", "State", "Day")


class Home(Struct, frozen=True, kw_only=True):
    """An order that has a parcel, and which way that goes; `number` is empty where it has none."""

    shop: str
    number: str
    ref: str = ""
    direction: Literal["inbound", "return"] = "inbound"


def parcels_of(rows: Iterable[Found]) -> dict[str, dict[tuple[str, str], Home]]:
    """Return the orders of the parcels that rows name."""
    found: dict[str, dict[tuple[str, str], Home]] = {}
    for row in rows:
        for number in row.tracking_numbers if row.order_number else ():
            home = Home(shop=row.shop, number=row.order_number)
            found.setdefault(number.upper(), {})[row.shop, row.order_number] = home
    return found


def brought_home(row: Found, homes: Callable[[str], Iterable[Home]]) -> Iterator[Found | Skipped]:
    """Yield a row for each order that has its parcel, or the reason why none can be."""
    number = row.tracking_numbers[0]
    found = tuple(homes(number))
    for home in found:
        if home.direction == "return":
            # Who got it back is for the user to say: the carrier only says that somebody did.
            yield _told(row, f"a parcel that you sent back, of {_name(home)}")
        elif not home.number:
            yield _told(row, f"a parcel of {_name(home)}, which has no number")
        else:
            yield replace(row, shop=home.shop, order_number=home.number)
    if not found:
        yield _told(row, "a parcel of no known order")


def _name(home: Home) -> str:
    return home.ref or f"{home.shop} {home.number}"


def _told(row: Found, what: str) -> Skipped:
    known = carriers().get(row.carrier or "")
    name = known.name if known else row.carrier or "carrier unknown"
    state = PARCEL_STATUSES.get(row.state or "", PARCEL_STATUSES["unknown"])
    day = row.on.isoformat() if row.on else ""
    number = row.tracking_numbers[0]
    reason = f"{what}: {name} {number}, {state}{' on ' if day else ''}{day}"
    return Skipped(row.source, reason, COLUMNS, (number, name, state, day))
