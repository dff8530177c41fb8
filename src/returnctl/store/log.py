"""The sources: entries, commands, rulebooks and purges, as rows that are only ever added."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from returnctl.core.entries import Book, Command, Entry, LogRow, Purge
from returnctl.core.errors import Unavailable
from returnctl.core.structs import astuple

_ENTRY: Final = (
    "SELECT id, case_id, command_id, kind, target, source, device, recorded_at, data, version "
    "FROM log"
)
_COMMAND: Final = "SELECT id, name, device, recorded_at FROM commands"
_BOOK: Final = "SELECT hash, kind, name, body FROM rulebooks"
_PURGE: Final = "SELECT case_id, at FROM purges"


class LogCopy(NamedTuple):
    """Everything that another log needs to know of this one."""

    entries: tuple[Entry, ...]
    commands: tuple[Command, ...]
    rulebooks: tuple[Book, ...]
    purges: tuple[Purge, ...]


def data_text(data: Mapping[str, Any]) -> str:
    """Write what an entry says as JSON: compact, keys sorted; ValueError for NaN."""
    return json.dumps(
        dict(data), ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    )


def add_entry(conn: sqlite3.Connection, entry: Entry) -> bool:
    """Append an entry; False if the log has it already."""
    cursor = conn.execute(
        "INSERT OR IGNORE INTO log (id, case_id, command_id, kind, target, source, device, "
        "recorded_at, data, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (entry.id, entry.case_id, entry.command_id, entry.kind, entry.target, entry.source,
         entry.device, entry.recorded_at, data_text(entry.data), entry.version),
    )  # fmt: skip
    return cursor.rowcount > 0


def add_command(conn: sqlite3.Connection, command: Command) -> bool:
    """Note who ran what; False if it is noted already."""
    cursor = conn.execute(
        "INSERT OR IGNORE INTO commands (id, name, device, recorded_at) VALUES (?, ?, ?, ?)",
        (command.id, command.name, command.device, command.recorded_at),
    )
    return cursor.rowcount > 0


def add_book(conn: sqlite3.Connection, book: Book) -> bool:
    """Keep a rulebook; False if it is kept already."""
    cursor = conn.execute(
        "INSERT OR IGNORE INTO rulebooks (hash, kind, name, body) VALUES (?, ?, ?, ?)",
        astuple(book),
    )
    return cursor.rowcount > 0


def entries_of(conn: sqlite3.Connection, case_id: str) -> list[Entry]:
    """Return the entries of a case, oldest first."""
    return _entries(conn.execute(f"{_ENTRY} WHERE case_id = ? ORDER BY id", (case_id,)))


def entries_by(conn: sqlite3.Connection, command_id: str) -> list[Entry]:
    """Return what a command recorded, oldest first."""
    # `+id`: or else ANALYZE, after an import, has SQLite read the whole log in the order of ids.
    return _entries(conn.execute(f"{_ENTRY} WHERE command_id = ? ORDER BY +id", (command_id,)))


def _entries(rows: Iterable[tuple[Any, ...]]) -> list[Entry]:
    return [_entry(row) for row in rows]


def _entry(row: tuple[Any, ...]) -> Entry:
    entry_id, case_id, command_id, kind, target, source, device, at, data, version = row
    try:
        said = json.loads(data)
    except (TypeError, ValueError):  # a page that was cut off can hold nothing at all
        said = None
    if not isinstance(said, dict):
        msg = f"Entry {entry_id} in the database is damaged."
        raise Unavailable(msg, hint="Put a backup back: returnctl restore")
    return Entry(entry_id, case_id, command_id, kind, target, source, device, at, said, version)


def case_ids(conn: sqlite3.Connection) -> list[str]:
    """Return every case that has entries, live or not."""
    return [case_id for (case_id,) in conn.execute("SELECT DISTINCT case_id FROM log ORDER BY 1")]


def newest_id(conn: sqlite3.Connection) -> str | None:
    """Return the greatest id of an entry or a command."""
    newest = conn.execute(
        "SELECT max(id) FROM (SELECT max(id) AS id FROM log UNION ALL SELECT max(id) FROM commands)"
    ).fetchone()[0]
    return None if newest is None else str(newest)


def purged(conn: sqlite3.Connection) -> frozenset[str]:
    """Return the cases that were erased for good."""
    return frozenset(case_id for (case_id,) in conn.execute("SELECT case_id FROM purges"))


def command_ids(conn: sqlite3.Connection) -> frozenset[str]:
    """Return the id of every command."""
    return frozenset(command_id for (command_id,) in conn.execute("SELECT id FROM commands"))


def book_text(conn: sqlite3.Connection, book_hash: str) -> str | None:
    """Return the text of a rulebook, or None."""
    row = conn.execute("SELECT body FROM rulebooks WHERE hash = ?", (book_hash,)).fetchone()
    return None if row is None else str(row[0])


def copy_of(conn: sqlite3.Connection) -> LogCopy:
    """Return the whole log, for another one to take in."""
    return LogCopy(
        entries=tuple(_entries(conn.execute(f"{_ENTRY} ORDER BY id"))),
        commands=tuple(_commands(conn)),
        rulebooks=tuple(books(conn)),
        purges=tuple(Purge(*row) for row in conn.execute(f"{_PURGE} ORDER BY case_id")),
    )


def rows(conn: sqlite3.Connection, case_ids: Collection[str] | None = None) -> Iterator[LogRow]:
    """Yield the log, one row at a time, in the order in which another machine takes it in.

    Of some cases alone: their entries with the commands and rulebooks that they need.
    """
    if case_ids is None:
        yield from books(conn)
        yield from _commands(conn)
        yield from (Purge(*row) for row in conn.execute(f"{_PURGE} ORDER BY case_id"))
        yield from map(_entry, conn.execute(f"{_ENTRY} ORDER BY case_id, id"))
        return
    found = [entry for case_id in sorted(case_ids) for entry in entries_of(conn, case_id)]
    commands = {entry.command_id for entry in found}
    wanted = _books_of(conn, {str(entry.data.get("book")) for entry in found})
    yield from (book for book in books(conn) if book.hash in wanted)
    yield from (command for command in _commands(conn) if command.id in commands)
    yield from found


def books(conn: sqlite3.Connection) -> Iterator[Book]:
    """Yield the rulebooks and packs, by their hash."""
    return (Book(*row) for row in conn.execute(f"{_BOOK} ORDER BY hash"))


def _commands(conn: sqlite3.Connection) -> Iterator[Command]:
    return (Command(*row) for row in conn.execute(f"{_COMMAND} ORDER BY id"))


def _books_of(conn: sqlite3.Connection, hashes: Iterable[str]) -> set[str]:
    """Return the hashes of rulebooks, and of the packs that they bind."""
    found = set(hashes)
    for each in sorted(found):
        found |= {str(pack) for pack in json.loads(book_text(conn, each) or "{}").values()}
    return found


def erase(conn: sqlite3.Connection, purge: Purge) -> bool:
    """Erase a case's entries for good and mark it so; the earliest date stays. True if it had any.

    The one way past the triggers that keep the log: the case is listed while it is erased.
    """
    known = conn.execute("SELECT at FROM purges WHERE case_id = ?", (purge.case_id,)).fetchone()
    if known is not None and known[0] <= purge.at:
        return False
    conn.execute(
        "INSERT INTO purges (case_id, at) VALUES (?, ?) "
        "ON CONFLICT (case_id) DO UPDATE SET at = excluded.at",
        (purge.case_id, purge.at),
    )
    conn.execute("INSERT INTO purging (case_id) VALUES (?)", (purge.case_id,))
    erased = conn.execute("DELETE FROM log WHERE case_id = ?", (purge.case_id,)).rowcount
    conn.execute("DELETE FROM purging WHERE case_id = ?", (purge.case_id,))
    return erased > 0
