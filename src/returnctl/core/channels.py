"""Channels of a dispute: which are open, and which exclude each other.

Packs say it with `excludes`: the slugs of rules that cannot stand beside theirs (a chargeback and
the platform's case). Both directions count, whichever pack says it: the second to be opened is told
of the first.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from returnctl.core.case import Case
from returnctl.core.circumstances import facts_of
from returnctl.core.dayformat import format_day
from returnctl.core.events import EVENTS
from returnctl.core.rules import Form, Pack, Source
from returnctl.core.structs import Struct

# What ends a dispute on a channel; whatever else is recorded on it keeps it open.
_ENDING: Final = frozenset(("decided", "dispute_closed"))
# The channels that take the money back from the shop, so that it closes its own case.
_STRONGER: Final = ("card", "paypal")
_NAMES: Final = {
    "seller": "the request at {shop}",
    "platform": "the {shop} case",
    "paypal": "a PayPal dispute",
    "card": "a chargeback",
    "carrier": "a claim at the carrier",
    "statute": "a legal claim",
}


class Exclusion(Struct, frozen=True):
    """Two channels that cannot stand side by side, by the pack that says so."""

    channels: frozenset[str]
    titles: tuple[str, str]
    source: Source


class Conflict(Struct, frozen=True):
    """A dispute about to be opened on `opening` while the one on `standing` is open."""

    opening: str
    standing: str
    since: date
    source: Source


def open_channels(case: Case, scope: str, shops: str = "seller") -> dict[str, date]:
    """Return the channels with an open dispute, each with the day it was opened.

    A dispute recorded without a channel is one on the shop's.
    """
    found: dict[str, date] = {}
    for event in case.events:
        if event.target not in (scope, case.id) or not EVENTS[event.kind].on_channel:
            continue
        channel = event.channel or shops
        if event.kind in _ENDING:
            found.pop(channel, None)
        else:
            found.setdefault(channel, event.on)
    return found


def exclusions(case: Case, scope: str, packs: Sequence[Pack]) -> tuple[Exclusion, ...]:
    """Return which channels exclude each other, as the packs that surely apply say."""
    facts = facts_of(case, scope)
    valid = [pack for pack in packs if pack.applies.verdict(facts).holds]
    found = (
        Exclusion(frozenset((pack.channel, other.channel)), (pack.title, other.title), source)
        for pack in valid
        for slug, source in _excluded(pack)
        for other in valid
        if _can_exclude(pack, other) and any(_is_named(slug, rule.slug) for rule in other.rules)
    )
    unique: dict[frozenset[str], Exclusion] = {}
    for each in found:
        unique.setdefault(frozenset(each.titles), each)
    return tuple(unique.values())


def conflicts(case: Case, scope: str, opening: str, packs: Sequence[Pack]) -> tuple[Conflict, ...]:
    """Return the open disputes that one on another channel would endanger."""
    standing = open_channels(case, scope, channel_of_shop(packs))
    found = {
        other: Conflict(opening, other, standing[other], each.source)
        for each in exclusions(case, scope, packs)
        if opening in each.channels
        for other in each.channels - {opening}
        if other in standing
    }
    return tuple(found.values())


def channel_of_shop(packs: Iterable[Pack]) -> str:
    """Return where a dispute with the shop goes."""
    return next((pack.channel for pack in packs if pack.kind == "shop"), "seller")


def warning(found: Conflict, shop: str) -> str:
    """Say what opening the second channel does to the first; `shop` is the shop's title."""
    opening, standing = (_NAMES[each].format(shop=shop) for each in (found.opening, found.standing))
    since = format_day(found.since)
    if found.opening in _STRONGER:
        text = f"{opening} can close {standing}, open since {since}"
    else:
        text = f"{standing} is open since {since} and can close {opening}"
    return f"{text[0].upper()}{text[1:]}: choose one of the two."


def _can_exclude(pack: Pack, other: Pack) -> bool:
    """What the law gives, no channel takes away."""
    return pack.channel != other.channel and "statute" not in (pack.kind, other.kind)


def _excluded(pack: Pack) -> Iterable[tuple[str, Source]]:
    forms: Iterable[Form] = (form for rule in pack.rules for form in rule.forms)
    return [(slug, form.source) for form in forms for slug in form.excludes]


def _is_named(slug: str, other: str) -> bool:
    """`chargeback` stands for its kinds too (`chargeback-refund`)."""
    return other == slug or other.startswith(f"{slug}-")
