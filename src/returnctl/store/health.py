"""Checks of the file and of what lies beside it; each is a row of the table at the end.

Nothing is written: tables are made anew in memory, and held against those on the disk.
"""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from returnctl.core.digests import digest
from returnctl.core.errors import Unavailable
from returnctl.core.knownfaults import faults_of, resets_wal, version_of
from returnctl.core.views.health import Finding, Outcome, bad, note, ok
from returnctl.store import litter, privacy, whereabouts
from returnctl.store.derive import Derive
from returnctl.store.derived import differing
from returnctl.store.merging import is_id
from returnctl.store.upkeep import is_current

_FIX: Final = "returnctl doctor --fix"
_NAMED: Final = 3


class Patient(NamedTuple):
    """An open database, where it lies, and what makes deadlines of a case."""

    conn: sqlite3.Connection
    path: Path
    derive: Derive


Look = Callable[[Patient], Iterator[Outcome]]


def check(patient: Patient) -> tuple[Finding, ...]:
    """Return the verdict of every check; of a damaged file what is damaged alone."""
    damage = [Finding("integrity", *each) for each in _integrity(patient)]
    if not any(each.verdict == "damaged" for each in damage):
        damage += [Finding("log", *each) for each in _outcomes(_log, patient)]
    if any(each.verdict == "damaged" for each in damage):
        return tuple(damage)
    found = (
        Finding(name, *each) for name, look in CHECKS.items() for each in _outcomes(look, patient)
    )
    return (*damage, *found)


def _outcomes(look: Look, patient: Patient) -> list[Outcome]:
    """Return what a check finds; rows that it cannot read are a finding, too."""
    try:
        return list(look(patient))
    except Unavailable as error:
        return [bad(error.message, "returnctl restore")]
    except (sqlite3.DatabaseError, ValueError, TypeError) as error:
        # Not what it says: SQLite repeats the text of a row that is no UTF-8.
        says = f"rows cannot be read ({type(error).__name__})"
        return [Outcome("damaged", says, "returnctl restore")]


def _integrity(patient: Patient) -> Iterator[Outcome]:
    try:
        found = [str(row[0]) for row in patient.conn.execute("PRAGMA integrity_check")]
    except sqlite3.DatabaseError as error:
        found = [str(error)]
    says = "; ".join(found[:_NAMED])
    yield ok() if found == ["ok"] else Outcome("damaged", says, "returnctl restore")


def _references(patient: Patient) -> Iterator[Outcome]:
    found = patient.conn.execute("PRAGMA foreign_key_check").fetchall()
    tables = ", ".join(sorted({str(row[0]) for row in found}))
    yield bad(f"{len(found)} rows lead nowhere: {tables}", _FIX) if found else ok()


def _log(patient: Patient) -> Iterator[Outcome]:
    """Every entry can be read, and none was left half erased."""
    conn = patient.conn
    unreadable = conn.execute("SELECT id FROM log WHERE NOT json_valid(data)").fetchall()
    odd = [row for row in conn.execute("SELECT id FROM log") if not is_id(str(row[0]))]
    for (entry_id,) in unreadable[:_NAMED]:
        yield Outcome("damaged", f"entry {entry_id} cannot be read", "returnctl restore")
    for (entry_id,) in odd[:_NAMED]:
        yield bad(f"entry {entry_id} has an odd id", "returnctl restore")
    if conn.execute("SELECT 1 FROM purging").fetchone():
        yield bad("a case was left half erased: erase it again with returnctl rm REF --purge")
    if not unreadable and not odd:
        (entries,) = conn.execute("SELECT count(*) FROM log").fetchone()
        yield ok(f"{entries} entries")


def _rulebooks(patient: Patient) -> Iterator[Outcome]:
    """Each is what it was when its hash was made, and those that orders name are there."""
    rows = patient.conn.execute("SELECT hash, name, body FROM rulebooks").fetchall()
    altered = [name for hash_, name, body in rows if digest(body) != hash_]
    for name in altered[:_NAMED]:
        yield bad(f"{name} is not what it was", "returnctl restore")
    missing = patient.conn.execute(
        "SELECT ref FROM orders WHERE book IS NOT NULL AND book NOT IN (SELECT hash FROM rulebooks)"
    ).fetchall()
    for (ref,) in missing[:_NAMED]:
        yield bad(f"{ref} has rules that are not kept", f"returnctl policy adopt {ref}")
    if not altered and not missing:
        yield ok(f"{len(rows)} kept")


def _tables(patient: Patient) -> Iterator[Outcome]:
    """What is derived is what the log gives, deadlines too."""
    if not is_current(patient.conn):
        yield note("made by another release; the next command that records makes them anew", _FIX)
        return
    found = differing(patient.conn, patient.derive)
    for name, rows in found.items():
        yield bad(f"{name}: {rows} rows are not what the log gives", _FIX)
    if not found:
        yield ok("as the log gives them")


def _misfits(patient: Patient) -> Iterator[Outcome]:
    count = patient.conn.execute("SELECT count(*) FROM misfits").fetchone()[0]
    yield note(f"{count} entries have no effect; returnctl show tells them") if count else ok()


def _privacy(patient: Patient) -> Iterator[Outcome]:
    found = list(privacy.too_open(patient.path))
    for path, mode in found[:_NAMED]:
        yield bad(f"others may look at {path} (mode {mode:04o})", _FIX)
    if not found:
        yield ok("for your eyes only")


def _litter(patient: Patient) -> Iterator[Outcome]:
    found = litter.litter(patient.path)
    for path in found[:_NAMED]:
        yield note(f"left by a crash: {path}", _FIX)
    if not found:
        yield ok("none")


def _library(patient: Patient) -> Iterator[Outcome]:
    version = sqlite3.sqlite_version
    for says in faults_of("SQLite", version):
        yield bad(f"{version} {says}")
    wal = patient.conn.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    if wal and resets_wal(version_of(version)):
        says = f"{version} can corrupt a WAL file, and this is one; the next write changes that"
        yield bad(says, _FIX)
    else:
        yield ok(version)


def _place(patient: Patient) -> Iterator[Outcome]:
    """A network disk or a synchronised folder may be meant; two versions of the records are not."""
    copies = whereabouts.conflict_copies(patient.path)
    for copy in copies:
        merge = f"returnctl --db '{copy.name}' export its.json; returnctl import its.json"
        yield bad(f"{copy.name} is left of a conflict: two machines wrote", merge)
    told = list(whereabouts.dangers(patient.path))
    yield from map(note, told)
    if not copies and not told:
        yield ok(whereabouts.place_of(patient.path))


CHECKS: Final[dict[str, Look]] = {
    "references": _references,
    "rulebooks": _rulebooks,
    "tables": _tables,
    "entries that do not fit": _misfits,
    "privacy": _privacy,
    "temporary files": _litter,
    "place": _place,
    "SQLite": _library,
}
