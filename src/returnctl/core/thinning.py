"""Which backups stay: the newest few, and the newest of so many days, weeks and months.

Only days that have a backup count, and nothing depends on today: a machine that was off for a year,
or whose clock was wrong, loses none by it.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Final

from returnctl.core.defaults import DAILY, MONTHLY, WEEKLY
from returnctl.core.structs import Struct

# Several on one day are of one evening's work: the one before the mistake must be among them.
NEWEST: Final = 10


class Keep(Struct, frozen=True, kw_only=True):
    """Of how many days, weeks and months the newest backup stays, beside the `newest` of all."""

    daily: int = DAILY
    weekly: int = WEEKLY
    monthly: int = MONTHLY
    newest: int = NEWEST


def kept(instants: Iterable[datetime], keep: Keep) -> frozenset[datetime]:
    """Return those of the instants at which a backup was made that stays."""
    latest = sorted(set(instants), reverse=True)
    return frozenset(latest[: keep.newest]).union(
        _newest_of(latest, keep.daily, lambda at: at.date().isoformat()),
        _newest_of(latest, keep.weekly, lambda at: f"{at:%G-%V}"),
        _newest_of(latest, keep.monthly, lambda at: f"{at:%Y-%m}"),
    )


def _newest_of(
    latest: list[datetime], number: int, span: Callable[[datetime], str]
) -> list[datetime]:
    """Return the newest of each of so many spans that have any, newest first."""
    found: dict[str, datetime] = {}
    for at in latest:
        found.setdefault(span(at), at)
    return list(found.values())[:number]
