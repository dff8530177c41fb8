"""`add`: note an order, and what is wrong with it, in one go; or add to one that is known."""

from typing import Any

from returnctl.actions.adding.deciding import (
    event_drafts,
    item_drafts,
    order_drafts,
    problem_drafts,
    return_drafts,
)
from returnctl.actions.adding.reading import Purchase, read_request
from returnctl.actions.adding.request import AddRequest
from returnctl.actions.changes import write_view
from returnctl.actions.desk import Desk
from returnctl.actions.overrides import (
    WINDOW_RULE,
    TypedOverride,
    check_names,
    override_drafts,
)
from returnctl.actions.parcels.door import parcel_drafts
from returnctl.actions.rulebook import keep_book
from returnctl.actions.targets import Target
from returnctl.actions.typed import Happened
from returnctl.core.case import Case
from returnctl.core.entries import Draft, Entry, Source
from returnctl.core.limits import label_limits
from returnctl.core.views.writes import WriteView
from returnctl.core.vocabulary import Direction
from returnctl.store.reader import Reader
from returnctl.store.writer import Writer


def add(request: AddRequest, desk: Desk, *, source: Source = "user") -> WriteView:
    """Record the order, or what is new of it, and tell what follows.

    Raises:
        Refused: something typed cannot be read.
        Contradiction: something typed contradicts what is recorded.
    """
    purchase = read_request(request, desk)
    with desk.store.write("add") as tx:
        case, ref, first = _find_or_note(purchase, desk, tx, source)
        before = () if first else tuple(tx.deadlines_of(case.id))
        entries = [*first, *tx.record(case.id, _news(case, ref, purchase, desk, tx), source=source)]
        entries += record_overrides(desk, tx, case.id, case.id, purchase.overrides, source=source)
        return write_view(
            desk,
            tx,
            Target(case, ref, _noted_return(entries)),
            tuple(entries),
            command="add",
            created=bool(first),
            before=before,
            then=(*_advice(purchase), *_labels(case, desk, tx, entries)),
        )


def _advice(purchase: Purchase) -> tuple[str, ...]:
    told_window = any(each.rule == WINDOW_RULE for each in purchase.overrides)
    return () if purchase.shop.known or told_window else ("shop-without-rules",)


def _labels(case: Case, desk: Desk, tx: Writer, entries: list[Entry]) -> tuple[str, ...]:
    """Say what a further return's label costs."""
    if not case.returns or _noted_return(entries) is None:
        return ()
    return label_limits(case, desk.rules().packs_of(case, tx.book))


def _noted_return(entries: list[Entry]) -> str | None:
    return next((e.target for e in entries if e.data.get("level") == "return"), None)


def _find_or_note(
    purchase: Purchase, desk: Desk, tx: Writer, source: Source
) -> tuple[Case, str, tuple[Entry, ...]]:
    known = _known_case(purchase, tx)
    if known is not None:
        return known, tx.ref(known.id), ()
    case_id = tx.new_id()
    ref = tx.free_ref(case_id)
    noted = Draft("noted", case_id, _order_data(purchase, desk, tx, ref))
    entries = tx.record(case_id, [noted], source=source)
    case = tx.case(case_id)
    return case or Case(id=case_id), ref, entries


def _order_data(purchase: Purchase, desk: Desk, tx: Writer, ref: str) -> dict[str, Any]:
    """The order's facts: what was typed, and what the settings say of the buyer."""
    settings = desk.settings
    buyer = {name: settings[name] for name in ("country", "subdivision", "buyer", "transit_days")}
    data: dict[str, Any] = {
        "level": "order",
        "shop": purchase.shop.name,
        "number": purchase.number,
        **buyer,
        "currency": settings["currency"],
        "zone": desk.moment.zone,
        **purchase.facts,
        "ref": ref,
        "book": keep_book(desk.book(), tx),
    }
    return {name: value for name, value in data.items() if value is not None}


def _known_case(purchase: Purchase, tx: Reader) -> Case | None:
    """An order is known by shop and number; without a number, by shop and items."""
    if purchase.number is not None:
        found = tx.find_order(purchase.shop.name, purchase.number)
        return tx.case(found) if found else None
    titles = [item.title.casefold() for item in purchase.items]
    for case_id in tx.orders_without_number(purchase.shop.name):
        case = tx.case(case_id)
        if case and [item.title.casefold() for item in case.items] == titles:
            return case
    return None


def _news(case: Case, ref: str, purchase: Purchase, desk: Desk, tx: Writer) -> list[Draft]:
    today = Happened(desk.moment.today, None)
    drafts = order_drafts(case, ref, purchase)
    items = item_drafts(case, ref, purchase.items, tx.new_id)
    ids = {item.title.casefold(): item.id for item in case.items}
    ids |= {str(d.data["title"]).casefold(): d.target for d in items if d.kind == "noted"}
    drafts += items
    drafts += event_drafts(case, ref, case.id, purchase.order_events)
    drafts += problem_drafts(case, ref, purchase, today)
    returns = return_drafts(case, ref, purchase, ids, tx.new_id)
    return [*drafts, *returns, *_parcel(case, purchase, returns, tx)]


def _parcel(case: Case, purchase: Purchase, returns: list[Draft], tx: Writer) -> list[Draft]:
    """The parcel goes back where the same line says that it was sent."""
    direction: Direction = "return" if "sent" in purchase.return_events else "inbound"
    carried = tuple(dict.fromkeys(each.target for each in returns))
    return parcel_drafts(case, purchase.parcel, direction, tx.new_id, returns=carried)


def record_overrides(
    desk: Desk,
    tx: Writer,
    case_id: str,
    target: str,
    typed: tuple[TypedOverride, ...],
    *,
    source: Source = "user",
) -> tuple[Entry, ...]:
    """Record the user's word on dates, held against the deadlines as they are now."""
    case = tx.case(case_id)
    if not typed or case is None:
        return ()
    known = desk.rules().deadlines(case, tx.book, closed_too=True)
    check_names(typed, known)
    return tx.record(case_id, override_drafts(typed, target, case, known), source=source)
