"""`history`: the story of a case, or of all commands, out of the log."""

from typing import TYPE_CHECKING, Final

from returnctl.actions.changes import recorded
from returnctl.actions.desk import Desk
from returnctl.actions.targets import find_target
from returnctl.core.views.stories import CommandLine, HistoryView

if TYPE_CHECKING:
    from returnctl.store.history import CommandRow
    from returnctl.store.reader import Reader

# A page has no room for what a command with more entries recorded: an import of thousands.
_WIDE: Final = 1000


def history(desk: Desk, ref: str | None, *, most: int | None = None) -> HistoryView:
    """Return the commands, oldest first; of one case, with what each recorded of it.

    With `most` only the newest so many are read, and what an import recorded is only counted.
    """
    with desk.store.read() as reader:
        target = find_target(reader, ref, desk) if ref is not None else None
        case_id = target.case.id if target else None
        rows = reader.commands(case_id=case_id, limit=None if most is None else most + 1)
        more = most is not None and len(rows) > most
        rows = rows[:-1] if more else rows
        wide = {row.id: row.entries for row in rows if most and row.entries > _WIDE}
        lines = tuple(
            _line(reader, row, case_id, told=row.id not in wide) for row in reversed(rows)
        )
    return HistoryView(
        place=desk.place,
        ref=target.ref if target else None,
        title=target.title if target else "",
        commands=lines,
        more=more,
        wide=wide,
    )


def _line(reader: "Reader", row: "CommandRow", case_id: str | None, *, told: bool) -> CommandLine:
    entries = reader.command_entries(row.id) if told else ()
    return CommandLine(
        id=row.id,
        name=row.name,
        device=row.device,
        recorded_at=row.recorded_at,
        undone=row.voided,
        refs=row.refs,
        recorded=recorded(e for e in entries if case_id is None or e.case_id == case_id),
    )
