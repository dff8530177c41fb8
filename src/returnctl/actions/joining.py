"""`edit A --same-as B`: two cases of one order become one; all that A says is said of B.

Two machines that both log an order before they meet make twins. The older things keep their ids, so
nothing is copied twice, and `undo` takes the whole step back in both cases.
"""

from collections.abc import Mapping
from typing import Any

from returnctl.actions.changes import write_view
from returnctl.actions.desk import Desk
from returnctl.actions.parcels.typed import find_parcel
from returnctl.actions.targets import Target, find_target
from returnctl.core.case import Case
from returnctl.core.entries import Draft, Entry
from returnctl.core.errors import Refused
from returnctl.core.events import EVENTS
from returnctl.core.fold import live_entries
from returnctl.core.views.writes import WriteView

# What belongs to the case that stays.
_OWN: frozenset[str] = frozenset(("level", "ref", "book", "shop", "number"))


def join(desk: Desk, ref: str, same_as: str) -> WriteView:
    """Move what is recorded of `ref` to the case `same_as`, and remove the first.

    Raises:
        Refused: both names mean one case.
    """
    with desk.store.write("edit") as tx:
        gone, stays = find_target(tx, ref, desk), find_target(tx, same_as, desk)
        if gone.case.id == stays.case.id:
            msg = f"{ref} and {same_as} are one case."
            raise Refused(msg, hint="Name the other one.")
        before = tuple(tx.deadlines_of(stays.case.id))
        names = _same_things(gone.case, stays.case)
        drafts = [
            draft
            for entry in live_entries(tx.entries(gone.case.id))
            if (draft := _moved(entry, stays.case, names))
        ]
        entries = tx.record(stays.case.id, drafts)
        tx.record(gone.case.id, [Draft("removed", gone.case.id, {"same_as": stays.case.id})])
        kept = Target(stays.case, stays.ref)
        return write_view(desk, tx, kept, entries, command="edit", before=before)


def _same_things(gone: Case, stays: Case) -> dict[str, str]:
    """Map the order, items of a title, returns of a code, parcels of a number to what stays."""
    titles = {item.title.casefold(): item.id for item in stays.items}
    codes = {each.code: each.id for each in stays.returns if each.code}
    names = {gone.id: stays.id}
    names |= {i.id: titles[i.title.casefold()] for i in gone.items if i.title.casefold() in titles}
    names |= {r.id: codes[r.code] for r in gone.returns if r.code in codes}
    names |= {p.id: same.id for p in gone.parcels if (same := find_parcel(stays, p.number))}
    return names


def _moved(entry: Entry, stays: Case, names: Mapping[str, str]) -> Draft | None:
    """Return an entry as the other case says it; None for what it knows or has no use for."""
    if entry.kind not in ("noted", "fact", "event", "override"):
        return None
    target = names.get(entry.target, entry.target)
    data = {name: _renamed(value, names) for name, value in entry.data.items()}
    if target == stays.id and entry.kind in ("noted", "fact"):
        news = {
            n: v for n, v in data.items() if n not in _OWN and getattr(stays.order, n, 0) is None
        }
        return Draft("fact", target, news) if news else None
    if entry.kind == "noted" and target != entry.target:
        return None
    if entry.kind == "event" and _knows(stays, str(data.get("event")), target):
        return None
    return Draft(entry.kind, target, data)  # type: ignore[arg-type]  # one of the four above


def _knows(stays: Case, kind: str, target: str) -> bool:
    """What the staying case says of a once-only event holds."""
    row = EVENTS.get(kind)
    return bool(row and row.once) and any(
        event.kind == kind and event.target == target for event in stays.events
    )


def _renamed(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, list):
        return [_renamed(each, names) for each in value]
    return names.get(value, value) if isinstance(value, str) else value
