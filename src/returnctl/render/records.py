"""The rows that machines read, with exactly the fields that the JSON contract promises.

Conventions: fields are never left out, unknown is null; amounts are `{"amount", "currency"}`, dates
ISO, instants ISO with the offset of the user's zone.
"""

from datetime import date
from typing import Any, Final
from zoneinfo import ZoneInfo

from returnctl.core.agenda import Due, StatusLine
from returnctl.core.money import Money
from returnctl.core.plainvalues import plain_value
from returnctl.core.rows import ParcelBrief
from returnctl.render.page import Page

_DEADLINE_FIELDS: Final = (
    "id", "ref", "order_id", "return_id", "shop", "seller", "order_number", "return_code", "item",
    "amount", "tracking_numbers", "rule", "name", "kind", "actor", "starts_on", "opens_on",
    "due_on", "due_at", "act_by", "days_left", "state", "met_on", "basis", "override",
    "confidence", "source", "advice", "if_missed", "missing", "snoozed_until",
)  # fmt: skip
_STATUS_FIELDS: Final = (
    "id", "ref", "kind", "order_id", "order_number", "shop", "seller", "items", "return_code",
    "status", "status_label", "reason", "resolution", "amount", "refunded", "short",
    "parcels", "next_deadline", "whose_move", "act_by", "days_left", "updated_on",
)  # fmt: skip


def deadline_record(due: Due, page: Page) -> dict[str, Any]:
    """Return a deadline as `deadlines` gives it."""
    row = due.row
    computed = {
        "days_left": due.days_left,
        "state": due.state,
        "snoozed_until": row.quiet_until and row.quiet_until.isoformat(),
        "source": {"title": row.source_title, "address": row.source_address},
    }
    return {
        name: computed[name] if name in computed else jsonable(getattr(row, name), page)
        for name in _DEADLINE_FIELDS
    }


def status_record(found: StatusLine, page: Page) -> dict[str, Any]:
    """Return an order or a return as `status` gives it."""
    computed: dict[str, Any] = {
        "next_deadline": deadline_record(found.next, page) if found.next else None,
        "whose_move": found.whose_move,
        "act_by": found.act_by and found.act_by.isoformat(),
        "days_left": found.days_left,
    }
    computed["parcels"] = [_parcel_record(each) for each in found.row.parcels]
    return {
        name: computed[name] if name in computed else jsonable(getattr(found.row, name), page)
        for name in _STATUS_FIELDS
    }


def _parcel_record(found: ParcelBrief) -> dict[str, Any]:
    scan = found.scanned_on and {
        "on": found.scanned_on.isoformat(),
        "status": found.scan_status,
        "text": found.scan_text,
        "place": found.scan_place,
        "provider": found.scan_provider,
    }
    names = ("number", "carrier", "direction", "status", "conflict")
    return {**{name: getattr(found, name) for name in names}, "last_scan": scan}


def jsonable(value: Any, page: Page) -> Any:
    """Turn a value of the program into one that JSON has; instants are of the user's zone."""
    zone = ZoneInfo(page.moment.zone)
    return plain_value(value, lambda at: at.astimezone(zone).isoformat())


def texts(*values: Any) -> list[str]:
    """Return the fields of a plain record: unknown is empty, several are joined by commas."""
    return [_text(value) for value in values]


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case Money():
            return str(value)
        case date():
            return value.isoformat()
        case tuple() | list():
            return ", ".join(_text(each) for each in value)
    return str(value)
