"""Where a rule's clock hangs and whose holidays count: a pack's tokens as zones and places.

Packs write a place (`DE`, `America/Los_Angeles`) or one of `buyer`, `seller`, `site`. A token whose
fact is not known gives the buyer's zone, and no holidays: the earlier end for what you must do.
"""

from collections.abc import Iterable
from typing import Final

from returnctl.core.case import Order

# The zone in which a country's shops date their pages, where the country has several: the one of
# its seat of business.
COUNTRY_ZONES: Final = {
    "AE": "Asia/Dubai", "AT": "Europe/Vienna", "AU": "Australia/Sydney", "BE": "Europe/Brussels",
    "BR": "America/Sao_Paulo", "CA": "America/Toronto", "CH": "Europe/Zurich",
    "CN": "Asia/Shanghai", "CZ": "Europe/Prague", "DE": "Europe/Berlin", "DK": "Europe/Copenhagen",
    "ES": "Europe/Madrid", "FI": "Europe/Helsinki", "FR": "Europe/Paris", "GB": "Europe/London",
    "GR": "Europe/Athens", "HK": "Asia/Hong_Kong", "HU": "Europe/Budapest", "IE": "Europe/Dublin",
    "IN": "Asia/Kolkata", "IT": "Europe/Rome", "JP": "Asia/Tokyo", "KR": "Asia/Seoul",
    "MX": "America/Mexico_City", "NL": "Europe/Amsterdam", "NO": "Europe/Oslo",
    "PL": "Europe/Warsaw", "PT": "Europe/Lisbon", "RO": "Europe/Bucharest",
    "SE": "Europe/Stockholm", "SG": "Asia/Singapore", "TR": "Europe/Istanbul",
    "US": "America/New_York",
}  # fmt: skip

_SITE_ENDINGS: Final = {
    ".co.uk": "GB", ".co.jp": "JP", ".com.au": "AU", ".com.be": "BE", ".com.br": "BR",
    ".com.mx": "MX", ".com.tr": "TR", ".com": "US",
}  # fmt: skip


def site_country(site: str | None) -> str | None:
    """Return the country of a shop's site: `amazon.de`, `de` and `DE` are Germany."""
    if not site:
        return None
    lower = site.lower()
    for ending, country in _SITE_ENDINGS.items():
        if lower.endswith(ending) or lower == ending.removeprefix("."):
            return country
    last = lower.rsplit(".", 1)[-1].upper()
    return "GB" if last == "UK" else last


def zone_of(token: str, order: Order) -> str:
    """Return the zone's name for a token of a rule."""
    home = order.zone or "UTC"
    if token == "seller":
        return COUNTRY_ZONES.get(order.seller_country or "", home)
    if token == "site":
        return COUNTRY_ZONES.get(site_country(order.site) or "", home)
    return home if token == "buyer" else COUNTRY_ZONES.get(token, token)


def places_of(tokens: Iterable[str], order: Order) -> tuple[str, ...]:
    """Return the places whose public holidays count, without doubles."""
    found: list[str] = []
    for token in tokens:
        found += _places(token, order)
    return tuple(dict.fromkeys(found))


def _places(token: str, order: Order) -> list[str]:
    if token == "buyer":
        return home_places(order)
    country = {"seller": order.seller_country, "site": site_country(order.site)}.get(token, token)
    return [country] if country else []


def home_places(order: Order) -> list[str]:
    """Return the buyer's country, and subdivision where it is known."""
    if not order.country:
        return []
    if order.subdivision:
        return [order.country, f"{order.country}-{order.subdivision}"]
    return [order.country]
