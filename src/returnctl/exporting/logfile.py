"""The log as one JSON document, or as JSON lines: the same log always gives the same bytes.

Every row stands on a line of its own, so that two exports can be compared with `diff`. The document
ends with `cases`, what the log adds up to, for readers; importing it looks at the log alone.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, Final

from returnctl.core.entries import LogRow
from returnctl.core.logrows import SCHEMA, SECTIONS, row_data, section_of
from returnctl.core.plainvalues import plain_value

_LINE_OF: Final = dict(SECTIONS.values())


def json_lines(rows: Iterable[LogRow], cases: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """Yield the document piece by piece."""
    yield f'{{\n"schema": "{SCHEMA}"'.encode()
    groups = groupby(rows, key=section_of)
    found = next(groups, None)
    for section in SECTIONS:
        if found is not None and found[0] == section:
            yield from _list(section, (row_data(row) for row in found[1]))
            found = next(groups, None)
        else:
            yield from _list(section, ())
    yield from _list("cases", (plain_value(dict(case)) for case in cases))
    yield b"\n}\n"


def _list(name: str, values: Iterable[Any]) -> Iterator[bytes]:
    yield f',\n"{name}": ['.encode()
    comma = "\n"
    for value in values:
        yield f"{comma}{_text(value)}".encode()
        comma = ",\n"
    yield b"]" if comma == "\n" else b"\n]"


def ndjson_lines(rows: Iterable[LogRow]) -> Iterator[bytes]:
    """Yield a line that tells the schema, then one for each row of the log."""
    yield f"{_text({'schema': SCHEMA})}\n".encode()
    for row in rows:
        yield f"{_text({_LINE_OF[type(row)]: row_data(row)})}\n".encode()


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
