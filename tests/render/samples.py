"""A season of four returns, as views: made by hand, so that nothing but `render` is under test."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import StringIO
from typing import Any

from msgspec.structs import replace

from returnctl.core.agenda import Due, StatusLine, due, whose_move
from returnctl.core.case import Case, Event, Item, Order, Parcel
from returnctl.core.deadline import Deadline, Start, Step
from returnctl.core.lengths import Length
from returnctl.core.money import Money
from returnctl.core.rows import DeadlineRow, ParcelBrief, StatusRow
from returnctl.core.rules import Form as RuleForm
from returnctl.core.rules import Limit, Source
from returnctl.core.states import Moment
from returnctl.core.views import Place, View
from returnctl.core.views.cases import CaseView, Explained, WhyView
from returnctl.core.views.lists import DeadlinesView, Purchases, StatusView
from returnctl.render.output import Form, Output, show

MOMENT = Moment(datetime(2026, 11, 21, 11, tzinfo=UTC), "Europe/Madrid")
PLACE = Place("Europe/Madrid", "ES")
LATE = datetime(2027, 12, 31, tzinfo=UTC)


def shown(
    view: View,
    form: Form = Form.TERMINAL,
    *,
    width: int | None = 80,
    color: bool | None = None,
    quiet: bool = False,
    command: str = "",
) -> str:
    """Return what a view looks like on standard output."""
    out = StringIO()
    output = Output(form, out, StringIO(), color=color, quiet=quiet, width=width)
    show(view, command=command, moment=MOMENT, output=output)
    return out.getvalue()


def euros(minor: int) -> Money:
    return Money(minor, "EUR")


def deadline_row(ref: str = "k3f", **changes: Any) -> DeadlineRow:
    row = DeadlineRow(
        id=f"deadline-{ref}", ref=ref, order_id=f"order-{ref}", return_id=None, shop="aliexpress",
        seller="DigiHome", order_number="8190123456789012", return_code=None,
        item="USB-C hub 7-in-1", amount=euros(2399), tracking_numbers=(),
        rule="aliexpress.dispute", name="open a dispute", kind="right", actor="you",
        starts_on=date(2026, 11, 8), opens_on=date(2026, 11, 8), due_on=date(2026, 11, 23),
        due_at=datetime(2026, 11, 24, 7, 59, 59, tzinfo=UTC), act_by=date(2026, 11, 22),
        met_on=None, basis="computed", override=None, confidence="medium",
        source_title="AliExpress buyer help (copy)", source_address="https://example.org/help",
        advice="Open it on the order page.", if_missed="seller's goodwill", where="My Orders",
        first="photo of the defect", missing=(), purchase=False, watch=True, lapses=False,
        last_at=datetime(2026, 11, 24, 7, 59, 59, tzinfo=UTC), shown_until=None,
    )  # fmt: skip
    return replace(row, **changes)


def theirs(ref: str, actor: str, name: str, due_on: date, **changes: Any) -> DeadlineRow:
    end = datetime.combine(due_on, datetime.max.time(), UTC)
    return deadline_row(
        ref, actor=actor, name=name, kind="clock", due_on=due_on, act_by=None, due_at=end,
        last_at=end, **changes,
    )  # fmt: skip


HUB = deadline_row()
LED = deadline_row(
    "m7p", item="LED strip 5 m", amount=euros(1240), order_number="8190123456780042",
    return_code="RMA20261117-4482", rule="aliexpress.ship-back", name="send it, give number",
    kind="duty", due_on=date(2026, 11, 27), act_by=date(2026, 11, 27), basis="order_page",
    last_at=LATE, override="2026-11-27",
)  # fmt: skip
JACKET = theirs("q2d", "seller", "refund", date(2026, 11, 23), item="Wool jacket",
                amount=euros(5990), order_number="8190123456780077")  # fmt: skip
CASE = theirs("t9w", "bank", "money arrives", date(2026, 11, 30), item="Phone case",
              amount=euros(815), order_number="8190123456780099")  # fmt: skip


def held(row: DeadlineRow) -> Due:
    return due(row, MOMENT)


def _briefs(row: DeadlineRow) -> tuple[ParcelBrief, ...]:
    return tuple(ParcelBrief(each, None, "inbound", "unknown") for each in row.tracking_numbers)


def status_row(row: DeadlineRow, label: str, **changes: Any) -> StatusRow:
    made = StatusRow(
        id=row.order_id, ref=row.ref, kind="return", order_id=row.order_id,
        order_number=row.order_number, shop=row.shop, seller=row.seller,
        items=(row.item,) if row.item else (), return_code=row.return_code,
        status=label.lower().replace(" ", "_"), status_label=label, reason="defective",
        resolution="refund", amount=row.amount, refunded=None, short=None, parcels=_briefs(row),
        closed=False, watched=True, updated_on=date(2026, 11, 20),
    )  # fmt: skip
    return replace(made, **changes)


def status_line(row: DeadlineRow, label: str, **changes: Any) -> StatusLine:
    upcoming = held(row)
    return StatusLine(status_row(row, label, **changes), upcoming, whose_move(upcoming))


def purchases(**changes: Any) -> Purchases:
    cover = deadline_row("d8n", item="Rain cover", act_by=date(2026, 11, 24), purchase=True,
                         name="return it", last_at=LATE)  # fmt: skip
    found = Purchases(watched=31, logged=40, closing=3, first=held(cover), until=date(2026, 12, 5))
    return replace(found, **changes)


def status_view(**changes: Any) -> StatusView:
    lines = (
        status_line(HUB, "Problem Noted"),
        status_line(LED, "Return Approved"),
        status_line(JACKET, "Item In Transit"),
        status_line(CASE, "Refund Processed"),
    )
    view = StatusView(place=PLACE, lines=lines, purchases=purchases(), owed=(euros(10444),))
    return replace(view, **changes)


def deadlines_view(**changes: Any) -> DeadlinesView:
    view = DeadlinesView(
        place=PLACE, within=14, yours=(held(HUB), held(LED)), run_out=(),
        running=(held(JACKET), held(CASE)), purchases=purchases(), open_cases=4,
    )  # fmt: skip
    return replace(view, **changes)


def nothing_due() -> DeadlinesView:
    later = held(deadline_row("m7p", item="LED strip", act_by=date(2026, 12, 7), last_at=LATE))
    return deadlines_view(
        yours=(), running=(), purchases=purchases(closing=0, first=None), open_cases=2, later=later
    )


def hub_case() -> Case:
    def event(kind: str, day: date, **more: Any) -> Event:
        return Event(id=kind, kind=kind, target="order-k3f", on=day, **more)

    return Case(
        id="order-k3f",
        order=Order(
            shop="aliexpress", number="8190123456789012", seller="DigiHome", seller_country="CN",
            paid_with="visa", currency="EUR", price=euros(2399), country="ES", zone="Europe/Madrid",
        ),
        items=(Item(id="item", title="USB-C hub 7-in-1"),),
        parcels=(Parcel(id="parcel", number="LP00712345678901", carrier="Cainiao"),),
        events=(
            event("paid", date(2026, 10, 12)),
            event("shipped", date(2026, 10, 15)),
            event("delivered", date(2026, 11, 8)),
            event("problem", date(2026, 11, 9), reason="defective"),
        ),
    )  # fmt: skip


def case_view(**changes: Any) -> CaseView:
    free = deadline_row(
        rule="aliexpress.return-window", name="free return", basis="fact_missing", act_by=None,
        due_on=date(2027, 1, 10), missing=("free_return",), last_at=LATE,
    )  # fmt: skip
    free = replace(free, act_by=date(2027, 1, 10))
    visa = deadline_row(rule="visa.chargeback", name="Visa chargeback", act_by=date(2027, 3, 8),
                        last_at=LATE)  # fmt: skip
    view = CaseView(
        place=PLACE,
        ref="k3f",
        case=hub_case(),
        lines=(status_line(HUB, "Problem Noted", kind="problem"),),
        deadlines=(held(HUB), held(free), held(visa)),
        order_page="https://www.aliexpress.com/p/order/detail.html?orderId=8190123456789012",
        shop_title="AliExpress",
        code_from="AliExpress gives it with the return request",
        limits=(Limit("free label", "one for each order"),),
    )
    return replace(view, **changes)


def hub_deadline(**changes: Any) -> Deadline:
    form = RuleForm(
        name="open a dispute", closes=Length(15, "d"), confidence="medium",
        as_of=date(2026, 8, 1), advice="Open it on the order page.", where="My Orders",
        if_missed="seller's goodwill; then Visa chargeback until Mon 8 Mar 2027",
        source=Source("AliExpress buyer help (copy)", "https://example.org/help"),
    )  # fmt: skip
    found = Deadline(
        id=HUB.id, case_id=HUB.order_id, owner=HUB.order_id, rule=HUB.rule, slug="dispute",
        form=form, starts_on=HUB.starts_on, opens_on=HUB.opens_on, due_on=HUB.due_on,
        due_at=HUB.due_at, last_at=HUB.last_at, act_by=HUB.act_by, zone="America/Los_Angeles",
        start=Start(
            date(2026, 11, 8), HUB.order_id, "delivered", source="user",
            recorded_at="2026-11-09T10:00:00+00:00", instead_of="receipt_confirmed",
        ),
        steps=(
            Step(date(2026, 11, 23), "+ 15 days"),
            Step(date(2026, 11, 22), "if the first day counts: the source does not say"),
        ),
    )  # fmt: skip
    return replace(found, **changes)


def why_view(**changes: Any) -> WhyView:
    explained = (Explained(held(HUB), hub_deadline(**changes)),)
    return WhyView(place=PLACE, ref="k3f", title="USB-C hub 7-in-1", explained=explained)
