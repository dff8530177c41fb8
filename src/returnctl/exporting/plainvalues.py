"""Values of the program as JSON has them, without a place or a clock: instants are UTC."""

from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from typing import Any

from returnctl.core.money import Money


def plain_value(value: Any) -> Any:
    """Return amounts as `{"amount", "currency"}`, dates as ISO text, records as objects."""
    if value is None or isinstance(value, bool | int | str):
        return value
    match value:
        case Money():
            return {"amount": value.decimal, "currency": value.currency}
        case date():
            return _day_or_instant(value)
        case dict():
            return {str(key): plain_value(each) for key, each in value.items()}
        case tuple() if hasattr(value, "_asdict"):
            return plain_value(value._asdict())
        case tuple() | list():
            return [plain_value(each) for each in value]
    if is_dataclass(value):
        return {each.name: plain_value(getattr(value, each.name)) for each in fields(value)}
    return str(value)


def _day_or_instant(value: date) -> str:
    if isinstance(value, datetime):
        text = value.astimezone(UTC).isoformat(timespec="seconds")
        return text.replace("+00:00", "Z")
    return value.isoformat()
