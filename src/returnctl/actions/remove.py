"""`rm`: take a case, a return, or one thing of it out of sight; `--purge` erases a case for good.

What `rm` removes stays in the log, and `undo` brings it back. What `--purge` erases is gone.
"""

from returnctl.actions.changes import write_view
from returnctl.actions.desk import Desk
from returnctl.actions.parcels.typed import find_parcel
from returnctl.actions.targets import Target, find_target, joined
from returnctl.core.case import Case
from returnctl.core.dayformat import format_day
from returnctl.core.entries import Draft, Entry
from returnctl.core.errors import NotFound
from returnctl.core.events import EVENTS
from returnctl.core.structs import Struct
from returnctl.core.views.writes import PurgedView, WriteView
from returnctl.core.vocabulary import dashed, underscored
from returnctl.store.reader import Reader


class Removal(Struct, frozen=True):
    """What would go: the case, what to call the thing, and the ids that the log names."""

    target: Target
    says: str
    ids: tuple[str, ...]


def preview(desk: Desk, ref: str, what: str | None) -> Removal:
    """Tell what `rm` would remove.

    Raises:
        NotFound: the case has no such thing.
    """
    with desk.store.read() as reader:
        return _removal(reader, desk, ref, what)


def remove(desk: Desk, ref: str, what: str | None) -> WriteView:
    """Remove it from every list; the log keeps it.

    Raises:
        NotFound: the case has no such thing.
    """
    with desk.store.write("rm") as tx:
        found = _removal(tx, desk, ref, what)
        before = tuple(tx.deadlines_of(found.target.case.id))
        first, *rest = found.ids
        told = Draft("removed", first, {"says": found.says})
        drafts = [told, *(Draft("removed", each) for each in rest)]
        entries = tx.record(found.target.case.id, drafts)
        return write_view(desk, tx, found.target, entries, command="rm", before=before)


def purge(desk: Desk, ref: str) -> PurgedView:
    """Erase a case for good and name the copies that may remain.

    Raises:
        NotFound: no case, live or removed, goes by that name.
    """
    with desk.store.read() as reader:
        gone = reader.find_gone(ref)
        case_id = gone or find_target(reader, ref, desk).case.id
        known = reader.ref(case_id)
    desk.store.purge(case_id)
    return PurgedView(ref=known, copies=tuple(map(str, desk.store.backups())))


def _removal(reader: Reader, desk: Desk, ref: str, what: str | None) -> Removal:
    target = find_target(reader, ref, desk)
    if (other := joined(reader, ref)) and other.case.id == target.case.id:
        # Who removes a case that went into another does not mean the other.
        msg = f"{ref} is gone: it was joined to {target.ref}."
        raise NotFound(msg, hint=f"To remove that one: returnctl rm {target.ref}")
    if what is None:
        returned = target.return_id and len(target.case.returns) > 1
        says = f"the return {ref}" if returned else f"{target.ref} {target.title}, all of it"
        return Removal(target, says, (target.id if returned else target.case.id,))
    found = (
        _event(target, reader.entries(target.case.id), what)
        or _parcel(target, what)
        or _item(target, what)
    )
    if found is None:
        msg = f'{target.ref} has no "{what}".'
        raise NotFound(msg, hint="It has: " + ", ".join(_things(target.case)))
    return found


def _event(target: Target, entries: list[Entry], what: str) -> Removal | None:
    """An event that was corrected goes with its corrections; of offers and refunds the last."""
    name = underscored(what)
    if name not in EVENTS:
        return None
    owners = {target.id} if target.return_id else {e.target for e in target.case.events}
    live = [e for e in target.case.events if e.kind == name and e.target in owners]
    if not live:
        return None
    last = live[-1]
    ids = [
        entry.id
        for entry in entries
        if entry.kind == "event" and entry.data.get("event") == name
        and entry.target == last.target and entry.data.get("channel") == last.channel
    ]  # fmt: skip
    says = f"{dashed(name)} {format_day(last.on)}"
    return Removal(target, says, tuple(ids) if EVENTS[name].once else (last.id,))


def _parcel(target: Target, what: str) -> Removal | None:
    parcel = find_parcel(target.case, what)
    return Removal(target, f"parcel {parcel.number}", (parcel.id,)) if parcel else None


def _item(target: Target, what: str) -> Removal | None:
    for item in target.case.items:
        if item.title.casefold() == what.strip().casefold():
            return Removal(target, f"item {item.title}", (item.id,))
    return None


def _things(case: Case) -> list[str]:
    events = [dashed(event.kind) for event in case.events]
    return [*events, *(p.number for p in case.parcels), *(item.title for item in case.items)]
