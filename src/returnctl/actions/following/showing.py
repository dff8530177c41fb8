"""Parcels as `track` and `show` tell of them: their way, its page, and what it suggests."""

from collections.abc import Iterable, Iterator, Sequence

from returnctl.actions.following.choosing import Followed, Plan
from returnctl.actions.following.outcome import Outcome
from returnctl.core.case import Parcel
from returnctl.core.listing import ref_of, with_ref
from returnctl.core.proposals import advice, proposals
from returnctl.core.recognition.carriers import ANYBODY, Carrier, carriers
from returnctl.core.recognition.recognising import recognise
from returnctl.core.sightings import Service, Wanted
from returnctl.core.views.tracks import Tracked
from returnctl.store.reader import Reader


def carrier_of(parcel: Parcel) -> Carrier:
    """Return the carrier as recorded, else as the number tells it; a nameless one for neither."""
    known = carriers().get(parcel.carrier or "")
    if known is not None:
        return known
    best = recognise(parcel.number).best if parcel.carrier is None else None
    if best is not None and best.telling and best.carrier in carriers():
        return carriers()[best.carrier]
    return Carrier("", parcel.carrier or "", ANYBODY)


def tracked(each: Followed, doing: str = "resting", outcome: Outcome | None = None) -> Tracked:
    """Return the row of a parcel."""
    case, parcel, answer = each.target.case, each.parcel, each.answer
    found, carrier = each.journey, carrier_of(parcel)
    owner = parcel.returns[0] if len(parcel.returns) == 1 else case.id
    told = outcome or Outcome()
    return Tracked(
        ref=ref_of(case, owner, each.target.ref),
        title=each.target.title,
        case_id=case.id,
        journey=found,
        doing=doing,
        carrier_name=carrier.name or None,
        url=carrier.url(parcel.number),
        provider=answer.provider if answer else (found.last.provider if found.last else None),
        answered_at=answer.answered_at if answer else None,
        new_scans=told.new_scans.get((case.id, parcel.id), 0),
        proposals=tuple(p for p in proposals(case) if p.parcel.id == parcel.id),
        advice=with_ref(advice(case, found) or "", each.target.ref) or None,
        trouble=told.troubles.get(parcel.number),
    )


def rows_of(
    followed: Iterable[Followed],
    plan: Plan,
    outcome: Outcome,
    services: Sequence[Service],
    *,
    rehearsal: bool = False,
) -> tuple[Tracked, ...]:
    """Return a row for each parcel, with what was done about it."""
    return tuple(
        tracked(each, _doing(each, plan, outcome, services, rehearsal=rehearsal), outcome)
        for each in followed
    )


def _doing(
    each: Followed,
    plan: Plan,
    outcome: Outcome,
    services: Sequence[Service],
    *,
    rehearsal: bool,
) -> str:
    number = each.parcel.number
    if plan.is_asked(number):
        if rehearsal:
            return "would_ask"
        return "asked" if outcome.is_heard(number) else "failed"
    wanted = Wanted(number=number, carrier=each.parcel.carrier)
    return "resting" if any(service.takes(wanted) for service in services) else "linked"


def look_again(reader: Reader, plan: Plan) -> Iterator[Followed]:
    """Give the parcels as they are now; what was removed meanwhile is left out."""
    numbers = {each.parcel.number for each in plan.followed}
    answers = reader.asked(numbers)
    for each in plan.followed:
        case = reader.case(each.target.case.id)
        parcel = next((p for p in case.parcels if p.id == each.parcel.id), None) if case else None
        if case is not None and parcel is not None:
            mine = tuple(a for a in answers if a.number == parcel.number)
            yield Followed(each.target.at(case), parcel, mine)
