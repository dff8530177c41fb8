"""Two months of a shopper whose clock leaps: what is recorded, what is announced, and when.

The days of the calendar go by as ever; a leap is a stretch of days on which the machine's clock is
years off, and is put right again. Commands and reminders run on all of them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final, NamedTuple

from tests.reminders.desks import Machine, a_machine

START: Final = date(2026, 3, 2)
DAYS: Final = 60
# What is announced of a promise: days before it, then after it.
RUNGS: Final = (14, 7, 3, 1, 0, -1, -2, -3, -4, -5, -6, -7)
_YEARS: Final = timedelta(days=3653)
_STUCK: Final = {"1970": datetime.fromisoformat("1970-01-01 00:03"),
                 "2038": datetime.fromisoformat("2038-01-19 03:14")}  # fmt: skip
# The longest for which a clock that is ahead is doubted, and so may be put right.
_LONGEST: Final = 5


class Leap(NamedTuple):
    """The clock is off by so much from a day to before another; or it always shows one instant."""

    first: date
    right_again: date
    by: timedelta = timedelta()
    stuck: datetime | None = None

    def clock(self, now: datetime) -> datetime:
        return self.stuck or now + self.by


class Told(NamedTuple):
    """One rung that was announced: of what, on which day of the calendar, and under which leap."""

    promise: str
    rung: int
    on: date
    leap: Leap | None


@dataclass
class Life:
    """Everything that happened to one machine."""

    machine: Machine
    leaps: list[Leap]
    runs: list[date] = field(default_factory=list)
    promises: dict[str, tuple[date, date]] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)

    def leap_on(self, day: date) -> Leap | None:
        return next((each for each in self.leaps if each.first <= day < each.right_again), None)


def leaps(dice: random.Random) -> list[Leap]:
    found, day = list[Leap](), START + timedelta(days=dice.randint(4, 12))
    while day < START + timedelta(days=DAYS - 12):
        until = day + timedelta(days=dice.randint(1, _LONGEST))
        kind = dice.choice(("ahead", "ahead", "behind", "behind", "weeks", "1970", "2038"))
        if kind in _STUCK:
            found.append(Leap(day, until, stuck=_STUCK[kind]))
        else:
            by = {"ahead": _YEARS, "behind": -_YEARS,
                  "weeks": timedelta(days=dice.choice((-40, -1, 45, 200)))}[kind]  # fmt: skip
            found.append(Leap(day, until, by))
        day = until + timedelta(days=dice.randint(3, 15))
    return found


def live(folder: Path, seed: int) -> Life:
    """Record promises and run reminders for two months."""
    dice = random.Random(seed)
    life = Life(a_machine(folder), leaps(dice))
    for step in range(DAYS):
        day = START + timedelta(days=step)
        leap = life.leap_on(day)
        now = datetime.combine(day, time(8, dice.randrange(60)))
        clock = leap.clock(now) if leap else now
        if step % 6 == 0 or (leap and leap.first == day):
            _promise(life, f"promise-{step}", day, clock, dice)
        if dice.random() < 0.9 and life.promises:
            life.runs.append(day)
            _announce(life, day, leap, clock)
        life.sizes.append(life.machine.cli.log_size())
    return life


def _promise(life: Life, name: str, day: date, clock: datetime, dice: random.Random) -> None:
    """Record an order with a day that counts: by the calendar, which hangs on the wall."""
    due = day + timedelta(days=dice.randint(1, 25))
    cli = life.machine.cli.at(f"{clock:%Y-%m-%d %H:%M}")
    if cli.as_of and cli.as_of < "2000":
        cli = life.machine.cli.at("2000-01-01 00:03")  # earlier cannot be rehearsed
    cli.ok("add", "--shop", "lampenladen", "--order", name, "--item", "Lamp",
           "--deadline", f"promise={due}")  # fmt: skip
    life.promises[name] = (day, due)


def _announce(life: Life, day: date, leap: Leap | None, clock: datetime) -> None:
    view = life.machine.run(f"{clock:%Y-%m-%d %H:%M}", "stdout")
    for each in view.shown:
        row = each.due.row
        if row.rule == "own.promise":
            number = str(row.order_number)
            life.told += [Told(number, rung, day, leap) for rung in each.settles]


def expected(life: Life) -> Iterator[tuple[str, int, date]]:
    """Every rung that must be told, and its day: those that were not past when it was recorded."""
    for name, (born, due) in life.promises.items():
        for rung in RUNGS:
            day = due - timedelta(days=rung)
            if born <= day <= life.runs[-1]:
                yield name, rung, day


def faults(life: Life, told: list[Told]) -> Iterator[str]:
    """What was never told, or late; what was told twice; what was told that could not be."""
    right = [day for day in life.runs if life.leap_on(day) is None]
    known = set()
    for name, rung, day in expected(life):
        known.add((name, rung))
        mine = [each for each in told if each[:2] == (name, rung)]
        good = [each for each in mine if each.leap is None]
        # A leap that ended before its day does not count: what was told then comes again.
        early = [each for each in mine if each.leap and each.leap.right_again > day]
        last = next((run for run in right if run >= day), None)
        if last is not None and not any(each.on <= last for each in (*good, *early)):
            yield f"lost: {name} {rung:+d} of {day}: {mine}"
        if len(good) > 1 or (good and any(each.on > good[0].on for each in mine)):
            yield f"torn: {name} {rung:+d} of {day} twice: {mine}"
        if any(each.on < day for each in good):
            yield f"torn: {name} {rung:+d} of {day} too early: {mine}"
    for each in told:
        # What was recorded years back is as old as that; its missed rungs come in one notice.
        born_right = life.leap_on(life.promises[each.promise][0]) is None
        if each.leap is None and born_right and each[:2] not in known:
            yield f"torn: {each} was past when it was recorded"
    if life.sizes != sorted(life.sizes):
        yield "lost: the log became shorter"


def naive(life: Life) -> list[Told]:
    """The control: a program that asks the clock what day it is, and tells what is due on it.

    It remembers, as a day, when it last ran, and catches up from there.
    """
    told, last = list[Told](), None
    for day in life.runs:
        leap = life.leap_on(day)
        now = datetime.combine(day, time(8))
        today = (leap.clock(now) if leap else now).date()
        since = last + timedelta(days=1) if last else today
        for name, (born, due) in life.promises.items():
            for rung in RUNGS:
                if born <= day and since <= due - timedelta(days=rung) <= today:
                    told.append(Told(name, rung, day, leap))
        last = today
    return told
