"""Checks of the file: SQLite's own, references, permissions, and entries that do not fit."""

import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Final

# A check's name, whether it is fine, and what was found.
Finding = tuple[str, bool, str]


def check(conn: sqlite3.Connection, path: Path) -> tuple[Finding, ...]:
    """Return the verdict of every check."""
    return tuple((name, *look(conn, path)) for name, look in _CHECKS.items())


def _integrity(conn: sqlite3.Connection, _: Path) -> tuple[bool, str]:
    found = [str(row[0]) for row in conn.execute("PRAGMA integrity_check")]
    return found == ["ok"], "; ".join(found)


def _references(conn: sqlite3.Connection, _: Path) -> tuple[bool, str]:
    found = conn.execute("PRAGMA foreign_key_check").fetchall()
    return not found, f"{len(found)} rows lead nowhere" if found else "ok"


def _privacy(_: sqlite3.Connection, path: Path) -> tuple[bool, str]:
    mode = stat.S_IMODE(path.stat().st_mode)
    return not mode & 0o077, f"mode {mode:04o}"


def _misfits(conn: sqlite3.Connection, _: Path) -> tuple[bool, str]:
    count = int(conn.execute("SELECT count(*) FROM misfits").fetchone()[0])
    return True, f"{count} entries have no effect" if count else "ok"


def _library(_: sqlite3.Connection, __: Path) -> tuple[bool, str]:
    return True, sqlite3.sqlite_version


_CHECKS: Final[dict[str, Callable[[sqlite3.Connection, Path], tuple[bool, str]]]] = {
    "integrity": _integrity,
    "references": _references,
    "privacy": _privacy,
    "entries that do not fit": _misfits,
    "SQLite": _library,
}
