"""Values of the program as JSON has them: amounts and records as objects, dates as ISO text."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from returnctl.core.money import Money
from returnctl.core.structs import Struct


def utc_text(at: datetime) -> str:
    """Return an instant in UTC, to the second."""
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def plain_value(value: Any, instant: Callable[[datetime], str] = utc_text) -> Any:
    """Return what JSON has for a value; `instant` says how an instant is written."""

    def of(each: Any) -> Any:
        return plain_value(each, instant)

    match value:
        case None | bool() | int() | str():
            plain: Any = value
        case Money():
            plain = {"amount": value.decimal, "currency": value.currency}
        case datetime():
            plain = instant(value)
        case date():
            plain = value.isoformat()
        case dict():
            plain = {str(key): of(each) for key, each in value.items()}
        case tuple() if hasattr(value, "_asdict"):
            plain = of(value._asdict())
        case tuple() | list():
            plain = [of(each) for each in value]
        case Struct() if type(value).__str__ is object.__str__:
            plain = {name: of(getattr(value, name)) for name in value.__struct_fields__}
        case _:
            # Lengths and triggers have a form of their own; they are told by it.
            plain = str(value)
    return plain
