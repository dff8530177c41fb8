"""Rows without their parents, and columns that nobody has: the store refuses both.

Controls: a connection as Python opens it, which knows of no parents; and names in double quotes,
which SQLite takes for a text when no column is called that.
"""

# ruff: noqa: S608 - tables and columns as SQLite names them
from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

from returnctl.core.errors import Unavailable
from returnctl.store.connection import reading, writing
from tests.cli.running import Cli
from tests.slow.disks.test_foreign_files import ORDER, READS, WRITES
from tests.slow.rot.records import make
from tests.slow.tally import Tally

pytestmark = pytest.mark.slow
Keep = Callable[[Tally], None]
_PATIENCE: Final = 5.0
_TEXT: Final = re.compile(r"'(?:[^']|'')*'")
# What SQLite's search tells itself begins like a comment; what makes tables, names columns.
_VERBS: Final = frozenset(("SELECT", "INSERT", "UPDATE", "DELETE", "WITH"))
_WORD: Final = re.compile(r"[a-z_]+")


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Records with something of everything."""
    db = make(tmp_path / "whole")
    cli = Cli(db)
    for number in range(3):
        cli.ok("parcel", "add", f"819012345678000{number}", f"EZ200000000{number}")
    return db


# --- parents


@dataclass(frozen=True)
class Reference:
    """A column of one table whose values are keys of another."""

    child: str
    column: str
    parent: str
    key: str


def references(conn: sqlite3.Connection) -> list[Reference]:
    tables = [name for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type='table'")]
    return [
        Reference(table, column, parent, key)
        for table in tables
        for _, _, parent, column, key, *_ in conn.execute(f"PRAGMA foreign_key_list({table})")
    ]


def attempts(conn: sqlite3.Connection) -> Iterator[tuple[str, ...]]:
    """Yield transactions of which the last statement leaves rows without their parent.

    Where several tables point at a row, the others are emptied first: each must hold it alone.
    """
    known = references(conn)
    for each in known:
        beside = tuple(f"DELETE FROM {other.child}" for other in known
                       if other.parent == each.parent and other.child != each.child)  # fmt: skip
        found = f"SELECT DISTINCT {each.column} FROM {each.child}"
        for (key,) in conn.execute(found).fetchall():
            yield (*beside, f"DELETE FROM {each.parent} WHERE {each.key} = '{key}'")
            yield (*beside, f"UPDATE {each.parent} SET {each.key} = 'x' WHERE {each.key} = '{key}'")
        columns = [row[1] for row in conn.execute(f"PRAGMA table_info({each.child})")]
        values = ", ".join("'nobody'" if name == each.column else _any(conn, each.child, name)
                           for name in columns)  # fmt: skip
        yield (f"INSERT INTO {each.child} VALUES ({values})",)


def _any(conn: sqlite3.Connection, table: str, column: str) -> str:
    """Return a value that the column takes; ids are new ones."""
    info = {row[1]: row[2] for row in conn.execute(f"PRAGMA table_info({table})")}
    return "'new'" if info[column] == "TEXT" else "1"


def outcome(conn: sqlite3.Connection, statements: tuple[str, ...]) -> str:
    """Run a transaction and take it back; say what became of it."""
    conn.execute("BEGIN IMMEDIATE")
    try:
        for statement in statements:
            conn.execute(statement)
        conn.execute("PRAGMA foreign_keys")
    except sqlite3.IntegrityError as error:
        return str(error)
    finally:
        conn.execute("ROLLBACK")
    return "done"


def test_no_parent_goes_while_its_children_are_there(db: Path, tallies: Keep) -> None:
    refusal = "FOREIGN KEY constraint failed"
    with writing(db, patience=_PATIENCE) as conn:
        tried = list(attempts(conn))
        found = {each: outcome(conn, each) for each in tried}
        named = {each.child for each in references(conn)}
    with closing(sqlite3.connect(db, isolation_level=None)) as conn:
        usual = sum(outcome(conn, each) == "done" for each in tried)
    wrong = {each: said for each, said in found.items() if said != refusal}
    tallies(
        Tally(
            row="C6",
            what=f"parents deleted and renamed, rows of nobody added, in {len(named)} tables",
            tried=len(tried),
            torn=len(wrong),
            control=f"a connection as Python opens it: {usual} of {len(tried)} go through",
        )
    )
    assert wrong == {}
    assert usual > len(tried) // 2


# --- columns


class Told(sqlite3.Connection):
    """A connection that keeps every statement that it is given."""

    heard: Final[set[str]] = set()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.set_trace_callback(self.heard.add)


@pytest.fixture
def spoken(db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Every statement of the program, as it came to SQLite."""
    connect, file = sqlite3.connect, tmp_path / "file.csv"
    file.write_text("Order number,Shop,Item,Price,Date\n8190123456789999,aliexpress,Cup,1 EUR,\n")
    monkeypatch.setattr(sqlite3, "connect", lambda *a, **o: connect(*a, **{**o, "factory": Told}))
    cli = Cli(db)
    for words in READS + WRITES:
        told = ["8190123456780000" if each == ORDER else each for each in words]
        cli(*(str(file) if each == "FILE" else each for each in told))
    monkeypatch.undo()
    return {each for each in Told.heard if each.split()[0] in _VERBS}


def columns_of(db: Path) -> frozenset[str]:
    with closing(sqlite3.connect(db)) as conn:
        names = [name for (name,) in conn.execute(
            "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")]  # fmt: skip
        return frozenset(
            row[1] for name in names for row in conn.execute(f"PRAGMA table_info('{name}')")
        )


def misspelt(statement: str, columns: frozenset[str], quote: str) -> Iterator[str]:
    """Yield a statement with each of its columns misspelt, one at a time."""
    texts = [match.span() for match in _TEXT.finditer(statement)]
    for match in _WORD.finditer(statement):
        inside = any(start <= match.start() < end for start, end in texts)
        if match[0] in columns and not inside and not _names(statement, match):
            rest = statement[match.end() :]
            yield f"{statement[: match.start()]}{quote}{match[0]}x{quote}{rest}"


def _names(statement: str, match: re.Match[str]) -> bool:
    """Whether it names something else: a table, a function, a thing that is named here."""
    before = statement[: match.start()].rstrip().rpartition(" ")[2].upper()
    return statement[match.end() :].startswith(("(", ".")) or before in {
        "AS", "FROM", "JOIN", "INTO", "TABLE", "UPDATE", "WITH", "RECURSIVE", "PRAGMA", "ON",
    }  # fmt: skip


def is_refused(db: Path, statement: str) -> bool:
    """Whether the store refuses it, in its words; it is prepared, and never run."""
    try:
        with reading(db, patience=_PATIENCE) as conn:
            conn.execute(f"EXPLAIN {statement}")
    except Unavailable:
        return True
    except sqlite3.OperationalError as error:
        return " column" in str(error)
    return False


def test_no_column_that_is_misspelt_goes_unnoticed(
    db: Path, spoken: set[str], tallies: Keep
) -> None:
    columns = columns_of(db)
    tried = {each for said in spoken for each in misspelt(said, columns, "")}
    quoted = {each for said in spoken for each in misspelt(said, columns, '"')}
    unnoticed = sorted(each for each in tried if not is_refused(db, each))
    control = sum(not is_refused(db, each) for each in quoted)
    tallies(
        Tally(
            row="C6",
            what=f"columns misspelt, one at a time, in {len(spoken)} statements of all commands",
            tried=len(tried),
            lost=len(unnoticed),
            control=f"names in double quotes: {control} of {len(quoted)} unnoticed",
        )
    )
    assert [each for each in spoken if '"' in _TEXT.sub("''", each)] == []
    assert unnoticed == []
    assert control > 0
