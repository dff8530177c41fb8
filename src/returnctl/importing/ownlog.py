"""returnctl's own log, as `export` writes it: one JSON document, or JSON lines."""

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from returnctl.core.entries import LogRow
from returnctl.core.logrows import LINES, SECTIONS, check_schema, cut, read_row
from returnctl.core.structs import Struct
from returnctl.importing.documents import Document
from returnctl.importing.streaming import DECODER, BadJson, members

NAME: Final = "returnctl"
# The schema stands first in both; a later one is known too, so that it can be refused by its name.
_MARK: Final = re.compile(rb'\s*(?:\xef\xbb\xbf)?\s*\{\s*"schema"\s*:\s*"returnctl-log/')
_ORDER: Final = tuple(SECTIONS)
# Of one line of JSON lines, in bytes.
_LONGEST: Final = 1 << 26


def is_own_log(document: Document) -> bool:
    """Say whether a document is a log that returnctl wrote."""
    return _MARK.match(document.head(256)) is not None


class OwnLog(Struct, frozen=True):
    """A log in a document; every time it is asked for, the document is read anew."""

    document: Document

    @property
    def name(self) -> str:
        """The document as it was named."""
        return self.document.name

    def rows(self) -> Iterator[LogRow]:
        """Yield its rows.

        Raises:
            Refused: it is damaged, or a later release wrote it.
        """
        try:
            yield from self._in_order()
        except (BadJson, UnicodeDecodeError) as error:
            raise cut(self.name, "it is no whole JSON") from error
        except (RecursionError, ValueError) as error:
            raise cut(self.name, "nobody wrote such values") from error

    def _in_order(self) -> Iterator[LogRow]:
        """Yield the rows; what must come later may not come sooner."""
        reached, complete = 0, False
        for section, data in self._lines() if self._is_lines() else self._sections():
            if section == "schema":
                check_schema(data, file=self.name)
                complete = True
            elif section in SECTIONS:
                at = _ORDER.index(section)
                if not complete or at < reached:
                    raise cut(self.name, "its parts are not in their order")
                reached = at
                yield read_row(section, data, file=self.name)
        if not complete:
            raise cut(self.name, "it does not say its schema")

    def _is_lines(self) -> bool:
        """Say whether the first line is an object of its own."""
        first = self.document.head(256).lstrip(b"\xef\xbb\xbf \t\r\n").partition(b"\n")[0]
        return first.rstrip().endswith(b"}")

    def _sections(self) -> Iterator[tuple[str, Any]]:
        with self.document.open() as stream:
            yield from members(stream)

    def _lines(self) -> Iterator[tuple[str, Any]]:
        with self.document.open() as stream:
            while line := stream.readline(_LONGEST):
                if not line.strip():
                    continue
                data = _decoded(line)
                if not isinstance(data, dict) or len(data) != 1:
                    raise BadJson("a line is no object of one member")
                ((name, value),) = data.items()
                yield LINES.get(name, str(name)), value


def _decoded(line: bytes) -> Any:
    text = line.decode("utf-8-sig").strip()
    try:
        return DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise BadJson(error.msg) from error
