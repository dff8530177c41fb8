"""What is there: the records and every other file, in a form in which two runs can be compared.

Ids, instants and this machine's name differ from run to run; they are numbered, or left out.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from returnctl.store.backups.fingerprint import SOURCES
from tests.cli.running import Cli

# What cannot be made anew, and what this machine noted for itself.
_MACHINE: Final = ("births", "reminders", "asked")
# Ids have the order in which they were made (version 7); those of deadlines have none.
_ID: Final = re.compile(r"([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12})")
_UNORDERED: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[^7][0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
_DEVICE: Final = re.compile(r"\b[0-9a-f]{16}\b")
_INSTANT: Final = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?|\d{8}T\d{6}Z?|\d\d:\d\d"
)
# A ref is the start of an id; what was typed to get to a case is in no row.
_REF: Final = re.compile(r'"ref": ?"[a-z0-9]+"')
_STAMP: Final = re.compile(r"\d{8}-\d{6}")
_DRAFT: Final = re.compile(r"\.[^/]*(?:\.new|\.tmp)(?:-journal)?$|\.\d+\.tmp$")
Rows = dict[str, list[Any]]
TORN: Final = "torn"


@dataclass(frozen=True)
class Seen:
    """The rows as they are, what two runs share of them, and every other file under its name.

    `made` are the rows that are made from those.
    """

    raw: Rows
    rows: Rows
    made: Rows
    files: dict[str, str]
    drafts: tuple[Path, ...] = ()


def see(place: Path, db: Path) -> Seen:
    """Look at everything that a run left."""
    raw = rows_of(db) if db.exists() else {}
    files, drafts = {}, []
    for path in sorted(place.rglob("*")):
        if not path.is_file() or path == db or path.name.startswith(db.name + "-"):
            continue
        if _DRAFT.search(path.name):
            drafts.append(path)
        else:
            files[_STAMP.sub("#", str(path.relative_to(place)))] = _content(path)
    made = _made(db) if raw else {}
    return Seen(raw, _shared(raw), made, files, tuple(drafts))


def rows_of(db: Path) -> Rows:
    """Return every row that cannot be made anew; of a table without rows nothing."""
    with closing(sqlite3.connect(db)) as conn:
        found = {name: conn.execute(statement).fetchall() for name, statement in SOURCES.items()}
        known = {name for (name,) in conn.execute("SELECT name FROM sqlite_master")}
        for name in _MACHINE:
            if name in known:
                found[name] = sorted(conn.execute(f"SELECT * FROM {name}"), key=repr)  # noqa: S608
    return {name: rows for name, rows in found.items() if rows}


def _made(db: Path) -> Rows:
    return _shared(Cli(db).projections())


def _shared(raw: Rows) -> Rows:
    """Number the ids in the order in which they were made; leave out instants and machines."""
    parts = {name: [_parts(repr(row)) for row in rows] for name, rows in raw.items()}
    ids = {each for rows in parts.values() for row in rows for each in row[1::2]}
    numbers = {each: f"#{number}" for number, each in enumerate(sorted(ids))}
    return {
        name: sorted("".join(numbers.get(each, each) for each in row) for row in rows)
        for name, rows in parts.items()
    }


# Most rows are the same after every strike, and looking for ids in them is what takes long.
@lru_cache(maxsize=1 << 14)
def _parts(text: str) -> tuple[str, ...]:
    """Take a row apart: what all runs share, and every other part an id."""
    return tuple(_ID.split(_plain(text)))


def _plain(text: str) -> str:
    text = _UNORDERED.sub("X", text)
    return _INSTANT.sub("T", _REF.sub("R", _DEVICE.sub("D", text)))


def _content(path: Path) -> str:
    """What a file says that every run would write in it; `TORN` where it is none."""
    with path.open("rb") as file:
        start = file.read(16)
    if start.startswith(b"SQLite format 3"):
        return repr(_of_database(path))
    if start.startswith(b"PK"):
        return repr(sorted(_of_zip(path)))
    data = path.read_bytes()
    try:
        return _plain(data.decode())
    except UnicodeDecodeError:
        return hashlib.sha256(data).hexdigest()


def _of_database(path: Path) -> Rows | str:
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as conn:
            whole = conn.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        return _shared(rows_of(path)) if whole else TORN
    except sqlite3.Error:
        return TORN


def _of_zip(path: Path) -> Iterable[str]:
    try:
        with zipfile.ZipFile(path) as archive:
            if archive.testzip() is None:
                return [_STAMP.sub("#", name) for name in archive.namelist()]
    except zipfile.BadZipFile:
        pass
    return [TORN]


def damage(db: Path) -> Iterator[str]:
    """Say what of the database is broken, without the program's help."""
    with closing(sqlite3.connect(db)) as conn:
        verdict = [row[0] for row in conn.execute("PRAGMA integrity_check")]
        strays = conn.execute("PRAGMA foreign_key_check").fetchall()
        hashes = [each for (each,) in conn.execute("SELECT sha256 FROM evidence")]
    if verdict != ["ok"] or strays:
        yield f"the database is damaged: {verdict} {strays}"
    folder = db.with_name("returns.evidence")
    for sha256 in hashes:
        path = folder / sha256[:2] / sha256
        if not path.exists():
            yield f"a row points at a file that is missing: {sha256[:8]}"
        elif hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
            yield f"a row points at a torn file: {sha256[:8]}"


def journal_of(db: Path) -> Path:
    """Return where SQLite puts what a rollback needs."""
    return db.with_name(f"{db.name}-journal")


def fingerprint(folder: Path, cold: Path | None = None) -> str:
    """Return one number for every name and byte below a folder.

    Of a draft, whose name is another one in each run, only where it is, of which kind, and whether
    it is empty: no program reads one. Of a journal that was never finished, `cold`, only that it is
    there: whoever opens the database looks at its first byte, a zero, and writes over it.
    """
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*"), key=str):
        data = path.read_bytes() if path.is_file() else b""
        name = str(path.relative_to(folder))
        if draft := _DRAFT.search(name):
            name, data = f"{name[: draft.start()]}*{path.suffix}", data[:1] and b"some"
        elif path == cold and data[:1] == b"\0":
            data = b"cold"
        digest.update(name.encode() + b"\0" + data)
    return digest.hexdigest()
