"""What SQLite and the file system answer, turned into the sentences that people are told.

The only place that knows SQLite's result codes. What is not listed is a bug and stays as it is.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from returnctl.core.errors import Unavailable

ELSEWHERE: Final = "Another file is meant? Give --db PATH or set RETURNCTL_DB."
_REBUILD: Final = "returnctl doctor --rebuild makes its tables anew from the log."
_RESTORE: Final = (
    "Nothing was changed. Keep the file as it is, and put a backup back: returnctl restore"
)

# Primary result code -> what happened to the file, and what to do.
_ANSWERS: Final = {
    sqlite3.SQLITE_BUSY: (
        "{path} is busy: another program has been writing to it for too long.",
        "Nothing was changed. Try again in a moment.",
    ),
    sqlite3.SQLITE_LOCKED: ("{path} is busy.", "Nothing was changed. Try again in a moment."),
    sqlite3.SQLITE_NOTADB: (
        "{path} is damaged, or is not a database.",
        f"{ELSEWHERE} Otherwise: returnctl restore",
    ),
    sqlite3.SQLITE_CORRUPT: ("{path} is damaged.", _RESTORE),
    sqlite3.SQLITE_CANTOPEN: ("{path} cannot be opened.", ELSEWHERE),
    sqlite3.SQLITE_PERM: ("{path} may not be opened by you.", ELSEWHERE),
    sqlite3.SQLITE_READONLY: ("{path} cannot be written.", "Nothing was changed. " + ELSEWHERE),
    sqlite3.SQLITE_FULL: ("The disk of {path} is full.", "Nothing was changed. Make some room."),
    sqlite3.SQLITE_IOERR: ("The disk of {path} failed.", "Check it, then run returnctl doctor."),
}
_UNKNOWN_NAMES: Final = ("no such table", "no such column")
# Bits that rotted inside a page, which SQLite's own check does not look at.
_ROTTEN: Final = (
    "Could not decode to UTF-8", "invalid fts5 file format", "malformed JSON",
    "vtable constructor failed", "fts5: ",
)  # fmt: skip


@contextmanager
def refusals(path: Path) -> Iterator[None]:
    """Raise `Unavailable` for what SQLite or the system cannot do with the file at `path`."""
    try:
        yield
    except sqlite3.Error as error:
        refusal = refusal_of(error, path)
        if refusal is None:
            raise
        raise refusal from error


def refusal_of(error: sqlite3.Error, path: Path) -> Unavailable | None:
    """Return what to tell of an error of SQLite; None for one that only a bug can cause."""
    if any(str(error).startswith(name) for name in _UNKNOWN_NAMES):
        return Unavailable(f"{path} was written by another release.", hint=_REBUILD)
    if str(error).startswith(_ROTTEN):
        sentence, hint = _ANSWERS[sqlite3.SQLITE_CORRUPT]
        return Unavailable(sentence.format(path=path), hint=hint)
    # The extended code carries the primary one in its lowest byte.
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code not in _ANSWERS:
        return None
    sentence, hint = _ANSWERS[code]
    return Unavailable(sentence.format(path=path), hint=hint)


def missing(path: Path) -> Unavailable:
    """Nothing was ever recorded there."""
    return Unavailable(
        f"There are no records at {path}.",
        hint="Another user's? Give --db PATH or set RETURNCTL_DB. returnctl add makes the first.",
    )


def foreign(path: Path, what: str) -> Unavailable:
    """Something else lies at that path; it is left alone."""
    return Unavailable(f"{path} is {what}, not a database of returnctl.", hint=ELSEWHERE)


def newer(path: Path, *, found: int, known: int) -> Unavailable:
    """A later release wrote the file; it is left alone."""
    return Unavailable(
        f"{path} needs a newer returnctl: its schema is {found}, this one knows up to {known}.",
        hint="Upgrade returnctl on this machine. Nothing was changed.",
    )


def closed_folder(path: Path, error: OSError) -> Unavailable:
    """The folder cannot be made, searched or written."""
    is_file = isinstance(error, FileExistsError | NotADirectoryError)
    reason = "it is no folder" if is_file else error.strerror or type(error).__name__
    return Unavailable(f"{path.parent} cannot hold {path.name}: {reason}.", hint=ELSEWHERE)
