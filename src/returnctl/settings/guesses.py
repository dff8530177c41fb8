"""What the system says of the user: zone from the clock's settings, country and currency from LANG.

Only the zone is used without asking; country and currency are offered as an answer, because a wrong
country would give the wrong law.
"""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

_LOCALTIME: Final = Path("/etc/localtime")
_TIMEZONE: Final = Path("/etc/timezone")

# Currencies of the countries that most users of AliExpress live in; others are asked.
_CURRENCIES: Final = {
    "AU": "AUD", "BR": "BRL", "CA": "CAD", "CH": "CHF", "CL": "CLP", "CZ": "CZK", "DK": "DKK",
    "GB": "GBP", "HU": "HUF", "IL": "ILS", "JP": "JPY", "KR": "KRW", "MX": "MXN", "NO": "NOK",
    "NZ": "NZD", "PL": "PLN", "RO": "RON", "SE": "SEK", "TR": "TRY", "UA": "UAH", "US": "USD",
}  # fmt: skip
_EURO: Final = frozenset("AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK".split())


def guess(name: str, environ: Mapping[str, str]) -> str | None:
    """Return what may be taken without asking: the time zone, else None."""
    return system_zone(environ) if name == "timezone" else None


def system_zone(environ: Mapping[str, str]) -> str:
    """Return the zone of TZ, else of the system's clock, else UTC."""
    if zone := environ.get("TZ", "").removeprefix(":"):
        return zone
    sources: tuple[Callable[[], str], ...] = (_linked_zone, _written_zone)
    return next((zone for source in sources if (zone := source())), "UTC")


def _linked_zone() -> str:
    try:
        target = str(_LOCALTIME.readlink())
    except OSError:
        return ""
    _, found, zone = target.partition("zoneinfo/")
    return zone.removeprefix("posix/") if found else ""


def _written_zone() -> str:
    try:
        return _TIMEZONE.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def likely_country(environ: Mapping[str, str]) -> str | None:
    """Return the country of LC_ALL or LANG (`es_ES.UTF-8`), to be offered and not taken."""
    for variable in ("LC_ALL", "LC_MONETARY", "LANG"):
        match = re.match(r"[a-z]{2,3}_([A-Z]{2})\b", environ.get(variable, ""))
        if match:
            return match[1]
    return None


def likely_currency(country: str | None) -> str | None:
    """Return the currency of a country, to be offered and not taken."""
    if country in _EURO:
        return "EUR"
    return _CURRENCIES.get(country or "")
