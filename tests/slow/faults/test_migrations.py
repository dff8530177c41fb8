"""kill -9, EIO and ENOSPC while a command brings an older file up to date.

After each: the old schema or the new, every record, and for the new one a backup of the old. The
next run finishes what is left to do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import pytest

from returnctl.store.backups.fingerprint import SOURCES
from returnctl.store.migrations import SCHEMA_VERSION
from tests.slow.faults.golden import OLD, is_whole, make_older, version_of
from tests.slow.faults.injecting import FAULTS, Bench, Point, Struck, why_not
from tests.slow.faults.judging import Fault, told
from tests.slow.faults.scene import Scene
from tests.slow.faults.seeing import Rows, Seen, damage, fingerprint, journal_of, see
from tests.slow.tally import Tally

pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not() or "it can")


@dataclass(frozen=True)
class Upgrade:
    """A command on an older file: what there was, and what there is when it is done."""

    bench: Bench
    old: int
    before: Seen
    after: Seen
    untouched: str
    # What was wrong with a place in which every byte was the same, after the same answer.
    known: dict[tuple[str, bool], list[Fault]] = field(default_factory=dict)

    @classmethod
    def of(cls, folder: Path, stock: Scene, old: int) -> Upgrade:
        scene = stock.copy(folder / "master")
        scene.run("remind")
        make_older(scene.db, old)
        place = folder / "place"
        env = {"RETURNCTL_CONFIG": str(place / "config.toml")}
        words = ["mark", scene.ref, "dispute-opened", "--channel", "platform"]
        bench = Bench(scene.folder, place, ["-m", "returnctl", *words], env=env)
        bench.reset()
        before = see(place, bench.db)
        assert bench.run().exit_code == 0
        after = see(place, bench.db)
        return cls(bench, old, before, after, fingerprint(bench.master))

    def struck(self, struck: Struck) -> list[Fault]:
        return [Fault(each.kind, f"{struck}: {each.text}") for each in self._faults(struck)]

    def _faults(self, struck: Struck) -> Iterator[Fault]:
        yield from told(struck)
        db = self.bench.db
        yield from (Fault("torn", each) for each in damage(db))
        bytes_ = fingerprint(self.bench.place, cold=journal_of(db))
        if struck.exit_code and bytes_ == self.untouched:
            return
        key = bytes_, struck.exit_code == 0
        if key not in self.known:
            self.known[key] = list(self._looked(struck))
        yield from self.known[key]

    def _looked(self, struck: Struck) -> Iterator[Fault]:
        now, schema = see(self.bench.place, self.bench.db), version_of(self.bench.db)
        if schema not in (self.old, SCHEMA_VERSION):
            yield Fault("torn", f"schema {schema}")
        if not is_whole(self.bench.db):
            yield Fault("torn", "the new schema lacks a table")
        done = sources(now.rows) == sources(self.after.rows)
        if sources(now.raw) != sources(self.before.raw) and not done:
            yield Fault("lost", "the records are neither the old nor the new")
        if not set(self.before.raw.get("reminders", ())) <= set(now.raw.get("reminders", ())):
            yield Fault("lost", "what was announced is forgotten")
        if struck.exit_code == 0 and not (done and schema == SCHEMA_VERSION):
            yield Fault("lost", "what was acknowledged is not there")
        if schema != self.old and not self._is_backed_up(now):
            yield Fault("lost", "the new schema has no backup of the old")
        yield from self._again(done=done)

    def _is_backed_up(self, now: Seen) -> bool:
        name = f"records/returns.backups/returns-#-schema-{self.old}.db"
        return now.files.get(name) == self.after.files[name]

    def _again(self, *, done: bool) -> Iterator[Fault]:
        """The next run finishes."""
        next_run = self.bench.run("status") if done else self.bench.run(*self.bench.args[2:])
        now = see(self.bench.place, self.bench.db)
        if next_run.exit_code or sources(now.rows) != sources(self.after.rows):
            yield Fault("torn", f"the next run does not finish: {next_run.err}")


def sources(rows: Rows) -> Rows:
    return {name: rows.get(name, []) for name in SOURCES}


def naive(upgrade: Upgrade, step: int) -> tuple[int, int]:
    """Let a script migrate in the wrong order; return how often that is half done for good."""
    bench = upgrade.bench
    script = Path(__file__).with_name("naive_migration.py")
    clumsy = Bench(bench.master, bench.place, [str(script)], env=bench.env)
    broken, points = 0, clumsy.points()[::step]
    for point in points:
        clumsy.strike(point, "kill")
        # Not every command needs the table that is not there.
        broken += clumsy.run(*bench.args[2:]).exit_code != 0 or not is_whole(clumsy.db)
    return broken, len(points)


def migrating(points: Sequence[Point]) -> list[Point]:
    """Return the calls of the backup and the migration: a commit each, and then the command's."""
    ends = [number for number, each in enumerate(points) if each.call == "unlink"]
    return list(points[: ends[-2] + 2])


def sweep(upgrade: Upgrade, step: int) -> tuple[list[Fault], int]:
    points = migrating(upgrade.bench.points())
    pairs = [(point, fault) for point in points for fault in FAULTS][::step]
    return strike(upgrade, pairs), len(pairs)


def sweep_whole(upgrade: Upgrade) -> tuple[list[Fault], int]:
    points, found = migrating(upgrade.bench.points()), []
    for struck in islice(upgrade.bench.kills(), len(points)):
        found += upgrade.struck(struck)
    errors = [(point, fault) for point in points for fault in FAULTS if fault != "kill"]
    return found + strike(upgrade, errors), len(points) + len(errors)


def strike(upgrade: Upgrade, pairs: Sequence[tuple[Point, str]]) -> list[Fault]:
    found = []
    for point, fault in pairs:
        struck = upgrade.bench.strike(point, fault)
        assert not struck.survived_a_kill, "nothing was injected"
        found += upgrade.struck(struck)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("old", OLD)
def test_an_older_file_is_the_old_or_the_new_whatever_call_fails(
    old: int, ground: Path, stock: Scene, tallies: Callable[[Tally], None]
) -> None:
    upgrade = Upgrade.of(ground, stock, old)
    found, tried = sweep_whole(upgrade)
    kinds = [each.kind for each in found]
    broken, runs = naive(upgrade, 3)
    what = f"migration from schema {old}: KILL, EIO, ENOSPC at every writing call"
    tallies(
        Tally(
            row="C3", what=what, tried=tried, lost=kinds.count("lost"),
            torn=len(kinds) - kinds.count("lost"),
            control=f"statement by statement: {broken} of {runs} are half done for good",
        )
    )  # fmt: skip
    assert found == []
    assert broken


@pytest.mark.parametrize("old", OLD)
def test_an_older_file_is_brought_up_to_date_with_all_that_is_in_it(
    old: int, ground: Path, stock: Scene
) -> None:
    upgrade = Upgrade.of(ground, stock, old)
    before, after = upgrade.before.raw, upgrade.after.raw
    assert version_of(upgrade.bench.master / "records" / "returns.db") == old
    assert version_of(upgrade.bench.db) == SCHEMA_VERSION
    for name in SOURCES:
        assert set(before.get(name, ())) <= set(after.get(name, ()))
    assert before.get("reminders", []) == (after["reminders"] if old > 1 else [])
    assert upgrade.bench.run("doctor").exit_code == 0


def test_a_few_strikes_leave_the_old_schema_or_the_new(ground: Path, stock: Scene) -> None:
    found, tried = sweep(Upgrade.of(ground, stock, OLD[0]), 151)
    assert found == []
    assert tried > 3
