"""What is asked of the records after a process that wrote them was killed."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from tests.cli.running import Cli

_SIZES = """SELECT c.name, c.id, count(l.id)
FROM commands c LEFT JOIN log l ON l.command_id = c.id GROUP BY c.id"""
# What a command of a shopper appends; undo and redo, too, as each touches one case.
SIZE = {"add": 6}


@dataclass
class Verdict:
    """What was found out, added up over many looks."""

    lost: int = 0
    torn: int = 0
    hot: int = 0
    why: list[str] = field(default_factory=list)

    def look(self, cli: Cli, acknowledged: Iterable[str]) -> None:
        """Hold the records against the ids of commands that ended well."""
        journal = cli.db.with_name(f"{cli.db.name}-journal")
        self.hot += journal.exists() and journal.stat().st_size > 0
        there = _commands(cli.db)
        missing = set(acknowledged) - there.keys()
        self.lost += len(missing)
        odd = [f"half a command: {each}" for each in there.items() if not _whole(*each[1])]
        odd += _damage(cli.db) + _evidence(cli.db) + _doctor(cli)
        self.torn += len(odd)
        self.why += [f"lost: {each}" for each in missing] + odd

    def look_at_tables(self, cli: Cli, *, closely: bool) -> None:
        """Ask SQLite whether the file is as it must be, and the program, too, if asked closely."""
        odd = _damage(cli.db) + (_doctor(cli) if closely else [])
        self.torn += len(odd)
        self.why += odd


def _whole(name: str, entries: int) -> bool:
    return entries == SIZE.get(name, 1)


def _commands(db: Path) -> dict[str, tuple[str, int]]:
    if not db.exists():  # killed before the first write
        return {}
    with closing(sqlite3.connect(db)) as conn:
        return {id_: (name, entries) for name, id_, entries in conn.execute(_SIZES)}


def _damage(db: Path) -> list[str]:
    if not db.exists():
        return []
    with closing(sqlite3.connect(db)) as conn:
        verdict = str(conn.execute("PRAGMA integrity_check").fetchone()[0])
        orphans = conn.execute("PRAGMA foreign_key_check").fetchall()
    return [each for each in (verdict, *map(str, orphans)) if each != "ok"]


def _evidence(db: Path) -> list[str]:
    """Every row must point at a whole file."""
    if not db.exists():
        return []
    with closing(sqlite3.connect(db)) as conn:
        named = [sha256 for (sha256,) in conn.execute("SELECT sha256 FROM evidence")]
    folder = db.with_name("returns.evidence")
    return [f"a file is missing or torn: {each}" for each in named
            if not _is_whole(folder / each[:2] / each)]  # fmt: skip


def _is_whole(path: Path) -> bool:
    return path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() == path.name


def _doctor(cli: Cli) -> list[str]:
    """The program's own checks: tables as the log gives them, dates, money, references."""
    if not cli.db.exists():
        return []
    answer = cli("doctor", "--json")
    checks = answer.envelope["data"]["checks"]
    return [f"doctor: {each['name']}: {each['says']}" for each in checks if not each["ok"]]
