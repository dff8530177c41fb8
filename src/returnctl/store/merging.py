"""Taking in another log: the union of both, whichever is taken in first.

What is known is skipped, what was erased here or there stays erased. Ids and times are looked at
first, because every id made later must be above them.
"""

import re
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from returnctl.core.entries import Book, Command, Entry, Purge
from returnctl.core.errors import Refused
from returnctl.store import log

# UUIDv7 in lower case, of a year before 2527: an id at the end of time would leave no room above.
_ID: Final = re.compile(r"0[0-9a-f]{7}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def merge(
    conn: sqlite3.Connection,
    entries: Sequence[Entry],
    commands: Sequence[Command],
    rulebooks: Iterable[Book],
    purges: Sequence[Purge],
) -> tuple[str, ...]:
    """Add what the log lacks, inside the caller's transaction; return the cases it touched.

    Raises:
        Refused: a row is none that returnctl could have written.
    """
    check(entries, commands, purges)
    touched = {purge.case_id for purge in purges if log.erase(conn, purge)}
    for command in commands:
        log.add_command(conn, command)
    _check_commands_known(conn, entries)
    for book in rulebooks:
        log.add_book(conn, book)
    erased = log.purged(conn)
    for entry in entries:
        if entry.case_id not in erased and log.add_entry(conn, entry):
            touched.add(entry.case_id)
    return tuple(sorted(touched))


def check(
    entries: Iterable[Entry], commands: Iterable[Command], purges: Iterable[Purge] = ()
) -> None:
    """Refuse ids and instants that returnctl could not have written.

    Raises:
        Refused: one of them is such.
    """
    entries, commands, purges = tuple(entries), tuple(commands), tuple(purges)
    ids = [each for e in entries for each in (e.id, e.case_id, e.command_id)]
    ids += [each.id for each in commands] + [each.case_id for each in purges]
    wrong = next((each for each in ids if not is_id(each)), "")
    if wrong:
        raise Refused(f"{wrong!r} is no id of returnctl's.", hint="Nothing was merged.")
    times = [e.recorded_at for e in entries] + [c.recorded_at for c in commands]
    times += [each.at for each in purges]
    wrong = next((each for each in times if not _is_instant(each)), "")
    if wrong:
        raise Refused(f"{wrong!r} is no instant.", hint="Nothing was merged.")


def is_id(text: str) -> bool:
    """Say whether it is an id that returnctl could have made."""
    return _ID.fullmatch(text) is not None


def _is_instant(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def _check_commands_known(conn: sqlite3.Connection, entries: Iterable[Entry]) -> None:
    known = log.command_ids(conn)
    lost = next((entry for entry in entries if entry.command_id not in known), None)
    if lost is not None:
        raise Refused(
            f"The command of entry {lost.id} is missing.",
            hint="Nothing was merged: the log is cut.",
        )
