"""`evidence rm`: a file is evidence no more; `undo` brings it back until `doctor --clean`."""

from typing import Final

from returnctl.actions.changes import write_view
from returnctl.actions.desk import Desk
from returnctl.actions.evidence.picking import pick
from returnctl.actions.targets import find_target
from returnctl.core.entries import Draft
from returnctl.core.structs import replace
from returnctl.core.views.writes import WriteView
from returnctl.core.vocabulary import EVIDENCE_KINDS

_COMMAND: Final = "evidence rm"
_LATER: Final = "The file itself goes with: returnctl doctor --clean"


def remove_file(desk: Desk, ref: str, what: str) -> WriteView:
    """Remove one piece of evidence from its case; the log keeps that it was there.

    Raises:
        NotFound: the case has no such piece.
    """
    desk.need_records()
    with desk.store.write(_COMMAND) as tx:
        target = find_target(tx, ref, desk)
        before = tuple(tx.deadlines_of(target.case.id))
        gone = target.case.evidence[pick(target, what) - 1]
        says = f"{EVIDENCE_KINDS.get(gone.kind, gone.kind)} {gone.name}"
        entries = tx.record(target.case.id, [Draft("removed", gone.id, {"says": says})])
        view = write_view(desk, tx, target, entries, command=_COMMAND, before=before)
        return replace(view, then=(_LATER,))
