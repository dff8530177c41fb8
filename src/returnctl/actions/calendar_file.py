"""`calendar`: the appointments as a file, once or kept up to date."""

from pathlib import Path
from typing import BinaryIO, Final

from returnctl.actions.appointments import Compose, appointments
from returnctl.actions.desk import Desk
from returnctl.core.errors import Refused
from returnctl.core.views.files import CalendarView
from returnctl.exporting import ics
from returnctl.exporting.placing import place
from returnctl.settings.config import change_setting
from returnctl.settings.paths import expanded

PIPE: Final = "-"
SETTING: Final = "calendar_file"


def write(
    desk: Desk, compose: Compose, file: str, *, pipe: BinaryIO | None = None, kept: bool = False
) -> CalendarView:
    """Write the calendar to a file, or for `-` into the pipe.

    Raises:
        Refused: the file is somebody else's, or cannot be written, or an extra is missing.
        Unavailable: there are no records, or they cannot be read.
    """
    found = appointments(desk, compose)
    content = ics.to_ics(found)
    if file == PIPE and pipe is not None:
        pipe.write(content)
    else:
        place(Path(file), content, ours=ics.PRODUCT.encode())
    cancelled = sum(each.standing == "cancelled" for each in found)
    return CalendarView(path=file, events=len(found) - cancelled, cancelled=cancelled, kept=kept)


def keep(desk: Desk, compose: Compose, file: str, *, config: Path) -> CalendarView:
    """Write the calendar, and remember the file for `remind`.

    Raises:
        Refused: as `write`, or it is no file.
    """
    if file in ("", PIPE):
        raise Refused("--watch-path wants a file.", hint="returnctl calendar --watch-path FILE")
    path = str(expanded(file).absolute())
    view = write(desk, compose, path, kept=True)
    change_setting(config, SETTING, path)
    return view
