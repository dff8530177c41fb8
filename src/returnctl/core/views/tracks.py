"""The view of `track`: every parcel that was looked at, and what its scans suggest."""

from datetime import datetime

from returnctl.core.journey import Journey
from returnctl.core.proposals import Proposal
from returnctl.core.structs import Struct
from returnctl.core.views import Place, View
from returnctl.core.views.writes import WriteView


class Tracked(Struct, frozen=True, kw_only=True):
    """A parcel with its journey.

    `doing` says what was done: `asked`, `resting` (asked lately, or its journey is over), `linked`
    (no service takes it: look at `url`), `would_ask` or `failed` (`trouble` says why). `provider`
    answered at `answered_at`, now or before; `new_scans` were not recorded until now.
    """

    ref: str
    title: str
    case_id: str
    journey: Journey
    doing: str
    carrier_name: str | None
    url: str
    provider: str | None = None
    answered_at: datetime | None = None
    new_scans: int = 0
    proposals: tuple[Proposal, ...] = ()
    advice: str | None = None
    trouble: str | None = None


class TrackView(View, frozen=True, kw_only=True):
    """`track`: parcels by case; `taken` were recorded, and `writes` are the answers to that."""

    place: Place
    parcels: tuple[Tracked, ...]
    writes: tuple[WriteView, ...] = ()
    taken: tuple[Proposal, ...] = ()
    rehearsal: bool = False

    @property
    def proposals(self) -> tuple[tuple[Tracked, Proposal], ...]:
        """What can be accepted, with the parcel that suggests it."""
        return tuple((row, p) for row in self.parcels for p in row.proposals if not p.clash)
