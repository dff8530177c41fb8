"""`returnctl calendar`: the days to act by, as a file for any calendar program."""

from typing import Annotated

import typer

from returnctl.core.errors import Refused


def calendar(
    ctx: typer.Context,
    file: Annotated[
        str | None, typer.Argument(metavar="[FILE]", help="The .ics file; - for standard output.")
    ] = None,
    *,
    watch_path: Annotated[
        str | None,
        typer.Option(
            "--watch-path", metavar="FILE", help="Write it there now and after each `remind`."
        ),
    ] = None,
) -> None:
    """Write the days to act by as a calendar file (.ics), with alarms."""
    from returnctl.cli import calendaring
    from returnctl.cli.wiring import Session, tell
    from returnctl.core.views.files import CalendarView

    if file is not None and watch_path is not None:
        raise Refused("one file at a time.", hint="Give FILE, or --watch-path FILE.")

    def act(session: Session) -> CalendarView:
        if watch_path is not None:
            return calendaring.keep(session, watch_path)
        return calendaring.write(session, file)

    tell(ctx, act)
