"""What an event carries: each option read, refused where the event does not carry it."""

from typing import Any, Final

from returnctl.actions.desk import Desk
from returnctl.actions.marking.request import CARRIED, MarkRequest
from returnctl.actions.typed import read_day, read_portion, read_price, read_text
from returnctl.core.case import Case
from returnctl.core.errors import NotFound, Refused
from returnctl.core.events import EventKind
from returnctl.core.rules import Pack
from returnctl.core.vocabulary import CHANNELS, OUTCOMES, REASONS, choose, dashed

# Every event may have a note; the rest is in the table's `carries`.
_ALWAYS: Final = ("note",)


def refuse_strays(request: MarkRequest, kind: EventKind) -> None:
    """Refuse options that the event does not carry, and missing ones that it needs.

    Raises:
        Refused: names the option, and the ones that the event takes.
    """
    allowed = {*kind.carries, *_ALWAYS}
    for name in CARRIED:
        if getattr(request, name) is not None and name not in allowed:
            takes = ", ".join(f"--{each}" for each in (*kind.carries, *_ALWAYS))
            msg = f"{dashed(kind.name)} does not take --{name}."
            raise Refused(msg, hint=f"It takes --on, {takes}.")
    for name in kind.needs:
        if getattr(request, name) is None:
            msg = f"{dashed(kind.name)} needs --{name}."
            raise Refused(msg, hint=f"returnctl mark REF {dashed(kind.name)} --{name} ...")


def carried_data(
    request: MarkRequest, kind: EventKind, case: Case, packs: tuple[Pack, ...], desk: Desk
) -> dict[str, Any]:
    """Return what the event itself keeps, in the log's form."""
    data: dict[str, Any] = {}
    if request.amount is not None:
        money = read_price(
            request.amount, desk, None if _says_currency(request) else case.order.currency
        )
        data["amount"] = money
    if kind.on_channel:
        data["channel"] = _channel(request, packs)
    if request.reason is not None:
        data["reason"] = choose(request.reason, REASONS, what="reason")
    if request.outcome is not None:
        data["outcome"] = choose(request.outcome, OUTCOMES, what="outcome")
    if request.until is not None:
        data["until"] = read_day(request.until, desk, "forward").isoformat()
    if request.item is not None:
        data["items"] = [portion_of(case, request.item)]
    for name in ("code", "note", "rule"):
        if (text := getattr(request, name)) is not None:
            data[name] = read_text(text, name)
    return data


def _says_currency(request: MarkRequest) -> bool:
    return any(char.isalpha() or char in "€$£¥" for char in request.amount or "")


def _channel(request: MarkRequest, packs: tuple[Pack, ...]) -> str:
    """The channel that was typed, else the shop's own."""
    if request.channel is not None:
        return choose(request.channel, CHANNELS, what="channel")
    shops = [pack.channel for pack in packs if pack.kind == "shop"]
    return shops[0] if shops else "seller"


def portion_of(case: Case, text: str) -> list[Any]:
    """Return `[item id, quantity]` of a typed part of the order.

    Raises:
        NotFound: the order has no such item.
    """
    title, quantity = read_portion(text)
    for item in case.items:
        if title.casefold() in item.title.casefold():
            return [item.id, quantity or item.quantity]
    msg = f'the order has no item "{title}".'
    raise NotFound(msg, hint="Items: " + ", ".join(item.title for item in case.items))
