"""The settings, one row each: how a value is read, its default, and what it means.

Every setting can also come from the environment as `RETURNCTL_` and its name in capitals.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from returnctl.core.currencies import CURRENCIES
from returnctl.core.errors import Refused
from returnctl.core.vocabulary import BUYERS, choose


@dataclass(frozen=True, slots=True)
class Key:
    """A setting: `read` turns text into a value, and refuses what it cannot read."""

    name: str
    meaning: str
    read: Callable[[str], Any]
    default: Any = None

    @property
    def variable(self) -> str:
        """The environment variable that sets it."""
        return f"RETURNCTL_{self.name.upper()}"


def read_country(text: str) -> str:
    """Return an ISO 3166 country code in capitals."""
    code = text.strip().upper()
    if not re.fullmatch(r"[A-Z]{2}", code):
        msg = f'"{text}" is no country code.'
        raise Refused(msg, hint="Two letters: DE, ES, GB, US ...")
    return "GB" if code == "UK" else code


def read_zone(text: str) -> str:
    """Return the name of a time zone that exists."""
    try:
        ZoneInfo(text.strip())
    except (ZoneInfoNotFoundError, ValueError, OSError):
        msg = f'"{text}" is no time zone.'
        raise Refused(msg, hint="A name like Europe/Madrid or America/New_York.") from None
    return text.strip()


def read_currency(text: str) -> str:
    """Return an ISO 4217 currency code in capitals."""
    code = text.strip().upper()
    if code not in CURRENCIES:
        msg = f'"{text}" is no currency code.'
        raise Refused(msg, hint="Three letters: EUR, USD, GBP, PLN ...")
    return code


def _read_subdivision(text: str) -> str:
    return text.strip().upper()


def _read_buyer(text: str) -> str:
    return choose(text, BUYERS, what="kind of buyer")


def _read_date_order(text: str) -> str:
    return choose(text, ("dmy", "mdy"), what="date order")


def _read_days(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,3}", text.strip()):
        msg = f'"{text}" is no number of days.'
        raise Refused(msg, hint="A whole number such as 3.")
    return int(text)


def _read_word(text: str) -> str:
    return text.strip().lower()


_ROWS: Final = (
    Key("country", "where you live (ISO code): decides whose law applies", read_country),
    Key("subdivision", "state or Land, for its public holidays (BY, CA ...)", _read_subdivision),
    Key("timezone", "your time zone; the system's if not set", read_zone),
    Key("currency", "currency of prices typed without one", read_currency),
    Key("buyer", "consumer or business: consumer law needs a consumer", _read_buyer, "consumer"),
    Key("default_shop", "shop of orders typed without one", _read_word),
    Key("date_order", "how 8/11/2026 is meant: dmy or mdy", _read_date_order),
    Key("transit_days", "days a return parcel takes, for rules that want it received", _read_days),
)

KEYS: Final = {row.name: row for row in _ROWS}
