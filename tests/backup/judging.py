"""What must hold after a backup or a restore was struck at one system call."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from tests.backup.records import everything, sources
from tests.slow.faults.injecting import Bench, Struck
from tests.slow.faults.seeing import fingerprint, journal_of

BUG = 3
Rows = dict[str, list[Any]]
# Stands for the rows of a file that is no database.
_BYTES: Final = "bytes"


@dataclass
class Judge:
    """The rows before the command, and those that it may leave behind."""

    before: Rows
    after: Rows
    untouched: str
    broken: list[str] = field(default_factory=list)
    # What was wrong with a place in which every byte was the same, after the same answer.
    known: dict[tuple[str, bool], list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, bench: Bench) -> Judge:
        bench.reset()
        before = rows(bench.db)
        assert bench.run().exit_code == 0
        return cls(before, rows(bench.db), fingerprint(bench.master))

    def look(self, bench: Bench, struck: Struck) -> None:
        where = f"{struck.fault} at {struck.point.call} {struck.point.number}: "
        self.broken += [where + each for each in self._faults(bench, struck)]

    def _faults(self, bench: Bench, struck: Struck) -> list[str]:
        now = rows(bench.db)
        found = _backups(bench.db)
        if now not in (self.before, self.after):
            found.append("neither the old records nor the new")
        if struck.exit_code == 0 and now != self.after:
            found.append("said to be done, and is not")
        if struck.exit_code == BUG:
            found.append(f"an error of the disk is told as a bug: {struck.err}")
        bytes_ = fingerprint(bench.place, cold=journal_of(bench.db))
        if struck.exit_code and not found and bytes_ == self.untouched:
            return found  # every byte is as it was: a clean run from here has been seen
        key = bytes_, struck.exit_code == 0
        if key not in self.known:
            self.known[key] = self._later(bench, now)
        return found + self.known[key]

    def _later(self, bench: Bench, now: Rows) -> list[str]:
        found = []
        if now == self.after != self.before and not self._is_kept(bench.db):
            found.append("what was replaced is nowhere")
        again = bench.run()
        if again.exit_code or rows(bench.db) != self.after:
            found.append(f"the next run fails: {again.err}")
        return found + _backups(bench.db)

    def _is_kept(self, db: Path) -> bool:
        """Whether what was there before is in a backup; a damaged file, beside the records."""
        if _BYTES in self.before:
            return any(
                _bytes(path) == self.before for path in db.parent.glob(f"{db.name}.damaged-*")
            )
        return any(
            sources(each) == {name: self.before[name] for name in sources(each)}
            for each in _copies(db)
        )


def rows(db: Path) -> Rows:
    """Return every row; of a file that is no database what its bytes are.

    Of two such files one may be damaged as it was, and the other half written over it.
    """
    assert db.exists(), "there is no file any more"
    try:
        return everything(db)
    except sqlite3.DatabaseError:
        return _bytes(db)


def _bytes(path: Path) -> Rows:
    return {_BYTES: [hashlib.sha256(path.read_bytes()).hexdigest()]}


def _copies(db: Path) -> list[Path]:
    return sorted(db.with_name("returns.backups").glob("returns-*.db"))


def _backups(db: Path) -> list[str]:
    """Every file that has the name of a backup is whole, and has its evidence."""
    found = []
    for path in _copies(db):
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as conn:
            try:
                verdict = conn.execute("PRAGMA integrity_check").fetchone()[0]
                hashes = [each for (each,) in conn.execute("SELECT sha256 FROM evidence")]
            except sqlite3.Error as error:
                verdict, hashes = str(error), []
        if verdict != "ok":
            found.append(f"{path.name} is torn: {verdict}")
        for each in hashes:
            file = path.with_name("returns.evidence") / each[:2] / each
            if not file.exists() or hashlib.sha256(file.read_bytes()).hexdigest() != each:
                found.append(f"{path.name} lacks its evidence")
    return found
