"""The commands of the log: who recorded what when, and which of them are undone."""

import sqlite3
from collections.abc import Mapping
from typing import Final

from returnctl.core.structs import Struct

UNDO: Final = "undo"
REDO: Final = "redo"

_LIVE: Final = (
    "NOT EXISTS (SELECT 1 FROM undone WHERE undone.command_id = commands.id) "
    "AND EXISTS (SELECT 1 FROM log WHERE log.command_id = commands.id)"
)


class CommandRow(Struct, frozen=True):
    """A command, the cases it touched (by ref), and whether a later one undid it."""

    id: str
    name: str
    device: str
    recorded_at: str
    voided: bool
    refs: tuple[str, ...]
    entries: int


def commands(
    conn: sqlite3.Connection, *, case_id: str | None = None, limit: int | None = None
) -> list[CommandRow]:
    """Return the commands, newest first: all of them, or those that touched a case."""
    condition = "id IN (SELECT log.command_id FROM log WHERE log.case_id = :case_id)"
    values = {"case_id": case_id, "limit": -1 if limit is None else limit}
    return _rows(conn, condition if case_id else "1", values)


def command(conn: sqlite3.Connection, command_id: str) -> CommandRow | None:
    """Return one command, or None."""
    if not command_id.isascii():
        return None
    found = _rows(conn, "id = :id", {"id": command_id, "limit": 1})
    return found[0] if found else None


def _rows(
    conn: sqlite3.Connection, condition: str, values: Mapping[str, object]
) -> list[CommandRow]:
    rows = conn.execute(
        "SELECT id, name, device, recorded_at, "  # noqa: S608 - our own words only
        "EXISTS (SELECT 1 FROM undone WHERE undone.command_id = commands.id), "
        "(SELECT count(*) FROM log WHERE log.command_id = commands.id) FROM commands "
        f"WHERE {condition} ORDER BY id DESC LIMIT :limit",
        values,
    ).fetchall()
    return [
        CommandRow(command_id, name, device, at, bool(voided), _refs(conn, command_id), entries)
        for command_id, name, device, at, voided, entries in rows
    ]


def _refs(conn: sqlite3.Connection, command_id: str) -> tuple[str, ...]:
    rows = conn.execute(
        "SELECT DISTINCT case_refs.ref FROM log JOIN case_refs USING (case_id) "
        "WHERE log.command_id = ? ORDER BY log.case_id",
        (command_id,),
    )
    return tuple(ref for (ref,) in rows)


def last_live(conn: sqlite3.Connection, device: str) -> str | None:
    """Return the newest command of a device that an undo can take back."""
    return _newest(conn, f"{_LIVE} AND device = ? AND name NOT IN (?, ?)", (device, UNDO, REDO))


def last_undo(conn: sqlite3.Connection, device: str) -> str | None:
    """Return the newest undo of a device that a redo can take back."""
    return _newest(conn, f"{_LIVE} AND device = ? AND name = ?", (device, UNDO))


def _newest(conn: sqlite3.Connection, condition: str, values: tuple[str, ...]) -> str | None:
    statement = f"SELECT id FROM commands WHERE {condition} ORDER BY id DESC LIMIT 1"  # noqa: S608
    row = conn.execute(statement, values).fetchone()
    return None if row is None else str(row[0])
