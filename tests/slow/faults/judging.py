"""What must hold after a run that was struck: the old state or the new, and the truth told."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from tests.slow.faults.injecting import Bench, Struck
from tests.slow.faults.seeing import Seen, damage, fingerprint, journal_of, see

BUG: Final = 3
_HOURS: Final = 2 * 3600
_DEVICE: Final = "/device"
# A check of `doctor` found something; a plain 1 is not the way that a crash is told.
Kind = Literal["lost", "torn", "leaked", "told"]


@dataclass(frozen=True)
class Fault:
    """Something that must not be."""

    kind: Kind
    text: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.text}"


@dataclass
class Judge:
    """What there was before a command, and what a clean run of it leaves."""

    before: Seen
    after: Seen
    untouched: str
    healths: frozenset[int]
    found: list[Fault] = field(default_factory=list)
    # What was wrong with a place in which every byte was the same, after the same answer.
    known: dict[tuple[str, bool], list[Fault]] = field(default_factory=dict)

    @classmethod
    def of(cls, bench: Bench) -> Judge:
        """Run the command once without a fault."""
        bench.reset()
        before = see(bench.place, bench.db)
        old = bench.run("doctor").exit_code
        bench.reset()
        done = bench.run()
        assert done.exit_code == 0, done
        after = see(bench.place, bench.db)
        assert not after.drafts, after.drafts
        untouched = fingerprint(bench.master)
        new = bench.run("doctor").exit_code
        return cls(before, after, untouched, frozenset((old, new)))

    def look(self, bench: Bench, struck: Struck) -> None:
        """Keep what is broken."""
        for each in self._faults(bench, struck):
            self.found.append(Fault(each.kind, f"{struck}: {each.text}"))

    def count(self, kind: Kind) -> int:
        """Count what is broken in one way."""
        return sum(each.kind == kind for each in self.found)

    def _faults(self, bench: Bench, struck: Struck) -> Iterator[Fault]:
        yield from told(struck)
        # Whoever opens the database next puts back what a crash left half done.
        broken = [Fault("torn", each) for each in damage(bench.db)] if bench.db.exists() else []
        yield from broken
        bytes_ = fingerprint(bench.place, cold=journal_of(bench.db))
        if struck.exit_code and bytes_ == self.untouched:
            return  # every byte is as it was: a clean run from here has been seen
        key = bytes_, struck.exit_code == 0
        if key not in self.known:
            self.known[key] = list(self._looked(bench, struck))
        yield from self.known[key]

    def _looked(self, bench: Bench, struck: Struck) -> Iterator[Fault]:
        now = see(bench.place, bench.db)
        yield from self._records(now, struck)
        yield from self._files(now, struck)
        if now.raw == self.before.raw and now.files == self.before.files:
            yield from self._again(bench)
        yield from self._tidied(bench, now)
        yield from self._filled(bench, now)

    def _records(self, now: Seen, struck: Struck) -> Iterator[Fault]:
        done = now.rows == self.after.rows
        if now.raw != self.before.raw and not done:
            yield Fault(
                "lost" if not _holds(now, self.before) else "torn",
                "the records are neither the old nor the new",
            )
        elif struck.exit_code == 0 and not done:
            yield Fault("lost", "what was acknowledged is not recorded")

    def _files(self, now: Seen, struck: Struck) -> Iterator[Fault]:
        for name, content in now.files.items():
            if name not in self.before.files and name not in self.after.files:
                continue  # must go with `doctor`
            if not content and name.endswith(_DEVICE):
                continue  # the next run must fill it
            if content not in (self.before.files.get(name), self.after.files.get(name)):
                yield Fault("torn", f"{name} is neither the old file nor the new: {content[:200]}")
        for name in self.before.files.keys() & self.after.files.keys() - now.files.keys():
            yield Fault("lost", f"{name} is gone")
        if struck.exit_code == 0:
            for name, content in self.after.files.items():
                # Where this machine's name cannot be kept, a passing one will do.
                if now.files.get(name) != content and not name.endswith(_DEVICE):
                    yield Fault("lost", f"{name} was acknowledged and is not there")

    def _tidied(self, bench: Bench, now: Seen) -> Iterator[Fault]:
        """Nothing stays of what no command made: `doctor` finds it, and calls the records whole."""
        theirs = self.before.files.keys() | self.after.files.keys()
        strays = [bench.place / name for name in now.files.keys() - theirs]
        # The next run of a `doctor` that was struck may have swept already.
        found = (path for path in (*now.drafts, *strays) if path.exists())
        left = [path for path in found if _is_ours(path, bench)]
        if left:
            yield from _swept(bench, left)
        # Of the tables that a clean run leaves, `doctor` has been asked.
        elif bench.db.exists() and now.made not in (self.before.made, self.after.made):
            done = bench.run("doctor")
            if done.exit_code not in self.healths:
                yield Fault("torn", f"doctor: {done.out} {done.err}")

    def _again(self, bench: Bench) -> Iterator[Fault]:
        """Where nothing happened, the next run does it all."""
        done = bench.run()
        if done.exit_code:
            yield Fault("torn", f"the next run fails: {done.err}")
        elif see(bench.place, bench.db).rows != self.after.rows:
            yield Fault("torn", "the next run does not do it all")

    def _filled(self, bench: Bench, now: Seen) -> Iterator[Fault]:
        """A crash may leave the file of this machine's name empty, for one run."""
        for name in filter(lambda each: each.endswith(_DEVICE), now.files):
            if not now.files[name]:
                bench.run()
                if not (bench.place / name).read_bytes():
                    yield Fault("torn", f"{name} stays empty")


def _swept(bench: Bench, left: list[Path]) -> Iterator[Fault]:
    for path in left:
        at = path.lstat().st_mtime - _HOURS
        os.utime(path, (at, at))
    if not bench.db.exists():
        bench.run()  # without records there is nothing for `doctor` to look at
    for option in ("--fix", "--clean"):
        done = bench.run("doctor", option, "--yes")
    if done.exit_code:
        yield Fault("torn", f"doctor: {done.out} {done.err}")
    for path in left:
        if path.exists():
            yield Fault("leaked", f"{path.name} stays behind")


def _is_ours(path: Path, bench: Bench) -> bool:
    """Whether it lies where `doctor` looks; a draft beside a file of the user's is the user's."""
    return bench.db.parent in path.parents


def _holds(now: Seen, before: Seen) -> bool:
    """Whether every row of before is there still."""
    return all(set(rows) <= set(now.raw.get(name, ())) for name, rows in before.raw.items())


def told(struck: Struck) -> Iterator[Fault]:
    """A command that fails says so in a sentence, and never calls it a bug."""
    if struck.fault == "kill" or struck.exit_code == 0:
        return
    if struck.exit_code == BUG:
        yield Fault("told", f"an error of the disk is told as a bug: {struck.err}")
    elif struck.exit_code < 0:
        yield Fault("told", f"it ended with {struck.exit_code}")
    elif struck.fault != "Ctrl-C" and not _answers(struck) and len(_sentences(struck.err)) != 1:
        yield Fault("told", f"it is not told in one sentence: {struck.err!r}")
    if "Traceback" in struck.err:
        yield Fault("told", f"it is told as a traceback: {struck.err}")


def _answers(struck: Struck) -> bool:
    """Whether what is wrong is the answer that was asked for: `doctor` ends with 1 and a table."""
    return struck.exit_code == 1 and "Something is wrong: see above." in struck.out


def _sentences(err: str) -> list[str]:
    """What is said; hints are indented, and notes are beside the matter."""
    return [line for line in err.splitlines() if not line.startswith((" ", "note:"))]
