"""Tables of Excel workbooks, through openpyxl: each sheet with a header is one.

A formula counts with the value that the spreadsheet last computed for it.
"""

import io
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, Final

from returnctl.core.errors import Refused
from returnctl.core.imported import Skipped
from returnctl.importing.documents import Document
from returnctl.importing.tables import Row, Table

_SUFFIXES: Final = (".xlsx", ".xlsm")
_MOST_BYTES: Final = 256 * 1024 * 1024
# openpyxl holds all texts of a workbook in memory.
_MOST_TEXTS: Final = 64 * 1024 * 1024
_MOST_RATIO: Final = 200
_PREAMBLE: Final = 10
_MOST_COLUMNS: Final = 500


def is_workbook(document: Document) -> bool:
    """Say whether a document is a workbook."""
    return document.suffix in _SUFFIXES and document.head(4) == b"PK\x03\x04"


def workbook_tables(document: Document) -> list[Table]:
    """Return a table for each sheet that has one.

    Raises:
        Refused: openpyxl is not there, or the workbook is damaged or too large.
    """
    _check_size(document)
    with _opened(document) as book:
        tops = {sheet.title: _top(sheet) for sheet in book.worksheets}
    found = ((name, _header(top)) for name, top in tops.items())
    return [_table(document, name, *header) for name, header in found if header]


def _header(top: list[list[str]]) -> tuple[tuple[str, ...], int] | None:
    """Return the first row with two cells that say something, and how many stand above it."""
    for number, cells in enumerate(top):
        if sum(map(bool, cells)) > 1:
            last = max(at for at, cell in enumerate(cells) if cell)
            return tuple(cells[: last + 1]), number
    return None


def _table(document: Document, sheet: str, header: tuple[str, ...], skip: int) -> Table:
    name = f"{document.name}/{sheet}"
    return Table(name, header, lambda: _rows(document, sheet, len(header), skip))


def _top(sheet: Any) -> list[list[str]]:
    rows = sheet.iter_rows(max_row=_PREAMBLE, max_col=_MOST_COLUMNS, values_only=True)
    return [[_text(value) for value in row] for row in rows]


def _rows(document: Document, sheet: str, width: int, skip: int) -> Iterator[Row | Skipped]:
    with _opened(document) as book:
        rows = book[sheet].iter_rows(min_row=skip + 2, max_col=width, values_only=True)
        for line, values in enumerate(rows, start=skip + 2):
            cells = [_text(value) for value in values]
            if any(cells):
                yield Row(line, cells + [""] * (width - len(cells)))


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime() if not (value.hour or value.minute or value.second):
            return value.date().isoformat()
        case datetime() | date():
            return value.isoformat(sep=" ") if isinstance(value, datetime) else value.isoformat()
        case float() if value.is_integer() and abs(value) < 1e21:
            return str(int(value))
    return str(value).strip()


@contextmanager
def _opened(document: Document) -> Iterator[Any]:
    """Open a workbook; whatever goes wrong in it is told in one sentence."""
    load = _loader()
    with document.open() as stream, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            book = load(stream, read_only=True, data_only=True)
            yield book
            book.close()
        except (Refused, GeneratorExit):
            raise
        except Exception as error:
            # A damaged one can raise anything: zipfile's, XML's and openpyxl's own errors.
            raise _damaged(document) from error


def _loader() -> Any:
    try:
        from openpyxl import load_workbook
    except ImportError:
        msg = "reading Excel workbooks needs openpyxl, which is not installed."
        hint = "pip install 'returnctl[xlsx]', or save the sheet as CSV."
        raise Refused(msg, hint=hint) from None
    return load_workbook


def _check_size(document: Document) -> None:
    try:
        with document.open() as stream, zipfile.ZipFile(io.BytesIO(stream.read())) as archive:
            found: Sequence[zipfile.ZipInfo] = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise _damaged(document) from error
    texts = sum(e.file_size for e in found if e.filename.lower().endswith("sharedstrings.xml"))
    bomb = any(e.file_size > max(8 << 20, e.compress_size * _MOST_RATIO) for e in found)
    if bomb or texts > _MOST_TEXTS or sum(e.file_size for e in found) > _MOST_BYTES:
        msg = f"{document.name} unpacks to more than any export has."
        raise Refused(msg, hint="Save the sheet as CSV, and import that.")


def _damaged(document: Document) -> Refused:
    msg = f"{document.name} is no workbook that can be read."
    return Refused(msg, hint="Open it in a spreadsheet, and save it as CSV.")
