"""Bare `returnctl`: the state of the day, or what to do first."""

from collections.abc import Mapping

from returnctl.actions.deadlines import read_deadlines
from returnctl.actions.desk import Desk
from returnctl.actions.status import read_status
from returnctl.core.views.day import TodayView, WelcomeView
from returnctl.settings.guesses import likely_country


def today(desk: Desk, environ: Mapping[str, str]) -> TodayView | WelcomeView:
    """Return status and deadlines together; on an empty database, what to do first."""
    if not desk.store.exists():
        return welcome(desk, environ)
    with desk.store.read() as reader:
        if reader.is_empty():
            return welcome(desk, environ)
        return TodayView(deadlines=read_deadlines(reader, desk), status=read_status(reader, desk))


def welcome(desk: Desk, environ: Mapping[str, str]) -> WelcomeView:
    """Return what a newcomer does first, and where records lie."""
    known = desk.settings["country"]
    return WelcomeView(
        database=str(desk.store.path),
        country=known or likely_country(environ),
        country_origin="config" if known else "system",
    )
