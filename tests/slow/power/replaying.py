"""The statements of a script, done again by a SQLite whose calls are watched.

Only in a process of its own: apsw brings a second SQLite, and two in one process drop each other's
locks.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import apsw

from tests.slow.power.disk import Call
from tests.slow.power.script import Script
from tests.slow.power.watching import NAME, Watching

_SETS_SYNC: Final = "PRAGMA synchronous ="
# Texts of rules, which do not change.
_LEFT_OUT: Final = "rulebooks"


@dataclass
class Replay:
    """All calls, and after how many of them which state was committed, the first one at 0."""

    calls: list[Call]
    states: list[tuple[int, str]] = field(default_factory=list)


def replay(script: Script, place: Path, *, synchronous: str = "") -> Replay:
    """Do the statements again; `synchronous` takes the place of what the program sets."""
    path = place / "r.db"
    path.write_bytes(script.base)
    vfs = Watching()
    found = Replay(vfs.calls)
    connections: dict[int, apsw.Connection] = {}
    for number, statement, values, many in script.steps:
        if statement is None:
            if number in connections:
                connections.pop(number).close()
            continue
        if number not in connections:
            connections[number] = apsw.Connection(str(path), vfs=NAME)
            connections[number].setbusytimeout(1000)
            if not found.states:
                found.states.append((0, state_of(connections[number])))
        conn = connections[number]
        other = f"{_SETS_SYNC} {synchronous}"
        is_set = bool(synchronous) and statement.startswith(_SETS_SYNC)
        _do(conn, other if is_set else statement, values, many=many)
        if not conn.in_transaction:
            _settle(found, conn)
    return found


def _do(conn: apsw.Connection, statement: str, values: object, *, many: bool) -> None:
    if many:
        conn.executemany(statement, values)  # type: ignore[arg-type]
    else:
        list(conn.execute(statement, values))  # type: ignore[arg-type]


def _settle(found: Replay, conn: apsw.Connection) -> None:
    """Note a new state: it is acknowledged from here on."""
    if len(found.calls) > found.states[-1][0]:
        state = state_of(conn)
        if state != found.states[-1][1]:
            found.states.append((len(found.calls), state))


def state_of(conn: apsw.Connection) -> str:
    """Return a hash of all rows."""
    digest = hashlib.sha256()
    names = conn.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    for (name,) in list(names):
        if name != _LEFT_OUT:
            digest.update(name.encode())
            for row in conn.execute(f'SELECT * FROM "{name}"'):  # noqa: S608
                digest.update(repr(row).encode())
    return digest.hexdigest()
