"""What came of asking: news and troubles by parcel, what was taken over, and what to say beside."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from returnctl.core.errors import Unreachable
from returnctl.core.proposals import Proposal
from returnctl.core.sightings import Report, Round
from returnctl.core.structs import Struct, field
from returnctl.core.views.writes import WriteView

# These are answers too: the service was there, and has nothing to tell.
ANSWERS: Final = frozenset(("not_found", "no_data_yet", "carrier_required"))
_MOST_REASONS: Final = 4
_PAGES: Final = "The public pages: returnctl parcel list. What is known already: returnctl show REF"
_KEY: Final = "How to set a key: docs/providers.md. The public pages: returnctl parcel list"


class Outcome(Struct):
    """Reports and troubles by number, new scans by case and parcel, events that were taken over."""

    reports: dict[str, list[Report]] = field(default_factory=dict)
    new_scans: dict[tuple[str, str], int] = field(default_factory=dict)
    troubles: dict[str, str] = field(default_factory=dict)
    writes: list[WriteView] = field(default_factory=list)
    taken: list[Proposal] = field(default_factory=list)

    @classmethod
    def of(cls, rounds: Iterable[Round]) -> "Outcome":
        """Sort what services told by number; one that told something hides another's trouble."""
        found = cls()
        for each in rounds:
            found.troubles |= {t.number: t.sentence for t in each.troubles if t.number}
            for report in each.reports:
                found.reports.setdefault(report.number, []).append(report)
        for number in found.reports:
            found.troubles.pop(number, None)
        return found

    def is_heard(self, number: str) -> bool:
        """Say whether a service told of the number."""
        return number in self.reports


def refuse_silence(rounds: Sequence[Round]) -> None:
    """Fail where services were asked and not one of them had anything to say.

    Raises:
        Unreachable: that is so; it gives the reasons.
    """
    troubles = [trouble for found in rounds for trouble in found.troubles]
    heard = any(found.reports for found in rounds)
    if heard or not troubles or any(trouble.kind in ANSWERS for trouble in troubles):
        return
    reasons = list(dict.fromkeys(trouble.sentence.rstrip(".") for trouble in troubles))
    more = f" And {len(reasons) - _MOST_REASONS} more." if len(reasons) > _MOST_REASONS else ""
    msg = f"{'; '.join(reasons[:_MOST_REASONS])}.{more}"
    raise Unreachable(msg, hint=_KEY if any(t.kind == "key" for t in troubles) else _PAGES)


def remarks(rounds: Iterable[Round]) -> Iterator[str]:
    """Say which services failed, and how many registrations are left where somebody counts."""
    for found in rounds:
        yield from (trouble.sentence for trouble in found.troubles if trouble.number is None)
        if found.quota is not None:
            yield f"{found.provider}: {found.quota} registrations left"
