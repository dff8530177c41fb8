"""What lists do beside showing: welcome a newcomer, and say when no country is set."""

import os
from collections.abc import Callable

from returnctl.cli.wiring import Session
from returnctl.core.views import View
from returnctl.render.output import Form

_NO_COUNTRY = (
    "no country is set, so what the law gives you is only possible: returnctl config set country XX"
)


def listed(read: Callable[[Session], View]) -> Callable[[Session], View]:
    """Return how to read a list; a person without records is told what to do first."""

    def act(session: Session) -> View:
        if session.output.form is Form.TERMINAL and not session.desk.store.exists():
            from returnctl.actions.today import welcome

            return welcome(session.desk, os.environ)
        if session.output.form in (Form.TERMINAL, Form.JSON) and not session.desk.place.country:
            session.notes.append(_NO_COUNTRY)
        return read(session)

    return act
