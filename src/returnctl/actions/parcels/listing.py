"""`parcel list`: the parcels of a case, or of all that are open."""

from collections.abc import Iterator

from returnctl.actions.desk import Desk
from returnctl.actions.targets import Target, find_target
from returnctl.core.case import Parcel
from returnctl.core.listing import ref_of
from returnctl.core.recognition.carriers import ANYBODY, Carrier, carriers
from returnctl.core.recognition.recognising import recognise
from returnctl.core.views.parcels import ParcelLine, ParcelsView
from returnctl.store.reader import Reader

_ALL: tuple[str, ...] = ("purchase", "problem", "return")


def list_parcels(desk: Desk, ref: str | None) -> ParcelsView:
    """List parcels with what carries them and where they can be looked at.

    Raises:
        NotFound: nothing goes by that name.
    """
    with desk.store.read() as reader:
        if ref is not None:
            target = find_target(reader, ref, desk)
            return ParcelsView(place=desk.place, ref=target.ref, title=target.title,
                               parcels=tuple(_lines(target)))  # fmt: skip
        lines = tuple(line for target in _open(reader) for line in _lines(target))
    return ParcelsView(place=desk.place, ref=None, title="", parcels=lines)


def _open(reader: Reader) -> Iterator[Target]:
    with_parcels = (row.order_id for row in reader.statuses(kinds=_ALL) if row.parcels)
    for case_id in dict.fromkeys(with_parcels):
        case = reader.case(case_id)
        if case is not None:
            yield Target(case, reader.ref(case_id))


def _lines(target: Target) -> Iterator[ParcelLine]:
    for each in target.case.parcels:
        if target.return_id is None or not each.returns or target.return_id in each.returns:
            yield _line(target, each)


def _line(target: Target, parcel: Parcel) -> ParcelLine:
    reading = recognise(parcel.number, parcel.carrier)
    best = reading.best
    known = carriers().get(parcel.carrier or "")
    named = parcel.carrier is None and best is not None and best.telling
    shown = known or (carriers()[best.carrier] if named and best else None)
    returns = tuple(r for r in parcel.returns if target.case.find_return(r))
    return ParcelLine(
        ref=target.ref,
        title=target.title,
        direction=parcel.direction,
        number=parcel.number,
        carrier=parcel.carrier,
        carrier_name=known.name if known else parcel.carrier,
        returns=tuple(ref_of(target.case, each, target.ref) for each in returns),
        valid=best.valid if best and (known is None or best.carrier == known.slug) else None,
        url=(shown or Carrier("", "", ANYBODY)).url(parcel.number),
        id=parcel.id,
    )
