"""`doctor`: whether the records are whole, and `--rebuild` of everything derived from the log."""

from returnctl.actions.desk import Desk
from returnctl.core.views.health import DoctorView


def doctor(desk: Desk, *, rebuild: bool = False) -> DoctorView:
    """Check the database; with `rebuild`, derive every projection from the log again first."""
    done = []
    if rebuild:
        made = desk.store.rebuild()
        done.append(("rebuilt", True, f"{made.cases} cases, {made.deadlines} deadlines"))
    return DoctorView(path=str(desk.store.path), checks=(*done, *desk.store.check()))
