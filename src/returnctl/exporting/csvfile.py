"""Tables as CSV after RFC 4180: commas, CRLF, UTF-8 without a mark, a row of names first."""

import csv
import io
from collections.abc import Iterator

from returnctl.core.sheets import Sheet, cell_text


def csv_lines(sheet: Sheet) -> Iterator[bytes]:
    """Yield a table row by row."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(sheet.names)
    yield _taken(text)
    for cells in sheet.rows:
        writer.writerow([cell_text(cell) for cell in cells])
        yield _taken(text)


def _taken(text: io.StringIO) -> bytes:
    found = text.getvalue()
    text.seek(0)
    text.truncate()
    return found.encode("utf-8", "surrogatepass")
