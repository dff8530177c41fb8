"""Where a clock hangs and whose holidays count."""

from zoneinfo import ZoneInfo

import pytest

from returnctl.core.case import Order
from returnctl.core.places import COUNTRY_ZONES, places_of, site_country, zone_of

ORDER = Order(
    zone="Europe/Berlin",
    country="DE",
    subdivision="BY",
    seller_country="CN",
    site="amazon.co.uk",
)


@pytest.mark.parametrize(
    ("site", "country"),
    [
        ("amazon.de", "DE"),
        ("de", "DE"),
        ("DE", "DE"),
        ("amazon.co.uk", "GB"),
        ("co.uk", "GB"),
        ("uk", "GB"),
        ("ebay.com", "US"),
        ("com", "US"),
        ("amazon.com.be", "BE"),
        ("www.amazon.co.jp", "JP"),
        ("", None),
        (None, None),
    ],
)
def test_site_is_known_by_its_country(site: str | None, country: str | None) -> None:
    """A site is told by its address, its ending or its country."""
    assert site_country(site) == country


@pytest.mark.parametrize(
    ("token", "zone"),
    [
        ("buyer", "Europe/Berlin"),
        ("seller", "Asia/Shanghai"),
        ("site", "Europe/London"),
        ("US", "America/New_York"),
        ("America/Los_Angeles", "America/Los_Angeles"),
    ],
)
def test_zone_is_a_place_or_somebodys(token: str, zone: str) -> None:
    """Packs name a zone, a country, or whose zone it is."""
    assert zone_of(token, ORDER) == zone


@pytest.mark.parametrize("token", ["buyer", "seller", "site"])
def test_zone_of_an_unknown_place_is_the_buyers(token: str) -> None:
    """Without a country the buyer's own clock holds; without any, UTC."""
    assert zone_of(token, Order(zone="Asia/Tokyo")) == "Asia/Tokyo"
    assert zone_of(token, Order()) == "UTC"


@pytest.mark.parametrize("country", COUNTRY_ZONES)
def test_zone_of_a_country_exists(country: str) -> None:
    """Every zone of the table is in the time zone database."""
    assert ZoneInfo(COUNTRY_ZONES[country]).key == COUNTRY_ZONES[country]


@pytest.mark.parametrize(
    ("tokens", "places"),
    [
        (["buyer"], ("DE", "DE-BY")),
        (["seller"], ("CN",)),
        (["site"], ("GB",)),
        (["FR"], ("FR",)),
        (["buyer", "DE", "seller"], ("DE", "DE-BY", "CN")),
        ([], ()),
    ],
)
def test_holidays_are_those_of_the_places_named(tokens: list[str], places: tuple[str, ...]) -> None:
    """The buyer's subdivision counts beside the country; a place counts once."""
    assert places_of(tokens, ORDER) == places


def test_unknown_places_have_no_holidays() -> None:
    """What nobody knows makes no deadline later."""
    assert places_of(["buyer", "seller", "site"], Order(subdivision="BY")) == ()
