"""`demo`: a made-up season of a shopper in Madrid, its days counted from today.

It is recorded through the same actions that people use, so that it shows what they would see.
"""

from datetime import date, timedelta
from typing import Final

from returnctl.actions.add import add
from returnctl.actions.adding.request import AddRequest
from returnctl.actions.deadlines import read_deadlines
from returnctl.actions.desk import Desk
from returnctl.actions.mark import mark
from returnctl.actions.marking.request import MarkRequest
from returnctl.actions.status import read_status
from returnctl.core.structs import replace
from returnctl.core.views.day import DemoView

# Days before today (negative: after), so that the demo is always a season in full swing.
_HUB: Final = AddRequest(
    words=("8190123456789012", "USB-C hub 7-in-1", "23.99 EUR"),
    happened={"paid": "40", "shipped": "37", "delivered": "13"},
    reason="defective",
    facts={"seller": "DigiHome", "seller_country": "CN", "paid_with": "visa"},
    tracking="LP00712345678901",
    carrier="cainiao",
)
_LED: Final = AddRequest(
    words=("8190123456780042", "LED strip 5 m", "12.40 EUR"),
    happened={"paid": "45", "delivered": "16", "requested": "9"},
    did=("approved=4",),
    reason="wrong-item",
    code="RMA20261117-4482",
    facts={"seller": "BrightHome", "seller_country": "CN", "paid_with": "mastercard"},
    deadlines=("ship-back=-6",),
)
_JACKET: Final = AddRequest(
    words=("10-04477-51823", "Wool jacket", "59.90 EUR"),
    happened={"paid": "33", "delivered": "25", "requested": "20"},
    did=("approved=18", "sent=16", "arrived-back=2"),
    reason="not-as-described",
    tracking="PQ4F6P0712345610",
    carrier="correos",
    facts={"seller": "loden-haus", "seller_country": "DE", "paid_with": "paypal"},
)
_CASE: Final = AddRequest(
    words=("8190123456700815", "Phone case", "8.15 EUR"),
    happened={"paid": "60", "delivered": "41", "requested": "35"},
    did=("approved=31", "sent=28", "arrived-back=12"),
    reason="missing-parts",
    tracking="PQ4F6P0709876542",
    facts={"seller": "CaseWorld", "seller_country": "CN", "paid_with": "visa-debit"},
)
_COVER: Final = AddRequest(
    words=("8190123456733377", "Rain cover", "6.20 EUR"),
    happened={"paid": "21", "delivered": "12"},
    facts={"seller": "TrailCo", "seller_country": "CN", "paid_with": "visa"},
)
_MOUSE: Final = AddRequest(
    words=("405-1234567-7654321", "Trackball", "42.00 EUR"),
    happened={"ordered": "9", "delivered": "6"},
    facts={"site": "amazon.es", "seller_country": "ES", "paid_with": "visa"},
)

_SEASON: Final = (_HUB, _LED, _JACKET, _CASE, _COVER, _MOUSE)


def demo(desk: Desk) -> DemoView:
    """Record the season in the desk's database and show it."""
    today = desk.moment.today
    for request in _SEASON:
        add(_dated(request, today), desk, source="demo")
    issued = MarkRequest(
        refs=("8190123456700815",),
        event="refund-issued",
        on=_day("5", today),
        amount="8.15 EUR",
    )
    mark(issued, desk)
    with desk.store.read() as reader:
        return DemoView(
            database=str(desk.store.path),
            status=read_status(reader, desk),
            deadlines=read_deadlines(reader, desk),
        )


def _dated(request: AddRequest, today: date) -> AddRequest:
    """Turn days before today into dates."""
    return replace(
        request,
        happened={name: _day(ago, today) for name, ago in request.happened.items() if ago},
        did=tuple(_pair(text, today) for text in request.did),
        deadlines=tuple(_pair(text, today) for text in request.deadlines),
    )


def _pair(text: str, today: date) -> str:
    name, _, ago = text.partition("=")
    return f"{name}={_day(ago, today)}"


def _day(ago: str, today: date) -> str:
    return (today - timedelta(days=int(ago))).isoformat()
