"""`--rejects FILE`: the skipped rows as they stood, with where and why, to be mended and imported.

Rows of tables with other columns go into files of their own beside it (`rejects-2.csv`). A cell
that a spreadsheet would take for a formula gets a `'` in front, which importing takes away again.
"""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from returnctl.core.errors import Refused
from returnctl.core.imported import Skipped
from returnctl.importing.mapping import REJECT_COLUMNS
from returnctl.settings.paths import expanded

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def check_rejects(path: Path, files: Sequence[str]) -> None:
    """Look at the file before anything is read.

    Raises:
        Refused: it is an input, or holds something else than rejects.
    """
    inputs = {expanded(name).resolve() for name in files if name != "-"}
    if path.resolve() in inputs:
        msg = f"{path} is what you import."
        raise Refused(msg, hint="Name another file for the rejects.")
    if path.exists() and not _is_ours(path):
        msg = f"{path} is there already, and holds no rejects."
        raise Refused(msg, hint="Name another file for the rejects.")


def _is_ours(path: Path) -> bool:
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return REJECT_COLUMNS[-1] in next(csv.reader(stream), [])
    except (OSError, UnicodeDecodeError, csv.Error):
        return False


def write_rejects(path: Path, skipped: Iterable[Skipped]) -> None:
    """Write the skipped rows; no file where none were skipped.

    Raises:
        Refused: the file cannot be written.
    """
    by_header: dict[tuple[str, ...], list[Skipped]] = {}
    for each in skipped:
        by_header.setdefault(each.header, []).append(each)
    try:
        for number, (header, rows) in enumerate(by_header.items(), start=1):
            named = path.with_stem(f"{path.stem}-{number}") if number > 1 else path
            _write(named, header, rows)
    except OSError as error:
        msg = f"{path} cannot be written: {error.strerror}."
        raise Refused(msg, hint="Name another file: --rejects FILE") from error


def _write(path: Path, header: tuple[str, ...], rows: Iterable[Skipped]) -> None:
    ours = [at for at, name in enumerate(header) if name in REJECT_COLUMNS]
    kept = [name for at, name in enumerate(header) if at not in ours]
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([*map(_safe, kept), *REJECT_COLUMNS])
        for each in rows:
            cells = [cell for at, cell in enumerate(each.cells) if at not in ours]
            cells += [""] * (len(kept) - len(cells))
            writer.writerow([*map(_safe, cells), _safe(str(each.source)), _safe(each.reason)])


def _safe(cell: str) -> str:
    number = cell.lstrip("+-").replace(".", "").replace(",", "")
    return f"'{cell}" if cell.startswith(_FORMULA) and not number.isdigit() else cell
