"""Which evidence the records name, and which of it must stay."""

import sqlite3
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from returnctl.core.case import Evidence
from returnctl.core.entries import Entry
from returnctl.core.fold import live_entries
from returnctl.core.structs import Struct
from returnctl.store import log
from returnctl.store.columns import shape_of

_NAMING: Final = "SELECT DISTINCT case_id FROM log WHERE data LIKE '%\"sha256\"%'"


class Numbered(Struct, frozen=True):
    """A piece of evidence with the case it belongs to, and its number there, from 1."""

    case_id: str
    number: int
    evidence: Evidence


def recorded(conn: sqlite3.Connection) -> Iterator[Numbered]:
    """Return the evidence of all cases, closed ones too."""
    shape = shape_of(Evidence)
    columns = ", ".join(f"evidence.{name}" for name in shape.columns)
    rows = conn.execute(f"SELECT case_id, {columns} FROM evidence ORDER BY case_id, id")  # noqa: S608
    for case_id, group in groupby(rows, key=lambda row: str(row[0])):
        for number, row in enumerate(group, 1):
            yield Numbered(case_id, number, shape.read(row[1:]))


def named(conn: sqlite3.Connection) -> frozenset[str]:
    """Return the hashes that must stay: all that entries name, undone ones too.

    Only what was removed by `evidence rm`, or never recorded, may go: an undone command can be done
    again, and then its file must be there.
    """
    cases = [case_id for (case_id,) in conn.execute(_NAMING)]
    return frozenset(each for case_id in cases for each in _named_by(log.entries_of(conn, case_id)))


def named_by(conn: sqlite3.Connection, case_id: str) -> frozenset[str]:
    """Return every hash that a case names, of removed evidence too."""
    return frozenset(each for _, each in _naming(log.entries_of(conn, case_id)))


def _named_by(entries: list[Entry]) -> Iterator[str]:
    gone = {entry.target for entry in live_entries(entries) if entry.kind == "removed"}
    return (sha256 for target, sha256 in _naming(entries) if target not in gone)


def _naming(entries: list[Entry]) -> Iterator[tuple[str, str]]:
    for entry in entries:
        if isinstance(sha256 := entry.data.get("sha256"), str):
            yield entry.target, sha256
