"""Writing the calendar file: for `calendar`, and again after each run of `remind`."""

import sys
from typing import TYPE_CHECKING

from returnctl.cli.wiring import Session
from returnctl.core.errors import Refused, ReturnctlError
from returnctl.core.rows import DeadlineRow
from returnctl.core.views.files import CalendarView
from returnctl.render.output import Form

if TYPE_CHECKING:
    from returnctl.actions.appointments import Compose


def write(session: Session, file: str | None) -> CalendarView:
    """Write the calendar to a file, to standard output, or to the file that is kept.

    Raises:
        Refused: no file is named or kept, or it cannot be written.
    """
    from returnctl.actions.calendar_file import PIPE, SETTING
    from returnctl.actions.calendar_file import write as write_file

    target = session.desk.settings[SETTING] if file is None else file
    if not target:
        raise Refused("which file?", hint="returnctl calendar returns.ics, or - for a pipe.")
    if file == PIPE and session.output.form is Form.JSON:
        msg = "standard output cannot take both a calendar and JSON."
        raise Refused(msg, hint="Name a FILE.")
    compose, pipe = _compose(session), sys.stdout.buffer if file == PIPE else None
    return write_file(session.desk, compose, target, pipe=pipe, kept=file is None)


def keep(session: Session, file: str) -> CalendarView:
    """Write the calendar, and remember the file for `remind`."""
    from returnctl.actions.calendar_file import keep as keep_file

    return keep_file(session.desk, _compose(session), file, config=session.paths.config)


def _compose(session: Session) -> "Compose":
    from returnctl.render.appointments import compose

    def tell(row: DeadlineRow, *, over: bool) -> tuple[str, str]:
        return compose(row, session.desk.moment, over=over)

    return tell


def refresh(session: Session) -> str | None:
    """Write the file that the config names anew, if it names one; return what went wrong."""
    if not session.desk.settings["calendar_file"]:
        return None
    try:
        write(session, None)
    except ReturnctlError as error:
        return f"the calendar was not written: {error.message} {error.hint}".strip()
    return None
