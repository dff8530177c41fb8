"""What must hold after a run that was struck: nothing acknowledged is lost, no file is torn."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tests.evidence.injecting import Bench, Struck

BUG = 3
KILLED = (-9, 137)


@dataclass(frozen=True)
class Judge:
    """The log before the command, and how many entries it adds."""

    before: frozenset[str]
    adds: int

    @classmethod
    def of(cls, bench: Bench) -> Judge:
        """Run the command once without a fault to see what it adds."""
        bench.reset()
        before = _log(bench.db)
        assert bench.run().returncode == 0
        return cls(before, len(_log(bench.db) - before))

    def faults(self, bench: Bench, struck: Struck) -> list[str]:
        """Say what is broken."""
        where = f"{struck.fault} at {struck.point.call} {struck.point.number}: "
        found = [*self._records(bench, struck), *_files(bench.db), *_told(struck)]
        if not found:
            found += [each for each in self._again(bench) if each]
        return [where + each for each in found]

    def _records(self, bench: Bench, struck: Struck) -> list[str]:
        with closing(sqlite3.connect(bench.db)) as conn:
            verdict = [row[0] for row in conn.execute("PRAGMA integrity_check")]
            strays = conn.execute("PRAGMA foreign_key_check").fetchall()
        now = _log(bench.db)
        found = [] if verdict == ["ok"] and not strays else [f"the database is damaged: {verdict}"]
        if not self.before <= now:
            found.append("what was acknowledged before is lost")
        if len(now - self.before) not in (0, self.adds):
            found.append("half of the command is recorded")
        if struck.exit_code == 0 and len(now - self.before) != self.adds:
            found.append("what was acknowledged is lost")
        return found

    def _again(self, bench: Bench) -> list[str]:
        """The next run puts everything right."""
        done = bench.run()
        whole = done.returncode == 0 and len(_log(bench.db) - self.before) >= self.adds
        return ["" if whole else f"the next run fails: {done.stderr}", *_files(bench.db)]


def _log(db: Path) -> frozenset[str]:
    with closing(sqlite3.connect(db)) as conn:
        return frozenset(entry for (entry,) in conn.execute("SELECT id FROM log"))


def _files(db: Path) -> list[str]:
    """Every row must point at a whole file."""
    folder = db.with_name("returns.evidence")
    with closing(sqlite3.connect(db)) as conn:
        hashes = [sha256 for (sha256,) in conn.execute("SELECT sha256 FROM evidence")]
    found = []
    for sha256 in hashes:
        path = folder / sha256[:2] / sha256
        if not path.exists():
            found.append(f"a row points at a file that is missing: {sha256[:8]}")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
            found.append(f"a row points at a torn file: {sha256[:8]}")
    return found


def _told(struck: Struck) -> list[str]:
    """A command that fails says so in a sentence, and never calls it a bug."""
    if struck.fault == "kill" or struck.exit_code == 0:
        return []
    if struck.exit_code == BUG:
        return [f"an error of the disk is told as a bug: {struck.err}"]
    return [] if struck.exit_code > 0 else [f"it ended with {struck.exit_code}"]
