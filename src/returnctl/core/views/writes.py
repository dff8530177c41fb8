"""The answer to every command that writes."""

from datetime import date

from returnctl.core.agenda import Due
from returnctl.core.reconcile import Reconciliation
from returnctl.core.statuses import Status
from returnctl.core.structs import Struct
from returnctl.core.views import Place, View


class Moved(Struct, frozen=True):
    """A deadline that a write moved, made, met or took away; None stands for "there was none"."""

    rule: str
    name: str
    before: date | None
    after: date | None
    met_on: date | None = None
    actor: str = "you"


class Recorded(Struct, frozen=True):
    """One thing a write put down: what it is of (`event`, `fact`, ...), its name and its value."""

    kind: str
    name: str
    value: str


class WriteView(View, frozen=True, kw_only=True):
    """The answer of every command that writes.

    `closed` is the status of what was written to, where it ends all clocks.
    """

    place: Place
    command: str
    ref: str | None
    id: str | None
    command_id: str | None
    title: str = ""
    created: bool = False
    recorded: tuple[Recorded, ...] = ()
    moved: tuple[Moved, ...] = ()
    deadlines: tuple[Due, ...] = ()
    next: Due | None = None
    unknown: tuple[str, ...] = ()
    then: tuple[str, ...] = ()
    money: Reconciliation | None = None
    closed: Status | None = None


class WritesView(View, frozen=True, kw_only=True):
    """A write to several cases at once."""

    writes: tuple[WriteView, ...]


class PurgedView(View, frozen=True, kw_only=True):
    """`rm --purge`: what is gone, and the copies of the database that may still hold it."""

    ref: str
    copies: tuple[str, ...]
