"""`parcel add`: note a parcel of a case, or what is new of one."""

from shlex import quote
from typing import Final

from returnctl.actions.changes import write_view
from returnctl.actions.desk import Desk
from returnctl.actions.parcels.door import likely_direction, parcel_drafts
from returnctl.actions.parcels.typed import TypedParcel, find_parcel, read_parcel
from returnctl.actions.targets import Target, find_target, open_return_of
from returnctl.core.recognition.recognising import recognise
from returnctl.core.structs import Struct, replace
from returnctl.core.views.writes import WriteView
from returnctl.core.vocabulary import Direction

_COMMAND: Final = "parcel add"
_MOST_CARRIERS: Final = 4


class AddParcel(Struct, frozen=True, kw_only=True):
    """The arguments and options of `parcel add`, as typed; without `direction` it is guessed."""

    ref: str
    number: str
    direction: Direction | None = None
    carrier: str | None = None


def add_parcel(request: AddParcel, desk: Desk) -> WriteView:
    """Record the parcel; what is so already is not recorded again.

    Raises:
        Refused: there is no number in what was typed.
        Ambiguous: it goes back, and the case has several open returns.
    """
    typed = read_parcel(request.number, request.carrier)
    desk.need_records()
    with desk.store.write(_COMMAND) as tx:
        target = find_target(tx, request.ref, desk)
        case = target.case
        before = tuple(tx.deadlines_of(case.id))
        direction = request.direction or _direction(target, typed)
        owner = open_return_of(target) if direction == "return" else None
        drafts = parcel_drafts(
            case, typed, direction, tx.new_id,
            returns=(owner,) if owner else (), turn=request.direction is not None,
        )  # fmt: skip
        entries = tx.record(case.id, drafts)
        view = write_view(desk, tx, target, entries, command=_COMMAND, before=before)
    is_new = any(draft.kind == "noted" for draft in drafts)
    told = _taken_as(request, target, direction) if is_new else ()
    asked = () if view.then else _asking(target, typed)
    return replace(view, then=(*told, *view.then, *asked))


def _direction(target: Target, typed: TypedParcel | None) -> Direction:
    known = find_parcel(target.case, typed.number) if typed and typed.number else None
    return known.direction if known else likely_direction(target.case, target.return_id)


def _taken_as(request: AddParcel, target: Target, direction: Direction) -> tuple[str, ...]:
    if request.direction is not None:
        return ()
    if direction == "return":
        return ("parcel-taken-as-return",)
    return ("parcel-taken-as-inbound",) if target.case.returns else ()


def _asking(target: Target, typed: TypedParcel | None) -> tuple[str, ...]:
    """Ask for the carrier where neither the number nor the records tell it."""
    if typed is None or typed.number is None or typed.carrier is not None:
        return ()
    known = find_parcel(target.case, typed.number)
    if known is not None and known.carrier:
        return ()
    found = [c.carrier for c in recognise(typed.number).candidates if c.valid is not False]
    ask = f"Which carrier? returnctl parcel add {target.ref} {quote(typed.number)} --carrier NAME"
    return (f"{ask}  (perhaps {', '.join(found[:_MOST_CARRIERS])})" if found else ask,)
