"""The ladder of reminders: which rungs a deadline has, and what a run has to announce.

Conventions:
- A rung is a number of days before the day that counts (`Due.day`: `act_by` of yours, `due_on` of
  others'): 7 is a week before, 0 the day itself, -1 the day after. Others are told of only once
  their clock has run out.
- Each rung is announced once. Those that were missed make one notice with the newest, which says
  since when it is late.
- A rung that was past when the deadline came to be is skipped, and so is what nothing can be done
  about: what is met, closed, not watched, lapsed, or not told of any more (`shown_until`).
- While a deadline is snoozed or cannot be met yet, its rungs wait. The end of a snooze is a rung of
  its own.
- What was overdue already, beyond its last rung, when it came to be here is told once: that day is
  a rung of its own.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from returnctl.core.agenda import Due, due, urgency
from returnctl.core.reminderladders import Ladders
from returnctl.core.rows import DeadlineRow
from returnctl.core.states import Moment
from returnctl.core.structs import Struct, field

# Nothing is announced in the others: it is done, over, or cannot be done yet.
_TOLD: Final = frozenset(("possible", "running", "last_chance", "overdue"))
_NOON: Final = time(12)

Key = tuple[str, date]


class Memory(Struct, frozen=True, kw_only=True):
    """What this machine knows: since when each deadline and day is here, and which rungs were told.

    `told` is of one channel.
    """

    births: Mapping[Key, datetime] = field(default_factory=dict)
    told: Mapping[Key, Collection[int]] = field(default_factory=dict)


class Notice(Struct, frozen=True, kw_only=True):
    """One deadline in a digest: the rung it stands on, and the missed ones that it settles.

    `late_since` is the day on which it should have been told, where that is over.
    """

    due: Due
    rung: int
    settles: tuple[int, ...]
    late_since: date | None = None

    @property
    def key(self) -> Key:
        """What its rungs are remembered under."""
        return key_of(self.due.row)


class Planned(NamedTuple):
    """What a run on a later day will announce, if nothing happens before."""

    on: date
    notice: Notice


class _Rung(NamedTuple):
    days: int
    told_on: date


def key_of(row: DeadlineRow) -> Key:
    """Return what the rungs of a deadline are remembered under: its id and the day that counts."""
    return row.id, day_of(row) or date.max


def day_of(row: DeadlineRow) -> date | None:
    """Return the day that rungs are counted from."""
    return row.act_by if row.actor == "you" else row.due_on


def notices(
    rows: Iterable[DeadlineRow], moment: Moment, ladders: Ladders, memory: Memory
) -> list[Notice]:
    """Return what is to be announced now on a channel, most urgent first."""
    found = (_notice(row, moment, ladders, memory) for row in rows)
    return sorted((each for each in found if each), key=lambda each: urgency(each.due))


def upcoming(
    rows: Iterable[DeadlineRow], moment: Moment, ladders: Ladders, memory: Memory, *, days: int
) -> list[Planned]:
    """Return what would be announced by a run on each day, from today on, if nothing happens."""
    kept, told = list(rows), {key: set(rungs) for key, rungs in memory.told.items()}
    planned: list[Planned] = []
    for ahead in range(days + 1):
        then = moment if not ahead else _noon(moment, moment.today + timedelta(days=ahead))
        found = notices(kept, then, ladders, Memory(births=memory.births, told=told))
        for each in found:
            told.setdefault(each.key, set()).update(each.settles)
        planned += (Planned(then.today, each) for each in found)
    return planned


def _noon(moment: Moment, day: date) -> Moment:
    return Moment(datetime.combine(day, _NOON, ZoneInfo(moment.zone)), moment.zone)


def _notice(row: DeadlineRow, moment: Moment, ladders: Ladders, memory: Memory) -> Notice | None:
    if not _is_told(row, moment):
        return None
    told, born = memory.told.get(key_of(row), ()), _born(row, moment, memory)
    here = [rung for rung in _reached(row, moment.today, ladders) if rung.told_on >= born]
    open_ = [rung for rung in here or _too_late(row, born, ladders) if rung.days not in told]
    if not open_:
        return None
    since = min(rung.told_on for rung in open_)
    return Notice(
        due=due(row, moment),
        rung=min(rung.days for rung in open_),
        settles=tuple(rung.days for rung in open_),
        late_since=since if since < moment.today else None,
    )


def _is_told(row: DeadlineRow, moment: Moment) -> bool:
    shown = row.shown_until is None or moment.today <= row.shown_until
    if not row.watch or not shown:
        return False
    found = due(row, moment)
    return not found.quiet and found.state in _TOLD and (found.yours or found.state == "overdue")


def _born(row: DeadlineRow, moment: Moment, memory: Memory) -> date:
    """The day since which the deadline is here; one in the future tells of a wrong clock."""
    at = memory.births.get(key_of(row))
    born = at.astimezone(ZoneInfo(moment.zone)).date() if at else date.min
    return born if born <= moment.today else date.min


def _too_late(row: DeadlineRow, born: date, ladders: Ladders) -> Iterator[_Rung]:
    """Yield the day on which a deadline came to be here, if that was after its last rung."""
    day, rungs = day_of(row), ladders.rungs(row)
    if day is not None and rungs and day - timedelta(days=min(0, *rungs)) < born:
        yield _Rung((day - born).days, born)


def _reached(row: DeadlineRow, today: date, ladders: Ladders) -> Iterator[_Rung]:
    """Yield the rungs up to today, each with the day on which it could be told at the earliest."""
    day = day_of(row)
    if day is None:
        return
    rungs = dict.fromkeys(ladders.rungs(row))
    snoozed = row.quiet_until
    if snoozed is not None and rungs:
        rungs[(day - snoozed).days] = None
    first = max((each for each in (row.opens_on, snoozed) if each), default=date.min)
    for days in rungs:
        earliest = max(day - timedelta(days=days), first)
        if earliest <= today and (row.actor == "you" or days < 0):
            yield _Rung(days, earliest)
