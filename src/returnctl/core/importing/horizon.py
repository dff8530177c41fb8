"""How long an order can still matter: when an import may put it away without a look at its dates.

The longest watched window of the packs that can apply, from the last day that anything happened;
what was not delivered yet gets the time of a slow parcel on top. It errs on the long side.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from returnctl.core.lengths import Length
from returnctl.core.rules import Form, Pack

# A parcel that takes longer than this is lost, and its dispute window over.
SLOW_PARCEL: Final = timedelta(days=90)
_SAFETY: Final = 14
# Days of one unit, rounded up; a timer's hours are part of a day.
_DAYS: Final = {"d": 1.0, "w": 7.0, "bd": 1.7, "h": 1 / 24, "mo": 31.0, "y": 366.0}


def longest_watch(packs: Iterable[Pack]) -> timedelta:
    """Return the longest time that a watched rule of a purchase or return can run under the packs.

    Claims against a carrier for a parcel you sent can run for most of a year: they don't count.
    """
    days = (_days(form) for pack in packs if pack.kind != "carrier" for form in _watched(pack))
    return timedelta(days=max(days, default=0) + _SAFETY)


def _watched(pack: Pack) -> Iterable[Form]:
    return (form for rule in pack.rules for form in rule.forms if form.watch and form.closes)


def _days(form: Form) -> int:
    return in_days(form.closes) + form.lead if form.closes else 0


def in_days(length: Length) -> int:
    """Return a length in days, rounded up."""
    return int(abs(length.value) * _DAYS[length.unit]) + 1


def is_over(last: date | None, *, delivered: bool, today: date, longest: timedelta) -> bool:
    """Say whether nothing that is watched can still run for an order; unknown is no."""
    if last is None:
        return False
    wait = longest if delivered else longest + SLOW_PARCEL
    return last + wait < today
