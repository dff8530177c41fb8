"""The ladder of a case: who can be turned to, in what order, and how each of them stands.

Seller, platform, payment service or card, law, warranty, and beside them the carrier. Every
deadline of the case stands on one rung, those too that nobody is reminded of.
"""

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from returnctl.core.agenda import Due, urgency
from returnctl.core.rules import Pack
from returnctl.core.structs import Struct

RungName = Literal["seller", "platform", "payment", "law", "warranty", "carrier", "own"]
Standing = Literal[
    "late", "ran_out", "open", "waiting", "later", "undated", "possible", "done", "over"
]

# From the first to be asked to the last.
RUNGS: Final[tuple[RungName, ...]] = (
    "seller", "platform", "payment", "law", "warranty", "carrier", "own",
)  # fmt: skip
# How a rung is told: what asks for something first, what is past last.
STANDINGS: Final[tuple[Standing, ...]] = (
    "late", "ran_out", "open", "waiting", "later", "undated", "possible", "done", "over",
)  # fmt: skip

_OF_KIND: Final[Mapping[str, RungName]] = {
    "shop": "seller", "payment": "payment", "statute": "law", "carrier": "carrier",
}  # fmt: skip
# Rules of a platform's pack that the platform itself answers, not the seller on it.
_OF_PLATFORM: Final = frozenset(
    ("ask-extension", "protection", "delivery-promise", "dispute-opens", "dispute-not-received",
     "dispute", "claim", "offer", "evidence", "platform-decision", "escalate", "appeal",
     "stand-firm", "goodwill")
)  # fmt: skip
# What lasts for years where the goods had a fault from the start.
_OF_WARRANTY: Final = frozenset(("conformity", "burden", "repair"))


class LadderStep(Struct, frozen=True):
    """A deadline on its rung, and how it stands at the moment."""

    due: Due
    standing: Standing


class Rung(Struct, frozen=True):
    """One party that can be turned to: by which packs, and with what."""

    name: RungName
    titles: tuple[str, ...]
    steps: tuple[LadderStep, ...]

    @property
    def is_open(self) -> bool:
        """Whether anything on it can still be done, or waited for."""
        return any(each.standing not in ("done", "over", "possible") for each in self.steps)


def ladder(dues: Sequence[Due], packs: Sequence[Pack]) -> tuple[Rung, ...]:
    """Put every deadline on its rung; a rung without any is left out."""
    by_name = {pack.name: pack for pack in packs}
    steps: dict[RungName, list[LadderStep]] = {name: [] for name in RUNGS}
    titles: dict[RungName, dict[str, None]] = {name: {} for name in RUNGS}
    for each in sorted(dues, key=urgency):
        pack = by_name.get(each.row.rule.partition(".")[0])
        name = rung_of(each.row.rule, pack)
        found = LadderStep(each, standing_of(each))
        steps[name].append(found)
        if pack is not None and found.standing != "possible":
            titles[name][pack.title] = None
    return tuple(
        Rung(name, tuple(titles[name]), tuple(sorted(found, key=_place)))
        for name, found in steps.items()
        if found
    )


def _place(step: LadderStep) -> int:
    return STANDINGS.index(step.standing)


def rung_of(rule: str, pack: Pack | None) -> RungName:
    """Return where a rule belongs: by its pack's kind, and for some by what it is about."""
    if pack is None:
        return "own"
    slug = rule.partition(".")[2]
    if pack.kind == "shop" and pack.channel == "platform" and slug in _OF_PLATFORM:
        return "platform"
    if pack.kind == "statute" and slug in _OF_WARRANTY:
        return "warranty"
    return _OF_KIND[pack.kind]


def standing_of(due: Due) -> Standing:
    """Return how a deadline stands: what can be done, what is waited for, what is past."""
    if due.state == "overdue":
        if not due.yours:
            return "ran_out"
        return "late" if due.row.kind == "duty" else "over"
    if due.state in _STANDINGS:
        return _STANDINGS[due.state]
    if due.day is None:
        return "undated"
    return "open" if due.yours else "waiting"


_STANDINGS: Final[Mapping[str, Standing]] = {
    "met": "done", "lapsed": "over", "possible": "possible", "not_started": "later",
}  # fmt: skip
