"""The one door through which parcels come in: `add`, `mark`, `edit` and `parcel add` all use it."""

from collections.abc import Callable
from typing import Any, Final

from returnctl.actions.parcels.typed import TypedParcel, find_parcel
from returnctl.core.case import Case, Parcel
from returnctl.core.entries import Draft
from returnctl.core.errors import Refused
from returnctl.core.statuses import KEEPING, open_returns, owes_parcel
from returnctl.core.vocabulary import Direction

NewId = Callable[[], str]
# What happened once a return parcel is on its way, and once it is there.
_GONE: Final = "sent"
_THERE: Final = "arrived_back"


def parcel_drafts(
    case: Case,
    typed: TypedParcel | None,
    direction: Direction,
    new_id: NewId,
    *,
    returns: tuple[str, ...] = (),
    turn: bool = False,
) -> list[Draft]:
    """Return what is new of a parcel; `returns` are those it carries, where it goes back.

    `turn`: a parcel that is known goes the other way than it was recorded.

    Raises:
        Refused: a carrier was typed, and there is no parcel that it could be of.
    """
    if typed is None:
        return []
    known = _known(case, typed, direction)
    carried = returns if direction == "return" else ()
    if known is None:
        facts = {"level": "parcel", "number": typed.number, "direction": direction,
                 "carrier": typed.carrier, "returns": list(carried)}  # fmt: skip
        return [Draft("noted", new_id(), {name: value for name, value in facts.items() if value})]
    news = _news(known, typed, direction, carried, turn=turn)
    return [Draft("fact", known.id, news)] if news else []


def _known(case: Case, typed: TypedParcel, direction: Direction) -> Parcel | None:
    if typed.number is not None:
        return find_parcel(case, typed.number)
    way = [each for each in case.parcels if each.direction == direction]
    if not way:
        msg = "there is no parcel that this carrier could be of."
        raise Refused(msg, hint="Give its number too: --tracking NUMBER --carrier NAME")
    return way[-1]


def _news(
    known: Parcel,
    typed: TypedParcel,
    direction: Direction,
    carried: tuple[str, ...],
    *,
    turn: bool,
) -> dict[str, Any]:
    """A likely carrier fills a gap; only one that was typed replaces another."""
    news: dict[str, Any] = {}
    if typed.carrier and typed.carrier != known.carrier and (typed.told or not known.carrier):
        news["carrier"] = typed.carrier
    if turn and known.direction != direction:
        news |= {"direction": direction, "returns": list(carried)}
    elif known.direction == direction and set(carried) - set(known.returns):
        news["returns"] = list(dict.fromkeys((*known.returns, *carried)))
    return news


def crossed(case: Case, typed: TypedParcel | None, direction: Direction) -> tuple[str, ...]:
    """Say that a number is known as a parcel that goes the other way."""
    known = find_parcel(case, typed.number) if typed and typed.number else None
    if known is None or known.direction == direction:
        return ()
    way = "the one that came to you" if known.direction == "inbound" else "the one that goes back"
    return (f"{known.number} is recorded as {way}. Is it the right number?",)


def likely_direction(case: Case, return_id: str | None) -> Direction:
    """Return which way a parcel goes that nobody has said it of.

    Back, where a return waits to be sent, or went without a number; to you otherwise.
    """
    asked = [return_id] if return_id else open_returns(case)
    return "return" if any(_waits(case, each) for each in asked) else "inbound"


def _waits(case: Case, return_id: str) -> bool:
    found = case.find_return(return_id)
    kinds = {event.kind for event in case.events_of(return_id)}
    if found is None or found.resolution in KEEPING or _THERE in kinds:
        return False
    if case.reason_of(return_id) == "not_received" or return_id not in open_returns(case):
        return False
    if _GONE in kinds:
        return not any(_carries(parcel, return_id) for parcel in case.parcels)
    here = any(event.kind == "delivered" for event in case.events_of(case.id))
    known = any(parcel.direction == "inbound" for parcel in case.parcels)
    return owes_parcel(case, return_id) or here or known


def _carries(parcel: Parcel, return_id: str) -> bool:
    return parcel.direction == "return" and (not parcel.returns or return_id in parcel.returns)
