"""From the typed request to a purchase: every text read, refused where it cannot be."""

import shlex
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from returnctl.actions.adding.request import AddRequest
from returnctl.actions.amounts import read_parts
from returnctl.actions.desk import Desk
from returnctl.actions.overrides import TypedOverride, read_overrides
from returnctl.actions.parcels.typed import TypedParcel, read_parcel
from returnctl.actions.shops import ShopChoice, choose_shop, looks_like_order_number, tidy_number
from returnctl.actions.typed import (
    Happened,
    TypedItem,
    read_happened,
    read_item,
    read_order_facts,
    read_portion,
    read_price,
    read_text,
)
from returnctl.core.errors import Refused
from returnctl.core.events import EVENTS, event_kind
from returnctl.core.lifecycle import date_clash
from returnctl.core.money import Parts
from returnctl.core.structs import Struct, field
from returnctl.core.vocabulary import REASONS, RESOLUTIONS, choose, dashed
from returnctl.settings.keys import read_currency

_WORDS: Final = (
    "shop", "order", "price", "currency", "reason", "resolution", "code", "tracking", "carrier",
)  # fmt: skip


class Purchase(Struct, frozen=True, kw_only=True):
    """An order as typed: facts in the log's form, and what happened to it so far."""

    shop: ShopChoice
    number: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    items: tuple[TypedItem, ...] = ()
    order_events: Mapping[str, Happened] = field(default_factory=dict)
    return_events: Mapping[str, Happened] = field(default_factory=dict)
    reason: str | None = None
    expected: Parts = ()
    return_facts: Mapping[str, Any] = field(default_factory=dict)
    portions: tuple[tuple[str, int | None], ...] = ()
    parcel: TypedParcel | None = None
    overrides: tuple[TypedOverride, ...] = ()

    @property
    def returns(self) -> bool:
        """Whether it starts a return, rather than a problem or a plain purchase."""
        return bool(self.return_events or self.portions or self.return_facts.get("code"))


def read_request(request: AddRequest, desk: Desk) -> Purchase:
    """Read what was typed.

    Raises:
        Refused: something cannot be read, or neither an order number nor an item is given.
    """
    _refuse_empty(request)
    number, titles, price = _sort_words(request, desk)
    currency = read_currency(request.currency) if request.currency else None
    items = tuple(read_item(text, desk, currency) for text in (*titles, *request.items))
    if number is None and not items:
        msg = "there is nothing to log yet."
        raise Refused(msg, hint='Give an order number or an item: returnctl add ORDER "ITEM" PRICE')
    shop = choose_shop(desk, request.shop, number)
    happened = _events(request, desk)
    facts = _facts(request, desk, price, currency)
    return Purchase(
        shop=shop,
        number=number,
        facts=facts,
        items=items,
        order_events={k: v for k, v in happened.items() if "order" in EVENTS[k].levels},
        return_events={k: v for k, v in happened.items() if "order" not in EVENTS[k].levels},
        reason=choose(request.reason, REASONS, what="reason") if request.reason else None,
        expected=read_parts(request.expect, desk, facts.get("currency")),
        return_facts=_return_facts(request),
        portions=tuple(read_portion(text) for text in request.portions),
        parcel=read_parcel(request.tracking, request.carrier),
        overrides=read_overrides(request.deadlines, request.window, desk),
    )


def _refuse_empty(request: AddRequest) -> None:
    """An option without a value is a script's empty variable, and no order without that fact."""
    for name in _WORDS:
        value = getattr(request, name)
        if value is not None:
            read_text(value, name)


def _sort_words(request: AddRequest, desk: Desk) -> tuple[str | None, list[str], str | None]:
    """Tell order number, item and price apart: a first word that is no number is the item."""
    words = list(request.words)
    number = request.order
    if words and number is None and looks_like_order_number(desk, words[0]):
        number = words.pop(0)
    titles = [words.pop(0)] if words else []
    price = request.price
    if words and price is None:
        price = words.pop(0)
    if words:
        msg = f'"{words[0]}" is one word too many.'
        raise Refused(msg, hint=_right_form(titles[0], numbered=number is not None))
    return (tidy_number(desk, number) if number else None), titles, price


def _right_form(first: str, *, numbered: bool) -> str:
    """Return how the words are meant to stand; a number of no known form needs its option."""
    quoted = 'Quote an item of several words: returnctl add ORDER "ITEM" PRICE'
    if numbered or not any(map(str.isdigit, first)):
        return quoted
    return f'Is "{first}" the order number? Say so: --order {shlex.quote(first)}\n{quoted}'


def _facts(
    request: AddRequest, desk: Desk, price: str | None, currency: str | None
) -> dict[str, Any]:
    facts = read_order_facts(request.facts, desk)
    if request.free_return is not None:
        facts["free_return"] = request.free_return
    if price is not None:
        facts["price"] = read_price(price, desk, currency)
        facts["currency"] = facts["price"]["currency"]
    elif currency is not None:
        facts["currency"] = currency
    return facts


def _return_facts(request: AddRequest) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    if request.code:
        facts["code"] = read_text(request.code, "return code")
    if request.resolution:
        facts["resolution"] = choose(request.resolution, RESOLUTIONS, what="resolution")
    return facts


def _events(request: AddRequest, desk: Desk) -> dict[str, Happened]:
    typed = [(name, text) for name, text in request.happened.items() if text is not None]
    typed += [_did(text) for text in request.did]
    events: dict[str, Happened] = {}
    for name, text in typed:
        events[name] = read_happened(text, desk, dashed(name))
    _refuse_clashes({name: each.on for name, each in events.items()})
    return dict(sorted(events.items(), key=lambda pair: list(EVENTS).index(pair[0])))


def _did(text: str) -> tuple[str, str]:
    name, equals, day = (part.strip() for part in text.partition("="))
    if not equals or not day:
        msg = f'"{text}" does not say EVENT=DATE.'
        raise Refused(msg, hint="For example --did approved=17nov.")
    return event_kind(name).name, day


def _refuse_clashes(days: Mapping[str, date]) -> None:
    for name, day in days.items():
        clash = date_clash(name, day, days.items())
        if clash:
            raise Refused(f"{clash}.", hint="Check the dates.")
