"""A simulated life of returns, and a simple model of when each rung must be told.

The model knows nothing of how the program counts: it writes down, for every rung, the first run at
which it may be told, by walking through the runs one after the other.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from returnctl.core.reminderladders import Ladders
from returnctl.core.rows import DeadlineRow
from returnctl.core.rungs import Key, Memory, notices
from returnctl.core.states import Moment
from tests.reminders.building import ZONE, a_row, end_of

START = date(2026, 3, 1)
DAYS = 200
BEFORE = (14, 7, 3, 1, 0)
NAGS = 7
AFTER_THEIRS = (1, 3, 7)
ON_LISTS = 30

Told = tuple[str, date, int]


@dataclass(frozen=True)
class Life:
    """One deadline: what it is from which day on; None once it is met or its case closed."""

    born: date
    rows: tuple[tuple[date, DeadlineRow | None], ...]

    def on(self, day: date) -> DeadlineRow | None:
        found = [row for since, row in self.rows if since <= day]
        return found[-1] if day >= self.born else None

    def since(self, row: DeadlineRow) -> date:
        """The day on which this deadline with this date came to be here."""
        same = [s for s, each in self.rows if each is not None and key(each) == key(row)]
        return max(self.born, min(same))


def key(row: DeadlineRow) -> Key:
    return row.id, row.act_by or row.due_on or date.max


def schedule(dice: random.Random) -> list[Moment]:
    """0 to 5 runs a day, with gaps of up to 60 days."""
    runs: list[Moment] = []
    day = START
    while day < START + timedelta(days=DAYS):
        if dice.random() < 0.03:
            day += timedelta(days=dice.randint(2, 60))
            continue
        for minute in sorted(dice.sample(range(24 * 60), dice.randint(0, 5))):
            clock = time(minute // 60, minute % 60)
            runs.append(Moment(datetime.combine(day, clock, ZoneInfo(ZONE)), ZONE))
        day += timedelta(days=1)
    return runs


def a_life(dice: random.Random, name: str) -> Life:
    """A deadline that is moved, snoozed, met, reopened or left alone."""
    born = START + timedelta(days=dice.randint(0, DAYS - 60))
    day = born + timedelta(days=dice.randint(-20, 45))
    row = _row(dice, name, day)
    found: list[tuple[date, DeadlineRow | None]] = [(born, row)]
    now = born
    for _ in range(dice.choice((0, 0, 1, 1, 2, 3))):
        now += timedelta(days=dice.randint(1, 20))
        last = found[-1][1]
        found.append(
            (now, _changed(dice, last or row, now) if last or dice.random() < 0.5 else None)
        )
    return Life(born, tuple(found))


def _row(dice: random.Random, name: str, day: date) -> DeadlineRow:
    theirs = dice.random() < 0.25
    lapses = not theirs and dice.random() < 0.3
    opens = day - timedelta(days=dice.randint(0, 20)) if dice.random() < 0.2 else None
    return a_row(
        day,
        id=name,
        actor="seller" if theirs else "you",
        lapses=lapses,
        opens_on=opens,
        last_at=end_of(day + timedelta(days=dice.choice((0, 0, 1, 2)))),
        watch=dice.random() < 0.9,
    )


def _changed(dice: random.Random, row: DeadlineRow, now: date) -> DeadlineRow | None:
    """Met or closed, moved by an override, or snoozed until a day or for good."""
    what = dice.choice(("met", "moved", "snoozed", "snoozed", "snoozed for good"))
    if what == "met":
        return None
    if what == "snoozed for good":
        return replace(row, quiet_until=date.max)
    if what == "snoozed":
        return replace(row, quiet_until=now + timedelta(days=dice.randint(1, 15)))
    theirs, day = row.actor != "you", now + timedelta(days=dice.randint(-5, 30))
    moved = a_row(day, id=row.id, actor=row.actor, lapses=row.lapses, watch=row.watch)
    return replace(moved, act_by=None if theirs else day, quiet_until=row.quiet_until)


# --- the model


def expected(life: Life, runs: list[Moment]) -> dict[Told, int]:
    """Return each rung that must be told, with the number of the run that must tell it."""
    told: dict[Told, int] = {}
    for number, run in enumerate(runs):
        row = life.on(run.today)
        if row is None or not row.watch or not _may_be_told(row, run):
            continue
        for rung in _rungs(row):
            name = (*key(row), rung)
            if name not in told and _is_due(life, row, rung, run.today):
                told[name] = number
        late = _too_late_to_climb(life, row)
        if late is not None:
            told.setdefault((*key(row), late), number)
    return told


def _rungs(row: DeadlineRow) -> set[int]:
    if row.actor != "you":
        rungs = {-days for days in AFTER_THEIRS}
    else:
        rungs = {*BEFORE, *(-days for days in range(1, NAGS + 1))}
    if row.quiet_until not in (None, date.max):
        back = (key(row)[1] - (row.quiet_until or START)).days
        rungs |= {back} if row.actor == "you" or back < 0 else set()
    return rungs


def _may_be_told(row: DeadlineRow, run: Moment) -> bool:
    ended = row.last_at is not None and run.now > row.last_at
    if ended and row.lapses:
        return False
    if not ended and row.actor != "you":
        return False
    if ended and row.last_at and (run.today - row.last_at.date()).days > ON_LISTS:
        return False
    if not ended and row.opens_on is not None and run.today < row.opens_on:
        return False
    return row.quiet_until is None or run.today >= row.quiet_until


def _is_due(life: Life, row: DeadlineRow, rung: int, today: date) -> bool:
    """Its day has come, and had not passed when the deadline came to be; waiting moves its day."""
    waits = [key(row)[1] - timedelta(days=rung), row.opens_on, row.quiet_until]
    day = max(each for each in waits if each is not None)
    return life.since(row) <= day <= today


def _too_late_to_climb(life: Life, row: DeadlineRow) -> int | None:
    """Return the one rung of what came overdue beyond its last; a snooze has its own."""
    late = (life.since(row) - key(row)[1]).days
    if late <= NAGS or (row.quiet_until is not None and row.quiet_until >= life.since(row)):
        return None
    return -late


# --- the program


def announced(
    lives: list[Life], runs: list[Moment], broken: str = ""
) -> Iterator[tuple[Told, int]]:
    """Yield every rung that the program tells, with the number of its run.

    `broken` makes it one of the programs that fail in public: for the tests of the test.
    """
    told: dict[Key, set[int]] = {}
    ladders = Ladders()
    for number, run in enumerate(runs):
        rows = [row for life in lives if (row := life.on(run.today)) is not None]
        births = {
            key(row): datetime.combine(life.since(row), time(0), ZoneInfo(ZONE))
            for life in lives
            if (row := life.on(run.today)) is not None
        }
        known = {} if broken == "forgets" and number % 50 == 0 else told
        for each in notices(rows, run, ladders, Memory(births=births, told=known)):
            rungs = each.settles[-1:] if broken == "forgets the missed" else each.settles
            if broken == "exact day" and each.late_since:
                continue
            told.setdefault(each.key, set()).update(rungs)
            for rung in rungs:
                yield (*each.key, rung), number
