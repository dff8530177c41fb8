"""schema.org markup: Order and ParcelDelivery, as JSON-LD and microdata, however badly written."""

from __future__ import annotations

import json
from datetime import date

import pytest

from returnctl.core.imported import Found, Skipped
from returnctl.core.money import Money
from tests.importing.mail.mails import found, mail, news, reason, said

SHOP = "orders@little-shop.example"
ORDER = {
    "@context": "http://schema.org", "@type": "Order",
    "merchant": {"@type": "Organization", "name": "Little Shop"},
    "orderNumber": "LS-1001", "orderStatus": "http://schema.org/OrderProcessing",
    "orderDate": "2026-11-01T10:00:00+00:00", "priceCurrency": "USD", "price": "539.00",
    "acceptedOffer": [
        {"@type": "Offer", "itemOffered": {"@type": "Product", "name": "Tea pot", "sku": "T1"},
         "price": "500.00", "priceCurrency": "USD",
         "eligibleQuantity": {"@type": "QuantitativeValue", "value": "1"}},
        {"@type": "Offer", "itemOffered": {"@type": "Product", "name": "Cup"}, "price": 19.5,
         "priceCurrency": "USD", "eligibleQuantity": {"value": 2}},
    ],
}  # fmt: skip
PARCEL = {
    "@context": "https://schema.org", "@type": "ParcelDelivery",
    "carrier": {"@type": "Organization", "name": "FedEx"}, "trackingNumber": "123456789012",
    "itemShipped": {"@type": "Product", "name": "Tea pot"},
    "partOfOrder": {"@type": "Order", "orderNumber": "LS-1001",
                    "merchant": {"@type": "Organization", "name": "Little Shop"}},
}  # fmt: skip


def ld(*data: object) -> str:
    scripts = (
        f'<script type="application/ld+json">{each if isinstance(each, str) else json.dumps(each)}'
        "</script>" for each in data
    )  # fmt: skip
    return f"<html><head>{''.join(scripts)}</head><body>Thanks! http://schema.org</body></html>"


def test_an_order() -> None:
    (order,) = found(mail(SHOP, "Hello", html=ld(ORDER)))

    assert (order.kind, order.shop, order.order_number) == ("order", "little shop", "LS-1001")
    assert order.amount == Money(53900, "USD")
    assert order.happened == (("ordered", date(2026, 11, 1)),)
    assert [(line.title, line.quantity, line.price) for line in order.items] == [
        ("Tea pot", 1, Money(50000, "USD")),
        ("Cup", 2, Money(1950, "USD")),
    ]


def test_a_parcel() -> None:
    row = news(mail(SHOP, "Your order is on its way", html=ld(PARCEL)))

    assert (row.kind, row.shop, row.order_number) == ("shipment", "little shop", "LS-1001")
    assert (row.tracking_numbers, row.carrier) == (("123456789012",), "fedex")
    assert (row.state, row.happened) == ("in_transit", (("shipped", date(2026, 11, 3)),))


MICRODATA = """
<div itemscope itemtype="http://schema.org/ParcelDelivery">
  <div itemprop="carrier" itemscope itemtype="http://schema.org/Organization">
    <meta itemprop="name" content="UPS"/></div>
  <span itemprop="trackingNumber">1Z999AA1 <b>0123456784</b></span>
  <div itemprop="deliveryAddress" itemscope itemtype="http://schema.org/PostalAddress">
    <meta itemprop="name" content="Somebody"></div>
  <div itemprop="partOfOrder" itemscope itemtype="http://schema.org/Order">
    <div itemprop="merchant" itemscope itemtype="http://schema.org/Organization">
      <meta itemprop="name" content="Little Shop"/></div>
    <meta itemprop="orderNumber" content="LS-1001"/>
    <link itemprop="orderStatus" href="http://schema.org/OrderInTransit"/>
  </div>
</div>
"""


def test_microdata() -> None:
    rows = [r for r in found(mail(SHOP, "Shipped", html=MICRODATA)) if r.tracking_numbers]

    assert [(r.shop, r.order_number, r.tracking_numbers, r.carrier) for r in rows] == [
        ("little shop", "LS-1001", ("1Z999AA10123456784",), "ups")
    ]


@pytest.mark.parametrize(
    "script",
    [
        json.dumps([ORDER]),
        json.dumps({"@context": "http://schema.org", "@graph": [{"@type": "Thing"}, ORDER]}),
        json.dumps(ORDER | {"@type": ["Order", "Thing"]}),
        json.dumps(ORDER | {"@type": "https://schema.org/Order"}),
        "<!-- " + json.dumps(ORDER) + " -->",
        json.dumps(ORDER)[:-2] + ",],}",
        "<![CDATA[\n" + json.dumps(ORDER) + "\n]]>",
        json.dumps({("ORDERNUMBER" if k == "orderNumber" else k): v for k, v in ORDER.items()}),
    ],
)
def test_json_ld_is_read_however_it_is_written(script: str) -> None:
    rows = found(mail(SHOP, "Hello", html=ld(script)))

    assert [row.order_number for row in rows] == ["LS-1001"]


@pytest.mark.parametrize(
    ("status", "kind", "event"),
    [
        ("http://schema.org/OrderDelivered", "delivery", "delivered"),
        ("https://schema.org/OrderInTransit", "shipment", "shipped"),
        ("orderPickupAvailable", "shipment", None),
        ("OrderProblem", "shipment", None),
        ("OrderReturned", "return", "arrived_back"),
    ],
)
def test_the_status_is_news(status: str, kind: str, event: str | None) -> None:
    row = news(mail(SHOP, "Hello", html=ld(ORDER | {"orderStatus": status})))

    assert (row.kind, row.happened) == (kind, ((event, date(2026, 11, 3)),) if event else ())


def test_a_cancelled_order_is_listed_beside_what_is_known() -> None:
    rows = said(mail(SHOP, "Hello", html=ld(ORDER | {"orderStatus": "OrderCancelled"})))

    assert [type(row) for row in rows] == [Found, Skipped]


def test_markup_counts_before_the_rules_of_the_sender() -> None:
    own = ORDER | {"orderNumber": "302-1234567-7654321", "merchant": {"name": "amazon"}}

    (row,) = found(mail("o@amazon.com", "Delivered: hub", html=ld(own)))

    assert (row.kind, row.order_number) == ("order", "302-1234567-7654321")


def test_other_markup_changes_nothing() -> None:
    view = {"@type": "EmailMessage", "potentialAction": {"@type": "ViewAction", "url": "x"}}
    page = ld(view).replace("Thanks!", "Order # 302-1234567-7654321")

    assert news(mail("o@amazon.com", "Delivered: hub", html=page)).kind == "delivery"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ({k: v for k, v in ORDER.items() if k != "orderNumber"}, "names no order"),
        ({k: v for k, v in ORDER.items() if k != "merchant"}, "names no shop"),
    ],
)
def test_an_order_without_number_or_shop_is_listed(data: dict[str, object], why: str) -> None:
    assert why in reason(mail(SHOP, "Hello", html=ld(data)))


def test_a_price_is_written_the_way_of_json() -> None:
    (order,) = found(mail(SHOP, "Hi", html=ld(ORDER | {"price": "1.234", "priceCurrency": "BHD"})))
    assert order.amount == Money(1234, "BHD")

    (order,) = found(mail(SHOP, "Hi", html=ld(ORDER | {"price": "a lot"})))
    assert order.amount is None
