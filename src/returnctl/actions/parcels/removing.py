"""`parcel rm`: a parcel is no part of its case any more; `undo` brings it back."""

from typing import Final

from returnctl.actions.changes import write_view
from returnctl.actions.desk import Desk
from returnctl.actions.parcels.typed import find_parcel
from returnctl.actions.targets import find_target
from returnctl.core.case import Case, Parcel
from returnctl.core.entries import Draft
from returnctl.core.errors import NotFound
from returnctl.core.recognition.recognising import recognise
from returnctl.core.views.writes import WriteView

_COMMAND: Final = "parcel rm"


def remove_parcel(desk: Desk, ref: str, number: str) -> WriteView:
    """Remove a parcel from its case; the log keeps that it was there.

    Raises:
        NotFound: the case has no parcel with that number.
    """
    desk.need_records()
    with desk.store.write(_COMMAND) as tx:
        target = find_target(tx, ref, desk)
        before = tuple(tx.deadlines_of(target.case.id))
        gone = _find(target.case, number, target.ref)
        says = f"parcel {gone.number}"
        entries = tx.record(target.case.id, [Draft("removed", gone.id, {"says": says})])
        return write_view(desk, tx, target, entries, command=_COMMAND, before=before)


def _find(case: Case, number: str, ref: str) -> Parcel:
    found = find_parcel(case, number) or find_parcel(case, recognise(number).number)
    if found is None:
        msg = f'{ref} has no parcel "{number}".'
        known = ", ".join(each.number for each in case.parcels)
        raise NotFound(msg, hint=f"It has: {known}" if known else f"returnctl parcel add {ref} ...")
    return found
