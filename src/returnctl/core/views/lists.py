"""The views of every day: what is due, how things stand, and the purchases beside it."""

from datetime import date, datetime

from returnctl.core.agenda import Due, StatusLine
from returnctl.core.money import Money
from returnctl.core.structs import Struct
from returnctl.core.views import Place, View


class Purchases(Struct, frozen=True, kw_only=True):
    """The watched purchases in one line: how many, how many windows close soon, and the first.

    `logged` are all that are open, `unwatched` those of them that came by import.
    """

    watched: int = 0
    logged: int = 0
    unwatched: int = 0
    closing: int = 0
    first: Due | None = None
    until: date | None = None


class StatusView(View, frozen=True, kw_only=True):
    """`status`: a line per open problem or return; purchases in one line, or listed.

    `reminded_at` is when `remind` last ran here.
    """

    place: Place
    lines: tuple[StatusLine, ...]
    purchases: Purchases
    listed_purchases: tuple[StatusLine, ...] | None = None
    owed: tuple[Money, ...] = ()
    due_soon: int = 0
    overdue: int = 0
    reminded_at: datetime | None = None


class OnelineView(View, frozen=True, kw_only=True):
    """`status --oneline`: how many are late, and due today and tomorrow."""

    late: int
    today: int
    tomorrow: int


class DeadlinesView(View, frozen=True, kw_only=True):
    """`deadlines`: yours that are due, the others' that ran out, and the others' that run.

    `running_told`: the others' running clocks were asked for, so that a pipe is told of them too.
    `snoozed` counts what is left out because nobody wants to hear of it now.
    """

    place: Place
    within: int
    yours: tuple[Due, ...]
    run_out: tuple[Due, ...]
    running: tuple[Due, ...]
    purchases: Purchases
    listed_purchases: tuple[Due, ...] = ()
    open_cases: int = 0
    later: Due | None = None
    running_told: bool = False
    snoozed: int = 0

    @property
    def told(self) -> tuple[Due, ...]:
        """What a pipe is told: everything that asks something of the user, or was asked for."""
        running = self.running if self.running_told else ()
        return (*self.yours, *self.run_out, *running, *self.listed_purchases)


class FoundView(View, frozen=True, kw_only=True):
    """`search`: what holds the words, best match first; `more`: that is not all of it."""

    words: str
    lines: tuple[StatusLine, ...]
    more: bool = False
