"""What is due, in every zone at every odd hour: `deadlines` beside a plain oracle.

A shop whose rules end in the zones of eleven places; a shopper in each zone of the world, who has a
case from home and one from a journey. The oracle knows nothing but how far a zone is from UTC.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo, available_timezones

import pytest

from tests.cli.running import BERLIN, Cli
from tests.slow.surroundings.test_zones import by_offset
from tests.slow.tally import Tally

# Ends of the world, half and quarter hours, a clock that goes back at midnight, one that stays.
SITES: Final = (
    "Pacific/Kiritimati", "Pacific/Pago_Pago", "America/Los_Angeles", "America/New_York",
    "Asia/Shanghai", "Europe/Berlin", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Chatham",
    "America/Santiago", "Asia/Beirut",
)  # fmt: skip
# Last days: an ordinary one; the clocks go back in Santiago, Beirut and Berlin, New York; forward
# in Santiago; leap day; the end of a year.
LAST: Final = (
    date(2026, 11, 21), date(2026, 4, 4), date(2026, 10, 24), date(2026, 10, 31),
    date(2026, 9, 5), date(2028, 2, 29), date(2026, 12, 31),
)  # fmt: skip
_WINDOW: Final = 15
_HOME: Final = "Europe/Berlin"
_RULE: Final = """
[[rule]]
slug = "{slug}"
name = "{slug}"
actor = "{actor}"
kind = "{kind}"
zone = "{zone}"
starts = ["delivered"]
closes = "{window}d"
count = "after"
met_by = ["kept"]
if_missed = "nothing"
advice = "Look."
source = {{ title = "a made-up shop" }}
confidence = "high"
"""
Row = tuple[str, str, date, datetime, int, str]


class Rule(NamedTuple):
    """A rule of the shop: whose it is, and where its last day ends."""

    slug: str
    actor: str
    zone: str


RULES: Final = tuple(
    Rule(f"{actor}-{number}", actor, zone)
    for actor in ("you", "seller")
    for number, zone in enumerate(SITES)
)


class Case(NamedTuple):
    """An order of the shop: its last day, and the zone of the shopper who recorded it."""

    number: str
    last: date
    zone: str


def pack() -> str:
    head = 'name = "clocks"\nkind = "shop"\ntitle = "Clocks"\nas_of = 2026-08-22\n'
    kinds = {"you": "right", "seller": "clock"}
    return head + "".join(
        _RULE.format(**rule._asdict(), kind=kinds[rule.actor], window=_WINDOW) for rule in RULES
    )


# --- the oracle


@cache
def end_of(day: date, zone: str) -> datetime:
    """The last second of a day in a zone: a second before the first minute of another day."""
    place = ZoneInfo(zone)
    now = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(hours=9)
    while by_offset(now, place) <= day:
        now += timedelta(minutes=15)
    return now - timedelta(seconds=1)


@cache
def act_by(rule_zone: str, last: date, home: str) -> date:
    """The last day that ends at home before the shop's last day does."""
    end = end_of(last, rule_zone)
    return max(
        day for step in range(-2, 3) if end_of(day := last + timedelta(step), home) <= end
    )  # fmt: skip


def oracle(cases: Sequence[Case], now: datetime, zone: str) -> set[Row]:
    """What must be told of the rules at an instant, to a shopper who is in a zone now."""
    today = by_offset(now, ZoneInfo(zone))
    found = set()
    for case in cases:
        for rule in RULES:
            end = end_of(case.last, rule.zone)
            yours = rule.actor == "you"
            day = act_by(rule.zone, case.last, case.zone) if yours else case.last
            late = "last_chance" if yours and today > day else "running"
            state = "overdue" if now > end else late
            left = (day - today).days
            found.add((case.number, rule.slug, day, end, left, state))
    return found


def told(rows: Sequence[dict[str, Any]]) -> set[Row]:
    return {
        (
            row["order_number"],
            row["rule"].removeprefix("clocks."),
            date.fromisoformat(row["act_by"] if row["actor"] == "you" else row["due_on"]),
            datetime.fromisoformat(row["due_at"]).astimezone(UTC),
            row["days_left"],
            row["state"],
        )
        for row in rows
        if row["rule"].startswith("clocks.")
    }


def instants(last: date, zone: str) -> Iterator[datetime]:
    """Around midnight here, and when the last day ends at both ends of the world."""
    here = ZoneInfo(zone)
    for day in (last, last + timedelta(1)):
        for hour, minute in ((0, 0), (23, 59)):
            local = datetime(day.year, day.month, day.day, hour, minute, tzinfo=here)
            yield local.astimezone(UTC)
    noon = datetime(last.year, last.month, last.day, 10, 0, tzinfo=UTC)
    yield from (noon - timedelta(minutes=1), noon, noon + timedelta(hours=25, minutes=1))


def naive(cases: Sequence[Case], now: datetime, zone: str) -> set[Row]:
    """The control: the last day as a bare date, beside the day of a machine in Berlin."""
    today = by_offset(now, ZoneInfo(_HOME))
    return {
        (
            *row[:2],
            case.last,
            row[3],
            left := (case.last - today).days,
            "overdue" if left < 0 else "running",
        )
        for case in cases
        for row in oracle([case], now, zone)
    }


# --- the shoppers


class World:
    """Records with the case from a journey, to be copied for each zone."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "config" / "packs").mkdir(parents=True)
        (folder / "config" / "packs" / "clocks.toml").write_text(pack())
        self.away = {last: Case("AWAY-1", last, _HOME) for last in LAST}

    def look(self, number: int, zone: str) -> tuple[int, list[str], int]:
        """Return how many rows there were, what is wrong, and what the naive one has wrong."""
        number %= len(LAST)
        last = LAST[number]
        db = self.folder / "here" / "returns.db"
        shutil.rmtree(db.parent, ignore_errors=True)
        shutil.copytree(self._master(number).parent, db.parent)
        cli = self._cli(db, zone)
        cases = (self.away[last], Case("HOME-1", last, zone))
        self._record(cli, cases[1])
        rows, wrong, missed = 0, [], 0
        for now in instants(last, zone):
            local = now.astimezone(ZoneInfo(zone))
            if local.fold or local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC) != now:
                continue  # it cannot be typed: the clock shows it twice
            at = cli.at(f"{local:%Y-%m-%d %H:%M}")
            found = told(at.data("deadlines", "--within", "30"))
            expected = oracle(cases, now, zone)
            rows += len(expected)
            wrong += [f"{zone} {now}: {each}" for each in sorted(found ^ expected)]
            missed += len(expected - naive(cases, now, zone))
        return rows, wrong, missed

    def _master(self, number: int) -> Path:
        db = self.folder / f"master-{number}" / "returns.db"
        if not db.exists():
            self._record(self._cli(db, _HOME), self.away[LAST[number]])
        return db

    def _cli(self, db: Path, zone: str) -> Cli:
        env = {**BERLIN, "RETURNCTL_TIMEZONE": zone,
               "RETURNCTL_CONFIG": str(self.folder / "config" / "config.toml")}  # fmt: skip
        return Cli(db, dict(env), "2026-11-21")

    def _record(self, cli: Cli, case: Case) -> None:
        delivered = case.last - timedelta(days=_WINDOW)
        at = cli.at(f"{case.last - timedelta(days=3)}")
        at.ok("add", "--shop", "clocks", "--order", case.number, "--item", "Hub",
              "--delivered", f"{delivered}", "--reason", "defective")  # fmt: skip


@pytest.fixture
def machine_zone() -> Iterator[Callable[[str], None]]:
    """Put the machine itself into a zone, which must change nothing."""
    before = os.environ.get("TZ")

    def put(zone: str) -> None:
        os.environ["TZ"] = zone
        time.tzset()

    yield put
    os.environ.pop("TZ") if before is None else os.environ.update(TZ=before)
    time.tzset()


def test_what_is_due_where_the_clock_goes_back_at_midnight(tmp_path: Path) -> None:
    rows, wrong, missed = World(tmp_path).look(1, "America/Santiago")

    assert wrong == []
    assert rows > 200
    assert missed


@pytest.mark.slow
@pytest.mark.parametrize("part", range(2))
def test_what_is_due_in_every_zone(
    part: int, tmp_path: Path, machine_zone: Callable[[str], None],
    tallies: Callable[[Tally], None],
) -> None:  # fmt: skip
    world = World(tmp_path)
    zones = sorted(available_timezones() - {"localtime", "Factory"})
    rows, wrong, missed = 0, list[str](), 0
    for number, zone in enumerate(zones):
        if number % 2 == part:
            machine_zone(zones[-number])
            seen, faults, naively = world.look(number, zone)
            rows, wrong, missed = rows + seen, wrong + faults, missed + naively
    tallies(
        Tally(row="H1", what=f"rows of `deadlines` in {len(zones[part::2])} zones around midnight, "
              f"under rules of {len(SITES)} zones, part {part + 1} of 2", tried=rows,
              lost=len(wrong),
              control=f"bare dates and the day of a machine in Berlin: {missed:,} of {rows:,} "
              "wrong")
    )  # fmt: skip

    assert wrong == []
    assert missed
