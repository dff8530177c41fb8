"""`--xlsx FILE` of a list."""

from returnctl.core.sheets import Sheet
from returnctl.core.views.files import SheetView
from returnctl.exporting.workbook import write_workbook
from returnctl.settings.paths import expanded


def write_sheet(file: str, sheet: Sheet, *, title: str) -> SheetView:
    """Write a list as a workbook.

    Raises:
        Refused: the extra `xlsx` is not there, or a file that is not ours is in the place.
    """
    path = expanded(file).absolute()
    return SheetView(path=str(path), rows=write_workbook(path, sheet, title=title))
