"""What a run of reminders reads: the deadlines that may be told, and what was told of them."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from returnctl.actions.desk import Desk
from returnctl.core.errors import Unavailable
from returnctl.core.reminderladders import Ladders
from returnctl.core.rows import DeadlineRow
from returnctl.core.rungs import Memory
from returnctl.core.structs import Struct

if TYPE_CHECKING:
    from returnctl.settings.config import Settings
    from returnctl.store.reader import Reader
    from returnctl.store.reminding import Runs


class Standing(Struct, frozen=True, kw_only=True):
    """Deadlines that may be told, what each channel knows of them, and the ladders."""

    rows: Sequence[DeadlineRow]
    ladders: Ladders
    memories: dict[str, Memory]
    unheard: Memory

    def memory(self, channel: str) -> Memory:
        """Return what a channel was told."""
        return self.memories.get(channel, self.unheard)


def ladders_of(settings: "Settings") -> Ladders:
    """Return the ladders of the config."""
    special = {
        name.replace("_", "-"): fields["days"]
        for name, fields in settings.section("ladders").items()
    }
    return Ladders(usual=settings["ladder"], overdue=settings["overdue_days"], special=special)


def read_standing(desk: Desk, *, days: int = 0, quiet: bool = False) -> Standing:
    """Return what stands on a ladder today, or will within some days."""
    ladders = ladders_of(desk.settings)
    today = desk.moment.today
    with desk.store.read() as reader:
        rows = reader.due(
            today=today,
            until=today + timedelta(days=ladders.reach + days),
            theirs=days > 0,
            quiet=quiet,
        )
        return _standing(reader, rows, ladders)


def _standing(reader: "Reader", rows: Sequence[DeadlineRow], ladders: Ladders) -> Standing:
    ids = [row.id for row in rows]
    births = reader.births(ids) if ids else {}
    told = reader.told(ids) if ids else {}
    return Standing(
        rows=rows,
        ladders=ladders,
        memories={name: Memory(births=births, told=keys) for name, keys in told.items()},
        unheard=Memory(births=births),
    )


def read_runs(desk: Desk, *, mend: bool) -> "Runs":
    """Return when reminders last ran; with `mend` a file of an older release is brought up to date.

    Raises:
        Unavailable: there are no records, or they cannot be read.
    """
    desk.need_records()
    try:
        return _runs(desk)
    except Unavailable:
        if not mend:
            raise
        # The tables of an older release have other columns; a write makes them anew.
        with desk.store.write("remind"):
            pass
        return _runs(desk)


def _runs(desk: Desk) -> "Runs":
    with desk.store.read() as reader:
        reader.births([])
        return reader.reminder_runs()
