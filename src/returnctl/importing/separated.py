"""Tables of separated values: commas, semicolons, tabs or bars, and quotes as exporters have them.

An unclosed quote would swallow rows without a word, so that is refused. A row whose quotes merely
do not fit (an exporter that never escapes them) is taken apart at `","` if that gives the header's
number of cells, and skipped otherwise.
"""

import csv
import io
from collections.abc import Iterator
from itertools import islice
from typing import Final, NamedTuple

from returnctl.core.errors import Refused
from returnctl.core.imported import Origin, Skipped
from returnctl.importing.charsets import encoding_of
from returnctl.importing.documents import Document
from returnctl.importing.tables import Row, Table

_DELIMITERS: Final = ",;\t|"
_SAMPLE: Final = 65_536
# How far below the top the header may stand.
_PREAMBLE: Final = 10


# How many records below the header are asked whether they are as wide.
_WITNESSES: Final = 20


class _Layout(NamedTuple):
    """A delimiter with the header it makes.

    `line` is the header's, counted in records; `agreeing` says how many records below are as wide.
    """

    delimiter: str
    header: tuple[str, ...]
    line: int
    agreeing: int


def separated_table(document: Document) -> Table | None:
    """Return a document's table; None for what is none.

    Raises:
        Refused: a quote is opened and never closed.
    """
    encoding = encoding_of(document)
    if encoding is None:
        return None
    layout = _layout(document, encoding)
    if layout is None:
        return None
    return Table(document.name, layout.header, lambda: _rows(document, encoding, layout))


def _layout(document: Document, encoding: str) -> _Layout | None:
    """Choose the delimiter whose header most rows agree with; then the highest, then the widest.

    Not `csv.Sniffer`: it goes by how often a character stands in a line, and long titles hold more
    commas than a row has cells.
    """
    with _text(document, encoding) as stream:
        sample = stream.read(_SAMPLE)
    found = [each for each in map(_Reading(sample).header, _DELIMITERS) if each]
    return max(found, key=lambda each: (each.agreeing, -each.line, len(each.header)), default=None)


class _Reading:
    """The first records of a sample under different delimiters."""

    def __init__(self, sample: str) -> None:
        self._sample = sample

    def header(self, delimiter: str) -> _Layout | None:
        """Return the first record with two cells that say something."""
        reader = csv.reader(io.StringIO(self._sample, newline=""), delimiter=delimiter)
        try:
            for number, cells in zip(range(_PREAMBLE), reader, strict=False):
                if sum(1 for cell in cells if cell.strip()) > 1 and not _says_separator(cells):
                    below = islice(filter(None, reader), _WITNESSES)
                    agreeing = sum(len(each) == len(cells) for each in below)
                    header = tuple(cell.strip() for cell in cells)
                    return _Layout(delimiter, header, number, agreeing)
        except csv.Error:
            return None
        return None


def _says_separator(cells: list[str]) -> bool:
    """Excel's own first line, `sep=;`."""
    return cells[0].lower().startswith("sep=")


def _text(document: Document, encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(document.open(), encoding=encoding, errors="replace", newline="")


def _rows(document: Document, encoding: str, layout: _Layout) -> Iterator[Row | Skipped]:
    with _text(document, encoding) as stream:
        lines = _Lines(stream)
        reader = csv.reader(lines, delimiter=layout.delimiter, strict=True)
        for _ in range(layout.line + 1):
            _skip(reader, lines, document.name)
        while True:
            lines.begin()
            try:
                cells = next(reader, None)
            except csv.Error as error:
                cells = _unescaped(lines, error, document.name, layout)
            if cells is None:
                return
            if any(cell.strip() for cell in cells):
                yield _row(document.name, lines.first, cells, layout.header)


def _skip(reader: Iterator[list[str]], lines: "_Lines", name: str) -> None:
    """Pass over a record of the header or above; quotes in it that do not fit are no matter."""
    lines.begin()
    try:
        next(reader, None)
    except csv.Error as error:
        if not _misplaced(error):
            raise _endless(name, lines) from None


def _misplaced(error: csv.Error) -> bool:
    """Say whether a quote merely stands in the wrong place; else a cell has no end."""
    return "expected after" in str(error)


def _endless(name: str, lines: "_Lines") -> Refused:
    """Tell of a cell without an end; one that is long within its line has no quote to blame."""
    if lines.is_one and len(lines.record) > csv.field_size_limit():
        msg = f"{name}: line {lines.first} holds a cell of more than {csv.field_size_limit():,} "
        return Refused(msg + "characters.", hint="No export has such a cell. Shorten it.")
    msg = f"{name}: a quote that is opened in line {lines.first} is never closed."
    return Refused(msg, hint="Rows after it would be swallowed. Mend that line.")


def _row(name: str, line: int, cells: list[str], header: tuple[str, ...]) -> Row | Skipped:
    if len(cells) > len(header) and not any(cell.strip() for cell in cells[len(header) :]):
        cells = cells[: len(header)]
    if len(cells) == len(header):
        return Row(line, cells)
    reason = f"it has {len(cells)} cells, and the header {len(header)}"
    return Skipped(Origin(name, line), reason, header, tuple(cells))


def _unescaped(lines: "_Lines", error: csv.Error, name: str, layout: _Layout) -> list[str]:
    """Take a row apart whose quotes do not fit, or refuse a quote without an end."""
    text = lines.record.rstrip("\r\n")
    if not _misplaced(error):
        raise _endless(name, lines) from None
    inner = text.strip().removeprefix('"').removesuffix('"')
    cells = inner.split(f'"{layout.delimiter}"')
    return cells if len(cells) == len(layout.header) else text.split(layout.delimiter)


class _Lines:
    """The lines of a stream, and those of the record that is being read."""

    def __init__(self, stream: io.TextIOWrapper) -> None:
        self._stream = stream
        self._count = 0
        self._held: list[str] = []
        self.first = 1

    def begin(self) -> None:
        """A record begins in the next line."""
        self.first = self._count + 1
        self._held.clear()

    @property
    def record(self) -> str:
        """The lines of the record."""
        return "".join(self._held)

    @property
    def is_one(self) -> bool:
        """Whether the record is a single line."""
        return len(self._held) == 1

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = next(self._stream)
        self._count += 1
        self._held.append(line)
        return line
