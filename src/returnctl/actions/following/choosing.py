"""Which parcels are asked after, and which of them rest: nobody is asked for what cannot be new."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from returnctl.actions.desk import Desk
from returnctl.actions.parcels.typed import find_parcel
from returnctl.actions.targets import Target, find_target
from returnctl.core.case import Parcel
from returnctl.core.errors import NotFound
from returnctl.core.journey import ENDED, Journey, journey
from returnctl.core.sightings import Service, Wanted
from returnctl.core.structs import Struct
from returnctl.store.asked import Asked
from returnctl.store.reader import Reader

_ALL: Final = ("purchase", "problem", "return")
# How long the answer about a parcel stays good, by its status.
_REST: Final[Mapping[str, timedelta]] = {
    "out_for_delivery": timedelta(hours=1),
    "expired": timedelta(days=7),
}
_USUAL_REST: Final = timedelta(hours=6)
# A journey that ended so long ago is over.
_OVER_AFTER: Final = timedelta(days=7)


class Followed(Struct, frozen=True):
    """A parcel of a case, and what services said of its number."""

    target: Target
    parcel: Parcel
    asked: tuple[Asked, ...]

    @property
    def journey(self) -> Journey:
        """Its way so far."""
        return journey(self.target.case, self.parcel)

    @property
    def answer(self) -> Asked | None:
        """The last answer of any service."""
        answered = [(each.answered_at, each) for each in self.asked if each.answered_at]
        return max(answered, default=(None, None))[1]


class Plan(Struct, frozen=True):
    """All parcels that are looked at, and the numbers that services are asked about."""

    followed: tuple[Followed, ...]
    wanted: tuple[Wanted, ...]
    registered: Mapping[str, frozenset[str]]

    def is_asked(self, number: str) -> bool:
        """Say whether a service is asked about a number."""
        return any(each.number == number for each in self.wanted)


def plan_round(
    reader: Reader, desk: Desk, services: Sequence[Service], refs: Sequence[str], *, every: bool
) -> Plan:
    """Return what to ask; naming a REF, or `every`, asks at once whatever the parcel's status.

    Raises:
        NotFound: a REF names nothing, or a case without a parcel.
        Ambiguous: a REF can mean several cases.
    """
    named = [each for ref in refs for each in _named(reader, desk, ref)]
    followed = tuple(_with_answers(reader, named if refs else list(_open(reader))))
    forced = every or bool(refs)
    wanted: dict[str, Wanted] = {}
    for each in followed:
        one = Wanted(number=each.parcel.number, carrier=each.parcel.carrier)
        takers = [service for service in services if one.number and service.takes(one)]
        if takers and is_due(each, takers, desk.moment.now, forced=forced):
            wanted.setdefault(one.number, one)
    return Plan(followed, tuple(wanted.values()), _registered(followed))


def is_due(
    each: Followed, takers: Sequence[Service], now: datetime, *, forced: bool = False
) -> bool:
    """Say whether asking about a parcel may tell something new.

    Not even by force sooner than the service that answered last allows.
    """
    answer = each.answer
    if not forced and _is_over(each.journey, now):
        return False
    if answer is None or answer.answered_at is None:
        return True
    least = {service.name: service.min_refresh for service in takers}
    rest = least.get(answer.provider, timedelta(0))
    if not forced:
        rest = max(rest, _REST.get(each.journey.status, _USUAL_REST))
    since = now - answer.answered_at
    # An answer from the future is one of a clock that was wrong.
    return since >= rest or since < timedelta(0)


def _is_over(found: Journey, now: datetime) -> bool:
    last = found.last
    if found.status not in ENDED or found.conflict or last is None:
        return False
    return now.date() - last.on > _OVER_AFTER


def _named(reader: Reader, desk: Desk, ref: str) -> list[tuple[Target, Parcel]]:
    target = find_target(reader, ref, desk)
    case = target.case
    number = find_parcel(case, ref)
    mine = [each for each in case.parcels if _is_of(each, target.return_id)]
    found = [number] if number else mine
    if not found:
        msg = f"{target.ref} has no parcel."
        raise NotFound(msg, hint=f"returnctl parcel add {target.ref} NUMBER")
    return [(target, each) for each in found]


def _is_of(parcel: Parcel, return_id: str | None) -> bool:
    if return_id is None:
        return True
    return parcel.direction == "return" and (not parcel.returns or return_id in parcel.returns)


def _open(reader: Reader) -> Iterator[tuple[Target, Parcel]]:
    rows = reader.statuses(kinds=_ALL)
    for case_id in dict.fromkeys(row.order_id for row in rows if row.parcels):
        case = reader.case(case_id)
        if case is not None:
            target = Target(case, reader.ref(case_id))
            yield from ((target, parcel) for parcel in case.parcels)


def _with_answers(reader: Reader, found: Iterable[tuple[Target, Parcel]]) -> Iterator[Followed]:
    once = {(target.case.id, parcel.id): (target, parcel) for target, parcel in found}
    answers: dict[str, list[Asked]] = {}
    for asked in reader.asked({parcel.number for _, parcel in once.values()}):
        answers.setdefault(asked.number, []).append(asked)
    for target, parcel in once.values():
        yield Followed(target, parcel, tuple(answers.get(parcel.number, ())))


def _registered(followed: Iterable[Followed]) -> dict[str, frozenset[str]]:
    known: dict[str, set[str]] = {}
    for each in followed:
        for asked in each.asked:
            if asked.registered:
                known.setdefault(asked.provider, set()).add(asked.number)
    return {provider: frozenset(numbers) for provider, numbers in known.items()}
