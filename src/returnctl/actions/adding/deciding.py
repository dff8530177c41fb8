"""What a typed purchase adds to a case: the news of it, with contradictions refused.

Convention: every function returns drafts of entries, so that "nothing new" is an empty list.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from returnctl.actions.adding.reading import Purchase
from returnctl.actions.typed import Happened, TypedItem
from returnctl.core.case import Case, Item, Return
from returnctl.core.dayformat import format_day
from returnctl.core.entries import Draft
from returnctl.core.errors import Contradiction, NotFound
from returnctl.core.facts import ORDER_FACTS, money_json, parts_json
from returnctl.core.lifecycle import date_clash, visible_dates
from returnctl.core.portions import too_many
from returnctl.core.statuses import open_returns
from returnctl.core.vocabulary import dashed

NewId = Callable[[], str]


def order_drafts(case: Case, ref: str, purchase: Purchase) -> list[Draft]:
    """Return the facts of the order that were not known.

    Raises:
        Contradiction: a fact is known to be another; the hint is the `edit` that changes it.
    """
    new = {}
    for name, value in purchase.facts.items():
        known = getattr(case.order, name)
        if known is None:
            new[name] = value
        elif ORDER_FACTS[name](value) != known:
            msg = f"{ref} is recorded with {dashed(name)} {known}."
            hint = f"If that is wrong: returnctl edit {ref} --{dashed(name)} ..."
            raise Contradiction(msg, hint=hint)
    if not purchase.returns and purchase.expected not in ((), case.order.expected):
        new["expected"] = parts_json(purchase.expected)
    return [Draft("fact", case.id, new)] if new else []


def item_drafts(case: Case, ref: str, items: Iterable[TypedItem], new_id: NewId) -> list[Draft]:
    """Return the items that were not known: an item is known by its title."""
    known = {item.title.casefold(): item for item in case.items}
    drafts: list[Draft] = []
    for typed in items:
        item = known.get(typed.title.casefold())
        if item is None:
            drafts.append(Draft("noted", new_id(), item_data(typed)))
        else:
            drafts += _same_item(item, ref, typed)
    return drafts


def item_data(typed: TypedItem) -> dict[str, Any]:
    """Give an item its form in the log."""
    price = {"price": dict(typed.price)} if typed.price else {}
    return {"level": "item", "title": typed.title, "quantity": typed.quantity, **price}


def _same_item(item: Item, ref: str, typed: TypedItem) -> list[Draft]:
    known_price = money_json(item.price) if item.price else None
    other_price = typed.price and known_price and dict(typed.price) != known_price
    if other_price or typed.quantity not in (1, item.quantity):
        msg = f'{ref} has "{item.title}" with another quantity or price.'
        raise Contradiction(msg, hint=f"If that is wrong: returnctl edit {ref} --item ...")
    if typed.price and not known_price:
        return [Draft("fact", item.id, {"price": dict(typed.price)})]
    return []


def event_drafts(case: Case, ref: str, target: str, events: Mapping[str, Happened]) -> list[Draft]:
    """Return the events that were not known.

    Raises:
        Contradiction: one is known on another day, or its day does not fit the others'.
    """
    known = {e.kind: e for e in case.events if e.target in (target, case.id)}
    drafts: list[Draft] = []
    for name, happened in events.items():
        event = known.get(name)
        if event is None:
            _refuse_clash(case, target, name, happened)
            drafts.append(event_draft(target, name, happened))
        elif event.on != happened.on:
            msg = f"{ref} is recorded as {dashed(name)} on {format_day(event.on)}."
            hint = f"If that is wrong: returnctl mark {ref} {dashed(name)} --on {happened.on}"
            raise Contradiction(msg, hint=hint)
    return drafts


def _refuse_clash(case: Case, target: str, name: str, happened: Happened) -> None:
    clash = date_clash(name, happened.on, visible_dates(case, target))
    if clash:
        raise Contradiction(f"{clash}.", hint="Check the dates.")


def event_draft(target: str, name: str, happened: Happened, **carried: Any) -> Draft:
    """Return the entry of an event."""
    return Draft("event", target, {"event": name, **happened.data(), **carried})


def problem_drafts(case: Case, ref: str, purchase: Purchase, today: Happened) -> list[Draft]:
    """Return the problem, if a reason was given for something that is no return.

    Raises:
        Contradiction: another problem is noted.
    """
    if purchase.reason is None or purchase.returns:
        return []
    known = [event for event in case.events_of(case.id) if event.kind == "problem"]
    if not known:
        return [event_draft(case.id, "problem", today, reason=purchase.reason)]
    if known[-1].reason not in (None, purchase.reason):
        msg = f"{ref} has a problem already: {dashed(known[-1].reason or '')}."
        hint = f"To change it: returnctl mark {ref} problem --reason {dashed(purchase.reason)}"
        raise Contradiction(msg, hint=hint)
    return []


def return_for(case: Case, purchase: Purchase) -> Return | None:
    """Return the return that a typed one is: of the same code, or open and without one."""
    code = purchase.return_facts.get("code")
    same = [each for each in case.returns if code and each.code == code]
    if same:
        return same[0]
    waiting = set(open_returns(case))
    fitting = [r for r in case.returns if r.id in waiting and (code is None or r.code is None)]
    return fitting[0] if fitting and not purchase.portions else None


def return_drafts(
    case: Case, ref: str, purchase: Purchase, items: Mapping[str, str], new_id: NewId
) -> list[Draft]:
    """Return what a typed return adds: a new one, or news of a known one.

    `items` maps each title, in lower case, to the item's id.
    """
    if not purchase.returns:
        return []
    facts = dict(purchase.return_facts)
    if purchase.reason:
        facts["reason"] = purchase.reason
    known = return_for(case, purchase)
    if known is None:
        return_id = new_id()
        portions = _portions(case, ref, purchase, items)
        numbered = {"level": "return", "number": len(case.returns) + 1, **facts}
        if purchase.expected:
            numbered["expected"] = parts_json(purchase.expected)
        noted = Draft("noted", return_id, numbered | ({"items": portions} if portions else {}))
        return [noted, *event_drafts(case, ref, return_id, purchase.return_events)]
    news = {name: value for name, value in facts.items() if getattr(known, name) != value}
    held = [name for name in news if getattr(known, name) is not None]
    if held:
        msg = f"{ref} is recorded with {held[0]} {getattr(known, held[0])}."
        raise Contradiction(msg, hint=f"If that is wrong: returnctl edit {ref} --{held[0]} ...")
    if purchase.expected not in ((), known.expected):
        news["expected"] = parts_json(purchase.expected)
    drafts = [Draft("fact", known.id, news)] if news else []
    return drafts + event_drafts(case, ref, known.id, purchase.return_events)


def _portions(
    case: Case, ref: str, purchase: Purchase, items: Mapping[str, str]
) -> list[tuple[str, int]]:
    quantities = {item.id: item.quantity for item in case.items}
    typed = {each.title.casefold(): each.quantity for each in purchase.items}
    portions: list[tuple[str, int]] = []
    for title, quantity in purchase.portions:
        item_id = items.get(title.casefold())
        if item_id is None:
            msg = f'the order has no item "{title}".'
            titles = [*(item.title for item in case.items), *(i.title for i in purchase.items)]
            raise NotFound(msg, hint="Items: " + ", ".join(dict.fromkeys(titles)))
        whole = quantities.get(item_id) or typed.get(title.casefold(), 1)
        if quantity is not None and quantity > whole:
            msg = f'the order has {whole} of "{title}", not {quantity}.'
            raise Contradiction(msg, hint="Check the quantity.")
        portions.append((item_id, quantity or whole))
    if beyond := too_many(case, portions, besides=case.returns):
        msg = f"{ref}: {beyond}."
        raise Contradiction(msg, hint=f"Were more bought? returnctl edit {ref} --item '3 x ITEM'")
    return portions
