"""The views of commands whose answer is a file."""

from returnctl.core.views import View


class CalendarView(View, frozen=True, kw_only=True):
    """`calendar`: where the file is, and how many of its entries stand or are cancelled.

    `path` is `-` for standard output; `kept` says that `remind` writes it anew from now on.
    """

    path: str
    events: int
    cancelled: int
    kept: bool = False


class ExportView(View, frozen=True, kw_only=True):
    """`export`: where it lies, in which format, how many cases and bytes, and their sum.

    `path` is `-` for standard output. Of an archive: `evidence` counts the files in it, `faults`
    are those that should be: SHA-256 and state.
    """

    path: str
    format: str
    cases: int
    size: int
    sha256: str
    evidence: int = 0
    faults: tuple[tuple[str, str], ...] = ()


class SheetView(View, frozen=True, kw_only=True):
    """A list with `--xlsx`: where the workbook is, and how many rows it has."""

    path: str
    rows: int
