"""What an event carries: each option read, refused where the event does not carry it."""

from collections.abc import Sequence
from typing import Any, Final

from returnctl.actions.amounts import read_amount
from returnctl.actions.desk import Desk
from returnctl.actions.marking.paying import refund_data
from returnctl.actions.marking.request import CARRIED, MarkRequest
from returnctl.actions.typed import read_day, read_portion, read_text
from returnctl.core.case import Case
from returnctl.core.channels import channel_of_shop
from returnctl.core.deadline import Deadline
from returnctl.core.disputes import running_channels
from returnctl.core.errors import Ambiguous, NotFound, Refused
from returnctl.core.events import EventKind
from returnctl.core.facts import money_json
from returnctl.core.rules import Pack
from returnctl.core.vocabulary import CHANNELS, LABELS, REASONS, REFUSALS, choose, dashed

# Every event may have a note; the rest is in the table's `carries`.
_ALWAYS: Final = ("note",)


def refuse_strays(request: MarkRequest, kind: EventKind) -> None:
    """Refuse options that the event does not carry, and missing ones that it needs.

    Raises:
        Refused: names the option, and the ones that the event takes.
    """
    takes = (*kind.options, *_ALWAYS)
    for name in CARRIED:
        if getattr(request, name) is not None and name not in takes:
            msg = f"{dashed(kind.name)} does not take --{name}."
            raise Refused(msg, hint="It takes --on, " + ", ".join(f"--{each}" for each in takes))
    for name in kind.needs:
        if getattr(request, name) is None:
            msg = f"{dashed(kind.name)} needs --{name}."
            raise Refused(msg, hint=f"returnctl mark REF {dashed(kind.name)} --{name} ...")


def carried_data(
    request: MarkRequest,
    kind: EventKind,
    case: Case,
    owner: str,
    packs: tuple[Pack, ...],
    desk: Desk,
) -> dict[str, Any]:
    """Return what the event itself keeps, in the log's form."""
    data = refund_data(request, case, desk) if "part" in kind.carries else {}
    if request.amount is not None and "amount" not in data:
        data["amount"] = money_json(read_amount(request.amount, desk, case.order.currency))
    if request.postage is not None:
        data["postage"] = money_json(read_amount(request.postage, desk, case.order.currency))
    if kind.on_channel:
        data["channel"] = _channel(request, kind, case, owner, packs)
    if request.until is not None:
        data["until"] = read_day(request.until, desk, "forward").isoformat()
    if request.item is not None:
        data["items"] = [portion_of(case, text) for text in request.item]
    return data | _words(request, kind)


def _words(request: MarkRequest, kind: EventKind) -> dict[str, Any]:
    """Read what is chosen from a list, and what is kept as it was typed."""
    data: dict[str, Any] = {}
    if request.reason is not None:
        name, words = ("refusal", REFUSALS) if "refusal" in kind.carries else ("reason", REASONS)
        data[name] = choose(request.reason, words, what="reason")
    if request.outcome is not None:
        data["outcome"] = choose(request.outcome, kind.outcomes, what="outcome")
    if request.label is not None:
        data["label"] = choose(request.label, LABELS, what="kind of label")
    for name in ("code", "note", "rule"):
        if (text := getattr(request, name)) is not None:
            data[name] = read_text(text, name)
    return data


def _channel(
    request: MarkRequest, kind: EventKind, case: Case, owner: str, packs: tuple[Pack, ...]
) -> str:
    """Return the channel that was typed, else that of the dispute that goes on, else the shop's.

    Raises:
        Ambiguous: disputes go on on several channels.
    """
    if request.channel is not None:
        return choose(request.channel, CHANNELS, what="channel")
    running = [] if kind.name == "dispute_opened" else running_channels(case, owner)
    if len(running) > 1:
        msg = f"disputes go on with {' and '.join(CHANNELS.get(one, one) for one in running)}."
        hint = "Say which: " + " or ".join(f"--channel {one}" for one in running)
        raise Ambiguous(msg, hint=hint)
    return running[0] if running else channel_of_shop(packs)


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


def refuse_unknown_rule(rule: str, running: Sequence[Deadline], ref: str) -> None:
    """Refuse to extend what does not run: the day that was granted would be lost in silence.

    Raises:
        NotFound: the case has no such deadline; the hint lists those it has.
    """
    slugs = dict.fromkeys(each.slug for each in running)
    if rule not in slugs and rule not in {each.rule for each in running}:
        msg = f'{ref} has no deadline "{rule}" to extend.'
        raise NotFound(msg, hint="It has: " + ", ".join(slugs))
