"""`edit`: change what is known of an order, a return or an item, and the user's word on dates."""

from collections.abc import Mapping
from typing import Any

from returnctl.actions.add import record_overrides
from returnctl.actions.adding.deciding import item_data
from returnctl.actions.amounts import expected_drafts, read_amount
from returnctl.actions.changes import write_view
from returnctl.actions.desk import Desk
from returnctl.actions.overrides import read_overrides
from returnctl.actions.parcels.door import likely_direction, parcel_drafts
from returnctl.actions.parcels.typed import read_parcel
from returnctl.actions.shops import choose_shop, tidy_number
from returnctl.actions.targets import Target, find_target, open_return_of
from returnctl.actions.typed import (
    ORDER_READERS,
    read_item,
    read_order_facts,
    read_price,
    read_text,
)
from returnctl.core.case import Case
from returnctl.core.entries import Draft
from returnctl.core.errors import Contradiction, NotFound, Refused
from returnctl.core.facts import FACTS, money_json
from returnctl.core.structs import Struct, field
from returnctl.core.views.writes import WriteView
from returnctl.core.vocabulary import LABELS, REASONS, RESOLUTIONS, choose, dashed, underscored
from returnctl.settings.keys import read_currency
from returnctl.store.reader import Reader
from returnctl.store.writer import Writer


class EditRequest(Struct, frozen=True, kw_only=True):
    """The arguments and options of `edit`, as typed."""

    ref: str
    shop: str | None = None
    order: str | None = None
    items: tuple[str, ...] = ()
    price: str | None = None
    currency: str | None = None
    expect: tuple[str, ...] = ()
    free_return: bool | None = None
    facts: Mapping[str, str | None] = field(default_factory=dict)
    code: str | None = None
    reason: str | None = None
    resolution: str | None = None
    return_to: str | None = None
    label: str | None = None
    postage: str | None = None
    tracking: str | None = None
    carrier: str | None = None
    window: str | None = None
    deadlines: tuple[str, ...] = ()
    clear: tuple[str, ...] = ()


def edit(request: EditRequest, desk: Desk) -> WriteView:
    """Record the changed facts; what is already so is not recorded again.

    Raises:
        Refused: something cannot be read, or nothing was asked for.
        Contradiction: the new order number belongs to another case.
    """
    overrides = read_overrides(request.deadlines, request.window, desk)
    desk.need_records()
    with desk.store.write("edit") as tx:
        target = find_target(tx, request.ref, desk)
        before = tuple(tx.deadlines_of(target.case.id))
        drafts = [
            *_order_drafts(request, target, desk, tx),
            *_return_drafts(request, target, desk),
            *expected_drafts(request.expect, target, desk),
            *_item_drafts(request, target, desk, tx),
        ]
        drafts += _parcel_drafts(request, target, tx)
        if not drafts and not overrides and not _asks(request):
            msg = "there is nothing to change."
            raise Refused(msg, hint="returnctl edit --help lists what can be changed.")
        case_id = target.case.id
        entries = tx.record(case_id, drafts)
        entries += record_overrides(desk, tx, case_id, target.id, overrides)
        return write_view(desk, tx, target, entries, command="edit", before=before)


def _parcel_drafts(request: EditRequest, target: Target, tx: Writer) -> list[Draft]:
    typed, case = read_parcel(request.tracking, request.carrier), target.case
    direction = likely_direction(case, target.return_id)
    if request.tracking is None and case.parcels:
        direction = case.parcels[-1].direction
    owner = open_return_of(target) if direction == "return" else None
    return parcel_drafts(case, typed, direction, tx.new_id, returns=(owner,) if owner else ())


def _asks(request: EditRequest) -> bool:
    told = (request.shop, request.order, request.price, request.currency, request.free_return,
            request.code, request.reason, request.resolution, request.return_to,
            request.label, request.postage, request.tracking, request.carrier,
            *request.facts.values())  # fmt: skip
    return any(each is not None for each in told) or bool(
        request.items or request.clear or request.expect
    )


def _order_drafts(request: EditRequest, target: Target, desk: Desk, reader: Reader) -> list[Draft]:
    new = read_order_facts(request.facts, desk)
    currency = read_currency(request.currency) if request.currency is not None else None
    if request.shop is not None:
        new["shop"] = choose_shop(desk, request.shop, None).name
    if request.order is not None:
        new["number"] = tidy_number(desk, request.order)
    if request.price is not None:
        new["price"] = read_price(request.price, desk, currency)
        new["currency"] = new["price"]["currency"]
    elif currency:
        new["currency"] = currency
    if request.free_return is not None:
        new["free_return"] = request.free_return
    new |= dict.fromkeys((_order_fact(name) for name in request.clear), None)
    _refuse_twin(new, target.case, reader)
    news = _news(new, target.case.order, "order")
    return [Draft("fact", target.case.id, news)] if news else []


def _order_fact(name: str) -> str:
    fact = underscored(name)
    if fact not in {*ORDER_READERS, "free_return", "price"}:
        msg = f'"{name}" is nothing that can be cleared.'
        raise Refused(msg, hint="One of: " + ", ".join(map(dashed, ORDER_READERS)))
    return fact


def _refuse_twin(new: Mapping[str, Any], case: Case, reader: Reader) -> None:
    if not {"shop", "number"} & set(new):
        return
    shop = new.get("shop", case.order.shop)
    number = new.get("number", case.order.number)
    twin = reader.find_order(shop, number) if number else None
    if twin and twin != case.id:
        msg = f"{number} is {reader.ref(twin)} already."
        raise Contradiction(msg, hint=f"returnctl show {reader.ref(twin)}")


def _news(new: Mapping[str, Any], known: Any, level: str) -> dict[str, Any]:
    """Leave out what is so already."""
    readers = FACTS[level]
    return {
        name: value
        for name, value in new.items()
        if (None if value is None else readers[name](value)) != getattr(known, name)
    }


def _return_drafts(request: EditRequest, target: Target, desk: Desk) -> list[Draft]:
    new: dict[str, Any] = {}
    if request.code is not None:
        new["code"] = read_text(request.code, "return code")
    if request.reason is not None:
        new["reason"] = choose(request.reason, REASONS, what="reason")
    if request.resolution is not None:
        new["resolution"] = choose(request.resolution, RESOLUTIONS, what="resolution")
    if request.return_to is not None:
        new["return_to"] = read_text(request.return_to, "return address")
    if request.label is not None:
        new["label"] = choose(request.label, LABELS, what="kind of label")
    if request.postage is not None:
        new["postage"] = money_json(read_amount(request.postage, desk, target.case.order.currency))
    if not new:
        return []
    found = target.case.find_return(open_return_of(target) or "")
    if found is None:
        if set(new) == {"reason"}:
            return _problem_drafts(target, str(new["reason"]))
        msg = f"{target.ref} has no open return yet."
        raise NotFound(msg, hint=f"Start one: returnctl mark {target.ref} requested")
    news = _news(new, found, "return")
    return [Draft("fact", found.id, news)] if news else []


def _problem_drafts(target: Target, reason: str) -> list[Draft]:
    """Correct the reason of the problem that is noted."""
    known = [e for e in target.case.events_of(target.case.id) if e.kind == "problem"]
    if not known:
        msg = f"{target.ref} has no problem noted."
        hint = f"Note one: returnctl mark {target.ref} problem --reason {dashed(reason)}"
        raise NotFound(msg, hint=hint)
    data = {"event": "problem", "on": known[-1].on.isoformat(), "reason": reason}
    return [] if known[-1].reason == reason else [Draft("event", target.case.id, data)]


def _item_drafts(request: EditRequest, target: Target, desk: Desk, tx: Writer) -> list[Draft]:
    """Change an item of that title; with only one item, a new title renames it."""
    drafts: list[Draft] = []
    items = target.case.items
    for text in request.items:
        typed = read_item(text, desk, None)
        same = [item for item in items if item.title.casefold() == typed.title.casefold()]
        if not same and len(items) == 1 and len(request.items) == 1:
            same = list(items)
        data = {k: v for k, v in item_data(typed).items() if k != "level"}
        if not same:
            drafts.append(Draft("noted", tx.new_id(), item_data(typed)))
        elif news := _news(data, same[0], "item"):
            drafts.append(Draft("fact", same[0].id, news))
    return drafts
