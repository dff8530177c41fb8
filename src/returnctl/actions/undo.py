"""`undo` and `redo`: void a command, or void the void; nothing recorded is ever overwritten.

A command that later live entries build on (an event of a return that it noted) is not undone alone.
"""

from typing import Final

from returnctl.actions.changes import recorded, write_view
from returnctl.actions.desk import Desk
from returnctl.actions.targets import Target
from returnctl.core.case import Case
from returnctl.core.entries import Draft, Entry
from returnctl.core.errors import Contradiction, NotFound
from returnctl.core.fold import live_entries
from returnctl.core.structs import Struct, replace
from returnctl.core.views.writes import Recorded, WritesView, WriteView
from returnctl.store.reader import Reader
from returnctl.store.writer import Writer

# Beyond this many cases a command is told by numbers.
MANY_CASES: Final = 50


class Undoing(Struct, frozen=True):
    """The command that would be undone, its name, and what it recorded, by case."""

    command_id: str
    name: str
    refs: tuple[str, ...]
    recorded: tuple[Recorded, ...]
    later: tuple[str, ...]

    @property
    def whose(self) -> str:
        """The cases it touched: their refs, or how many they are."""
        many = len(self.refs) > MANY_CASES
        return f"{len(self.refs):,} cases" if many else ", ".join(self.refs)


def preview_undo(desk: Desk, command_id: str | None) -> Undoing:
    """Tell what `undo` would void.

    Raises:
        NotFound: there is no such live command.
    """
    with desk.store.read() as reader:
        return _undoing(reader, desk, command_id)


def _undoing(reader: Reader, desk: Desk, command_id: str | None) -> Undoing:
    # An empty id is a script's mistake, and must not take back the last command in its place.
    chosen = command_id
    if chosen is None:
        chosen = reader.last_live_command(desk.store.device)
    if chosen is None:
        msg = "there is nothing to undo."
        raise NotFound(msg, hint="returnctl history lists the commands of all devices.")
    found = reader.command(chosen)
    if found is None or found.voided:
        msg = f'there is no live command "{chosen}".'
        raise NotFound(msg, hint="returnctl history lists the commands with their ids.")
    entries = tuple(reader.command_entries(found.id))
    return Undoing(found.id, found.name, found.refs, recorded(entries), _needing(reader, entries))


def _needing(reader: Reader, entries: tuple[Entry, ...]) -> tuple[str, ...]:
    """Return the later live commands whose entries are about things that these entries noted."""
    noted = {entry.target for entry in entries if entry.kind == "noted"}
    own = {entry.command_id for entry in entries}
    # What a join notes anew in one case was noted in the other before.
    first = min((entry.id for entry in entries), default="")
    later = {
        other.command_id
        for case_id in {entry.case_id for entry in entries}
        for other in live_entries(reader.entries(case_id))
        if noted & {other.target, other.data.get("of")}
        and other.command_id not in own
        and other.id > first
        and other.kind != "void"
    }
    return tuple(sorted(later))


def undo(desk: Desk, command_id: str | None, *, with_later: bool = False) -> WritesView:
    """Void a command of this device, the last live one if none is named.

    Raises:
        NotFound: there is no such live command.
        Contradiction: later commands need it, and `with_later` is not set.
    """
    desk.need_records()
    with desk.store.write("undo") as tx:
        found = _undoing(tx, desk, command_id)
        if found.later and not with_later:
            msg = f"{len(found.later)} later commands build on it: {', '.join(found.later)}."
            raise Contradiction(msg, hint="Undo them first, or all together with --with-later.")
        return _void(desk, tx, (*found.later, found.command_id), "undo")


def redo(desk: Desk) -> WritesView:
    """Void the last live undo of this device.

    Raises:
        NotFound: there is nothing to redo.
    """
    desk.need_records()
    with desk.store.write("redo") as tx:
        last = tx.last_undo(desk.store.device)
        if last is None:
            msg = "there is nothing to redo."
            raise NotFound(msg, hint="returnctl history lists what was undone.")
        return _void(desk, tx, (last,), "redo")


def _void(desk: Desk, tx: Writer, command_ids: tuple[str, ...], name: str) -> WritesView:
    """Write one void per command and case, and tell what each case looks like now."""
    touched: dict[str, list[str]] = {}
    told: dict[str, list[Entry]] = {}
    for command_id in command_ids:
        for entry in tx.command_entries(command_id):
            voided = touched.setdefault(entry.case_id, [])
            if command_id not in voided:
                voided.append(command_id)
        for entry in _meant(tx, command_id):
            told.setdefault(entry.case_id, []).append(entry)
    void_in = _void_in if len(touched) <= MANY_CASES else _void_briefly
    return WritesView(
        writes=tuple(
            _with_undone(void_in(desk, tx, case_id, ids, name), recorded(told.get(case_id, ())))
            for case_id, ids in touched.items()
        )
    )


def _void_in(desk: Desk, tx: Writer, case_id: str, command_ids: list[str], name: str) -> WriteView:
    before, ref = tuple(tx.deadlines_of(case_id)), tx.ref(case_id)
    known = tx.case(case_id)
    entries = tx.record(case_id, _voids(case_id, command_ids))
    case = tx.case(case_id) or known or Case(id=case_id)
    return write_view(desk, tx, Target(case, ref), entries, command=name, before=before)


def _void_briefly(
    desk: Desk, tx: Writer, case_id: str, command_ids: list[str], name: str
) -> WriteView:
    """Void in one of thousands of cases that an import made: nobody reads what moved in each."""
    entries = tx.record(case_id, _voids(case_id, command_ids))
    return WriteView(place=desk.place, command=name, ref=tx.ref(case_id), id=case_id,
                     command_id=entries[0].command_id)  # fmt: skip


def _voids(case_id: str, command_ids: list[str]) -> list[Draft]:
    return [Draft("void", case_id, {"command": each}) for each in command_ids]


def _meant(reader: Reader, command_id: str) -> list[Entry]:
    """Return what a command recorded; of an undo, what it had taken back."""
    entries = reader.command_entries(command_id)
    # An undo holds one void a case, and all of an import's name the same command.
    voided = dict.fromkeys(str(each.data["command"]) for each in entries if each.kind == "void")
    inner = [each for name in voided for each in _meant(reader, name)]
    return inner or [entry for entry in entries if entry.kind != "void"]


def _with_undone(view: WriteView, lines: tuple[Recorded, ...]) -> WriteView:
    return replace(view, recorded=lines)
