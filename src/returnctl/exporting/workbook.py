"""A table as an Excel workbook: codes and numbers of orders as text, days as days, sums as numbers.

A workbook of ours carries a mark, so that a list can be written over it again; once a spreadsheet
has saved it, it is the user's, and is let be.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from zipfile import BadZipFile, ZipFile

from returnctl.core.errors import Refused
from returnctl.core.safe import safe
from returnctl.core.sheets import Cell, Sheet
from returnctl.exporting.filing import write_bytes

_OURS: Final = b"returnctl"
_WIDEST: Final = 60
# Excel's number formats.
_TEXT: Final = "@"
_DAY: Final = "yyyy-mm-dd"


def write_workbook(path: Path, sheet: Sheet, *, title: str) -> int:
    """Write a table, and return how many rows it has.

    Raises:
        Refused: the extra is not there, or another file is in the place.
    """
    try:
        from openpyxl import Workbook
    except ImportError as error:
        msg = "openpyxl is not there, which writes Excel workbooks."
        raise Refused(msg, hint="pip install 'returnctl[xlsx]', or use --csv") from error
    if path.exists() and not _is_ours(path):
        msg = f"{path} is there already, and returnctl did not make it."
        raise Refused(msg, hint="Name another file.")
    rows = [list(row) for row in sheet.rows]
    book = Workbook(write_only=True)
    found = book.create_sheet(title)
    found.freeze_panes = "A2"
    for at, width in enumerate(_widths(sheet.names, rows)):
        found.column_dimensions[_letter(at)].width = width
    found.append([_cell(found, name) for name in sheet.names])
    for row in rows:
        found.append([_cell(found, cell) for cell in row])
    _write(path, book)
    return len(rows)


def _cell(sheet: Any, value: Cell) -> Any:
    from openpyxl.cell import WriteOnlyCell

    if not isinstance(value, str):
        cell: Any = WriteOnlyCell(sheet)
        cell.value = value
        if isinstance(value, Decimal):
            # As many decimals as the currency has.
            cell.number_format = f"0{'.' if '.' in str(value) else ''}{'0' * _decimals(value)}"
        elif isinstance(value, date):
            cell.number_format = _DAY
        return cell
    # What begins with "=" is text all the same; XML has no place for most control characters.
    cell = WriteOnlyCell(sheet, value if value.isprintable() else _visible(value))
    cell.data_type, cell.number_format = "s", _TEXT
    return cell


def _visible(text: str) -> str:
    """Return text with line breaks kept and all that XML cannot hold made visible."""
    return "\n".join(safe(line) for line in text.splitlines())


def _decimals(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def _widths(names: tuple[str, ...], rows: list[list[Cell]]) -> Iterator[int]:
    for at, name in enumerate(names):
        longest = max((len(str(row[at] or "")) for row in rows), default=0)
        yield min(max(longest, len(name)) + 2, _WIDEST)


def _letter(at: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(at + 1))


def _write(path: Path, book: Any) -> None:
    out = BytesIO()
    book.save(out)
    with ZipFile(out, "a") as done:
        done.comment = _OURS
    write_bytes(path, out.getvalue(), force=_is_ours(path))


def _is_ours(path: Path) -> bool:
    try:
        with ZipFile(path) as found:
            return found.comment == _OURS
    except (OSError, BadZipFile):
        return False
