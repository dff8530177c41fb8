"""What a tracking service says of a parcel: the values between `tracking` and everybody else.

Conventions:
- Days are the place's own, as the carrier wrote them; `at` is a UTC instant and set only where the
  service gave a zone. Nothing is guessed from a time without one.
- `status` is a word of `vocabulary.PARCEL_STATUSES`; words nobody knows are `unknown`, never an
  end.
- Texts are the carrier's own, as sent; the output boundary makes them safe.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Literal, Protocol

from returnctl.core.structs import Struct

# Why an answer is missing; each has one sentence (`Trouble.sentence`).
TroubleKind = Literal[
    "key", "quota", "too_fast", "not_found", "no_data_yet", "carrier_required", "network", "answer"
]


class Wanted(Struct, frozen=True, kw_only=True):
    """A number to ask for. `registered`: this service already knows it (17TRACK counts them)."""

    number: str
    carrier: str | None = None
    registered: bool = False


class Scan(Struct, frozen=True, kw_only=True):
    """One checkpoint, as the carrier reported it."""

    on: date
    status: str
    text: str = ""
    place: str | None = None
    at: datetime | None = None


class Report(Struct, frozen=True, kw_only=True):
    """What one service answered about one number; `scans` are oldest first.

    `aliases` are other numbers of the same parcel (the last mile's), `expected` the first and last
    day it may arrive, `raw` the bytes of the answer as they came; of an answer about several
    numbers the part about this one.
    """

    number: str
    provider: str
    status: str
    scans: tuple[Scan, ...] = ()
    carrier: str | None = None
    aliases: tuple[str, ...] = ()
    expected: tuple[date, date] | None = None
    raw: bytes = b""


class Trouble(Struct, frozen=True, kw_only=True):
    """Why a service gave no answer: for one number, or for all it was asked (`number` None)."""

    provider: str
    kind: TroubleKind
    sentence: str
    number: str | None = None


class Round(Struct, frozen=True, kw_only=True):
    """What came of asking one service: reports, troubles, and what it newly registered.

    `quota` is how many registrations are left, where the service says.
    """

    provider: str
    reports: tuple[Report, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    registered: tuple[str, ...] = ()
    quota: int | None = None


def unheard(_: int) -> None:
    """Nobody follows the progress."""


class Service(Protocol):
    """A tracking service that can be asked; it never raises for what the other side sends."""

    @property
    def name(self) -> str:
        """The provider's name in the config."""

    @property
    def min_refresh(self) -> timedelta:
        """How long after an answer asking again about a number tells nothing new."""

    def takes(self, wanted: Wanted) -> bool:
        """Whether it can be asked about that number."""

    def ask(self, wanted: Sequence[Wanted], done: Callable[[int], None] = unheard) -> Round:
        """Ask about all of them, in batches and at the service's pace.

        `done` is told, from the thread that asks, how many more have been dealt with.
        """
