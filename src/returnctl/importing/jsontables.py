"""Tables in JSON: a list of objects, or an object that holds one under any name."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from returnctl.core.errors import Refused
from returnctl.core.imported import Skipped
from returnctl.importing.charsets import encoding_of
from returnctl.importing.documents import Document
from returnctl.importing.tables import Row, Table

_MOST_BYTES: Final = 128 * 1024 * 1024


def looks_like_json(document: Document) -> bool:
    """Say whether a document begins like JSON."""
    head = document.head(64).lstrip(b"\xef\xbb\xbf \t\r\n")
    return head[:1] in (b"[", b"{")


def json_tables(document: Document) -> list[Table]:
    """Return the tables of a JSON document.

    Raises:
        Refused: it is damaged, or too large.
    """
    if document.size > _MOST_BYTES:
        msg = f"{document.name} is too large."
        raise Refused(msg, hint="Split it, or export it as CSV.")
    try:
        with document.open() as stream:
            data = json.loads(stream.read().decode(encoding_of(document) or "utf-8"))
    except (ValueError, RecursionError) as error:
        msg = f"{document.name} is damaged JSON."
        raise Refused(msg, hint="Export it again.") from error
    lists = data.items() if isinstance(data, dict) else (("", data),)
    return [_table(document.name, rows) for _, rows in lists if _is_table(rows)]


def _is_table(rows: Any) -> bool:
    return isinstance(rows, list) and bool(rows) and all(isinstance(e, dict) for e in rows)


def _table(name: str, objects: list[Mapping[str, Any]]) -> Table:
    header = tuple(dict.fromkeys(key for each in objects for key in each))

    def rows() -> Iterator[Row | Skipped]:
        for number, each in enumerate(objects, start=1):
            yield Row(number, [_text(each.get(key)) for key in header])

    return Table(name, header, rows)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return ", ".join(value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
