"""A log on its way to another machine: its rows as JSON objects, and back with every field checked.

Four kinds of rows, in this order: rulebooks, commands, purges (cases erased for good), and
the entries of the log, case by case. What is read comes from strangers: a row that returnctl could
not have written is `Refused`.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, Protocol

from returnctl.core.digests import digest
from returnctl.core.entries import FORMAT_VERSION, Book, Command, Entry, LogRow, Purge
from returnctl.core.errors import Refused
from returnctl.core.safe import is_whole

SCHEMA: Final = "returnctl-log/1"
_SERIES: Final = "returnctl-log/"
UNCHANGED: Final = "Nothing was changed."


class OtherLog(Protocol):
    """A log that may be merged into this one; `rows` can be asked for as often as needed."""

    @property
    def name(self) -> str:
        """The file it is in."""

    def rows(self) -> Iterator[LogRow]:
        """Yield its rows: rulebooks, commands, purges, then entries, each case's side by side."""


# Section of the document -> what its rows are, and what a line of NDJSON calls one.
SECTIONS: Final[Mapping[str, tuple[type[LogRow], str]]] = {
    "rulebooks": (Book, "rulebook"),
    "commands": (Command, "command"),
    "purges": (Purge, "purge"),
    "log": (Entry, "entry"),
}
_SECTION_OF: Final = {kind: section for section, (kind, _) in SECTIONS.items()}
LINES: Final = {line: section for section, (_, line) in SECTIONS.items()}


def section_of(row: LogRow) -> str:
    """Return the section that a row belongs to."""
    return _SECTION_OF[type(row)]


def row_data(row: LogRow) -> dict[str, Any]:
    """Return a row as a JSON object."""
    return {name: getattr(row, name) for name in row.__struct_fields__}


def read_row(section: str, data: Any, *, file: str) -> LogRow:
    """Return the row that an object of a section is.

    Raises:
        Refused: it is none.
    """
    kind = SECTIONS[section][0]
    names = kind.__struct_fields__
    if not isinstance(data, dict) or set(data) != set(names):
        raise cut(file, f"a row of its {section} has other fields than ours")
    for name in names:
        if not _IS.get(name, _is_text)(data[name]):
            raise cut(file, f'"{name}" of a row of its {section} cannot be read')
    row: LogRow = kind(**data)
    if isinstance(row, Book) and digest(row.body) != row.hash:
        raise cut(file, f"rulebook {row.hash[:12]} does not match its hash")
    if isinstance(row, Entry) and row.version > FORMAT_VERSION:
        raise newer(file)
    return row


def check_schema(found: object, *, file: str) -> None:
    """Refuse a document of another schema.

    Raises:
        Refused: it is of a later release, or none of returnctl's.
    """
    if found == SCHEMA:
        return
    if isinstance(found, str) and found.startswith(_SERIES):
        raise newer(file)
    raise cut(file, "it does not say its schema")


def newer(file: str) -> Refused:
    """Return the refusal of what a later release wrote."""
    return Refused(f"{file} was written by a newer returnctl.", hint=f"Upgrade it. {UNCHANGED}")


def cut(file: str, why: str) -> Refused:
    """Return the refusal of what returnctl could not have written like this."""
    return Refused(f"{file} is damaged: {why}.", hint=f"Export it again. {UNCHANGED}")


def _is_text(value: object) -> bool:
    """Say whether it is text that a database takes."""
    return isinstance(value, str) and is_whole(value)


def _is_version(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**31


def _is_data(value: object) -> bool:
    return isinstance(value, dict) and _all_whole(value)


def _all_whole(value: Any) -> bool:
    if isinstance(value, str):
        return is_whole(value)
    if isinstance(value, dict):
        return all(is_whole(key) and _all_whole(each) for key, each in value.items())
    return not isinstance(value, list) or all(map(_all_whole, value))


_IS: Final[Mapping[str, Callable[[object], bool]]] = {"data": _is_data, "version": _is_version}
