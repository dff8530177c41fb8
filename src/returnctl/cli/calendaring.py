"""Writing the calendar file: for `calendar`, and again after each run of `remind`."""

import sys
from pathlib import Path
from typing import Final

from returnctl.cli.wiring import Session
from returnctl.core.appointments import Appointment
from returnctl.core.errors import Refused, ReturnctlError
from returnctl.core.rows import DeadlineRow
from returnctl.core.views.files import CalendarView
from returnctl.render.output import Form

PIPE: Final = "-"
SETTING: Final = "calendar_file"


def write(session: Session, file: str, *, kept: bool = False) -> CalendarView:
    """Write the calendar to a file, or to standard output.

    Raises:
        Refused: the file is somebody else's, or cannot be written, or an extra is missing.
        Unavailable: there are no records, or they cannot be read.
    """
    from returnctl.exporting import ics
    from returnctl.exporting.placing import place

    if file == PIPE and session.output.form is Form.JSON:
        msg = "standard output cannot take both a calendar and JSON."
        raise Refused(msg, hint="Name a FILE.")
    found = _appointments(session)
    content = ics.to_ics(found)
    if file == PIPE:
        sys.stdout.buffer.write(content)
    else:
        place(Path(file), content, ours=ics.PRODUCT.encode())
    cancelled = sum(each.standing == "cancelled" for each in found)
    return CalendarView(path=file, events=len(found) - cancelled, cancelled=cancelled, kept=kept)


def _appointments(session: Session) -> tuple[Appointment, ...]:
    from returnctl.actions.appointments import appointments
    from returnctl.render.appointments import compose

    def tell(row: DeadlineRow, *, over: bool) -> tuple[str, str]:
        return compose(row, session.desk.moment, over=over)

    return appointments(session.desk, tell)


def full_path(file: str) -> str:
    """Return a path as cron and a calendar program can find it."""
    return file if file == PIPE else str(Path(file).expanduser().absolute())


def keep(session: Session, file: str) -> CalendarView:
    """Write the calendar, and remember the file for `remind`.

    Raises:
        Refused: as `write`, or it is no file.
    """
    from returnctl.settings.config import change_setting

    if file == PIPE:
        raise Refused("--watch-path wants a file.", hint="returnctl calendar --watch-path FILE")
    view = write(session, full_path(file), kept=True)
    change_setting(session.paths.config, SETTING, view.path)
    return view


def refresh(session: Session) -> str | None:
    """Write the file that the config names anew, if it names one; return what went wrong."""
    file = session.desk.settings[SETTING]
    if not file:
        return None
    try:
        write(session, file, kept=True)
    except ReturnctlError as error:
        return f"the calendar was not written: {error.message} {error.hint}".strip()
    return None
