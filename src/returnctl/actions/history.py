"""`history`: the story of a case, or of all commands, out of the log."""

from returnctl.actions.changes import recorded
from returnctl.actions.desk import Desk
from returnctl.actions.targets import find_target
from returnctl.core.views.stories import CommandLine, HistoryView


def history(desk: Desk, ref: str | None) -> HistoryView:
    """Return the commands, oldest first; of one case, with what each recorded of it."""
    with desk.store.read() as reader:
        target = find_target(reader, ref, desk) if ref is not None else None
        case_id = target.case.id if target else None
        lines = tuple(
            CommandLine(
                id=row.id,
                name=row.name,
                device=row.device,
                recorded_at=row.recorded_at,
                undone=row.voided,
                refs=row.refs,
                recorded=recorded(
                    entry
                    for entry in reader.command_entries(row.id)
                    if case_id is None or entry.case_id == case_id
                ),
            )
            for row in reversed(reader.commands(case_id=case_id))
        )
    return HistoryView(
        place=desk.place,
        ref=target.ref if target else None,
        title=target.title if target else "",
        commands=lines,
    )
