"""How long each stage of a return took: from one event to the next, in days."""

from collections.abc import Iterable, Sequence
from statistics import median
from typing import Final

from returnctl.core.case import Event
from returnctl.core.claims import Claim
from returnctl.core.periods import Period
from returnctl.core.structs import Struct


class Stage(Struct, frozen=True):
    """A stretch of a return's life between two kinds of events."""

    name: str
    says: str
    begins: tuple[str, ...]
    ends: tuple[str, ...]


class Stretch(Struct, frozen=True):
    """How many days a stage took, of so many claims."""

    stage: Stage
    claims: int
    median: float
    shortest: int
    longest: int


STAGES: Final = (
    Stage("approval", "asked, approved", ("requested", "withdrawal_sent"), ("approved",)),
    Stage("decision", "dispute, decided", ("dispute_opened",), ("decided",)),
    Stage("sending", "approved, sent", ("approved",), ("sent",)),
    Stage("way-back", "sent, arrived back", ("sent",), ("arrived_back",)),
    Stage("refund", "arrived back, refunded", ("arrived_back",), ("refund_issued", "money_in")),
    Stage("bank", "refunded, money in", ("refund_issued",), ("money_in",)),
    Stage("all", "asked, money in", ("requested", "withdrawal_sent", "dispute_opened"),
          ("money_in",)),
)  # fmt: skip


def stretches(claims: Iterable[Claim], period: Period) -> tuple[Stretch, ...]:
    """Return the stages that ended in a period, each with its median."""
    found = list(claims)
    measured = ((stage, _days(stage, found, period)) for stage in STAGES)
    return tuple(
        Stretch(stage, len(days), float(median(days)), min(days), max(days))
        for stage, days in measured
        if days
    )


def _days(stage: Stage, claims: Sequence[Claim], period: Period) -> list[int]:
    lasted = (_lasted(stage, claim.events, period) for claim in claims)
    return [days for days in lasted if days is not None]


def _lasted(stage: Stage, events: Sequence[Event], period: Period) -> int | None:
    """Return the days from the first beginning to the first end after it."""
    begun = min((event.on for event in events if event.kind in stage.begins), default=None)
    if begun is None:
        return None
    ended = min((e.on for e in events if e.kind in stage.ends and e.on >= begun), default=None)
    return (ended - begun).days if ended is not None and ended in period else None
