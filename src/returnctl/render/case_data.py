"""A case for machines: everything that is known, under the names of the design."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from returnctl.core.case import Case
from returnctl.core.messages import in_order
from returnctl.core.views.cases import CaseView
from returnctl.render.disputes import dispute_data
from returnctl.render.evidence import proof_data
from returnctl.render.money import money_data, money_records
from returnctl.render.page import Page
from returnctl.render.records import deadline_record, jsonable, status_record, texts
from returnctl.render.ways import parcel_records, parcels_data

_ORDER_FIELDS: Final = (
    "shop", "number", "seller", "seller_country", "site", "paid_with", "currency", "price",
    "country", "subdivision", "zone", "buyer", "transit_days", "free_return", "category", "url",
    "note", "promised_by", "protection_end", "statement_sent", "payment", "fields",
)  # fmt: skip


def case_data(view: CaseView, page: Page) -> dict[str, Any]:
    """Return the whole case for JSON."""
    case = view.case
    parts = ("items", "returns", "parcels", "events", "evidence", "messages", "overrides",
             "snoozes", "misfits")  # fmt: skip
    return {
        "ref": view.ref,
        "id": case.id,
        "source": case.source,
        "updated_at": case.updated_at or None,
        "order": {name: jsonable(getattr(case.order, name), page) for name in _ORDER_FIELDS},
        "order_page": view.order_page or None,
        "status": [status_record(each, page) for each in view.lines],
        **{
            name: parcels_data(view, page)
            if name == "parcels"
            else jsonable(getattr(case, name), page)
            for name in parts
        },
        "date_unknown": {ref: list(kinds) for ref, kinds in view.implied.items()},
        "missing_proof": proof_data(view.missing_proof, view.ref),
        "deadlines": [deadline_record(each, page) for each in view.deadlines],
        "disputes": dispute_data(view, page),
        "money": money_data(view, page),
        "limits": jsonable(view.limits, page),
        "rulebook_age_days": view.book_age_days,
    }


def case_records(view: CaseView, _: Page) -> Iterator[Sequence[str]]:
    """Return the case as records: kind, name, day, value."""
    case = view.case
    for name in _ORDER_FIELDS:
        if (value := getattr(case.order, name)) is not None and name != "fields":
            yield texts("order", name, None, value)
    for column, text in own_columns(case):
        yield texts("column", column, None, text)
    for item in case.items:
        yield texts("item", item.title, None, f"{item.quantity} x {item.price or '?'}")
    for each in case.returns:
        yield texts("return", f"{view.ref}.{each.number}", None, each.code)
    yield from parcel_records(view)
    for event in case.events:
        told = (event.reason, event.refusal, event.outcome, event.channel, event.amount,
                event.worth, event.tender, event.code, event.note)  # fmt: skip
        yield texts("event", event.kind, event.on, tuple(each for each in told if each))
    yield from _proof_records(view)
    for due in view.deadlines:
        yield texts("deadline", due.row.rule, due.day, (due.state, due.row.basis))
    yield from (texts("message", each.sender, each.on, each.text) for each in in_order(case))
    yield from money_records(view)
    for limit in view.limits:
        yield texts("limit", limit.name, None, limit.text)
    for misfit in case.misfits:
        yield texts("misfit", misfit.entry_id, None, misfit.sentence)


def own_columns(case: Case) -> list[tuple[str, str]]:
    """Return the columns of the user's own tables; those of several items once, in their order."""
    found = [*case.order.fields, *(pair for item in case.items for pair in item.fields)]
    columns: dict[str, dict[str, None]] = {}
    for name, text in found:
        columns.setdefault(name, {})[text] = None
    return [(name, "; ".join(texts)) for name, texts in columns.items()]


def _proof_records(view: CaseView) -> Iterator[Sequence[str]]:
    for found in view.case.evidence:
        yield texts("evidence", found.kind, found.taken, found.name)
    for proof in view.missing_proof:
        yield texts("missing-proof", proof.name, None, proof.says)
