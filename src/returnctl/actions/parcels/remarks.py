"""What is to be said of a parcel that was recorded: how its number looks, and where else it is."""

from collections.abc import Iterable, Iterator
from shlex import quote
from typing import Final

from returnctl.actions.parcels.typed import unknown_carrier
from returnctl.core.case import Case, Parcel
from returnctl.core.codecare import bare
from returnctl.core.entries import Entry
from returnctl.core.recognition.carriers import carriers
from returnctl.core.recognition.formats import Candidate
from returnctl.core.recognition.normalising import tidy
from returnctl.core.recognition.orders import SHOPS
from returnctl.core.recognition.recognising import Reading, recognise
from returnctl.store.reader import Reader

_TOLD: Final = frozenset(("number", "carrier", "returns", "direction"))


def parcel_remarks(
    reader: Reader, case: Case | None, ref: str, entries: Iterable[Entry]
) -> tuple[str, ...]:
    """Return what to look at again; nothing where no parcel was touched."""
    if case is None:
        return ()
    told = {e.target for e in entries if e.kind in ("noted", "fact") and _TOLD & set(e.data)}
    found = [parcel for parcel in case.parcels if parcel.id in told]
    return tuple(dict.fromkeys(each for parcel in found for each in _of(reader, case, ref, parcel)))


def _of(reader: Reader, case: Case, ref: str, parcel: Parcel) -> Iterator[str]:
    reading = recognise(parcel.number, parcel.carrier)
    yield from _as_order(case, ref, parcel, reading)
    yield from _as_number(ref, parcel, reading)
    if parcel.carrier and (told := unknown_carrier(parcel.carrier)):
        yield told.replace(" known here.", " known here; it is kept as typed.", 1)
    if parcel.direction == "return":
        yield from _under_others(reader, case, parcel)


def _as_order(case: Case, ref: str, parcel: Parcel, reading: Reading) -> Iterator[str]:
    number, best = parcel.number, reading.best
    if case.order.number and bare(number) == bare(case.order.number):
        away = f"returnctl parcel rm {ref} {quote(number)}"
        yield f"{number} is the order number. The tracking number is another one: {away}"
    elif reading.order and reading.order.sure:
        shop = SHOPS[reading.order.shop]
        yield f"{number} has the form of an order number of {shop}. Is it the tracking number?"
    elif reading.order and reading.order.shop == case.order.shop and not (best and best.valid):
        shop = SHOPS[reading.order.shop]
        yield f"{number}: digits alone may be an order number of {shop}. Is it the tracking number?"


def _as_number(ref: str, parcel: Parcel, reading: Reading) -> Iterator[str]:
    number, best = parcel.number, reading.best
    if best is None:
        return
    if is_suspicious(best, parcel.carrier):
        yield (
            f"{number}: one digit seems wrong ({best.carrier_name} would have {best.wants} as the "
            f"check digit). If so: returnctl parcel rm {ref} {quote(number)}"
        )
    elif _is_of_another(parcel, best):
        yield f"{number} has the form of {best.carrier_name}'s numbers. Is the carrier right?"


def is_suspicious(best: Candidate, carrier: str | None) -> bool:
    """Say whether a wrong check digit tells: of digits alone only where the carrier is known."""
    return best.valid is False and (best.confidence != "low" or carrier == best.carrier)


def _is_of_another(parcel: Parcel, best: Candidate) -> bool:
    """What comes may change hands on the way; what you send goes with one carrier."""
    known = carriers().get(parcel.carrier or "")
    if known is None or parcel.direction != "return" or not best.telling:
        return False
    # PostNord is PostNord Sverige to whoever stands at its counter.
    is_branch = best.format == "s10" and best.carrier_name.startswith(f"{known.name} ")
    return parcel.carrier != best.carrier and not is_branch


def _under_others(reader: Reader, case: Case, parcel: Parcel) -> Iterator[str]:
    """One parcel goes to one seller."""
    for match in reader.find(parcel.number):
        if match.kind != "tracking" or match.case_id == case.id:
            continue
        other = reader.case(match.case_id)
        if other is not None and _goes_back(other, parcel.number) and _differ(case, other):
            whose = other.order.seller or other.order.shop
            yield (
                f"{parcel.number} goes back with {match.ref} {match.title} too, to {whose}. "
                "One parcel goes to one seller: check the number."
            )


def _goes_back(case: Case, number: str) -> bool:
    return any(p.direction == "return" and tidy(p.number) == tidy(number) for p in case.parcels)


def _differ(one: Case, other: Case) -> bool:
    """Say whether two orders are known to be of different sellers."""
    if one.order.shop != other.order.shop:
        return True
    sellers = (one.order.seller, other.order.seller)
    return all(sellers) and len({str(each).casefold().strip() for each in sellers}) > 1
