"""A clock that cannot be right: what `remind` makes of one, so that nothing is lost or told twice.

Conventions:
- Before 2020 nothing is announced: a machine without a clock battery.
- A clock that runs behind the newest run is used as it is; what was told stays told.
- A clock that jumped ahead by over 30 days may be right (a machine that was off) or wrong: what
  is due is told, and the clock is doubted for a week. Put right within it, whatever was told before
  its day counts as not told.
"""

from datetime import UTC, datetime, timedelta
from typing import Final

from returnctl.core.dayformat import format_day
from returnctl.core.structs import Struct

_FIRST: Final = datetime(2020, 1, 1, tzinfo=UTC)
_SLACK: Final = timedelta(minutes=5)
_JUMP: Final = timedelta(days=30)
_DOUBT: Final = timedelta(days=7)
# Nobody puts a clock right by less, after such a jump.
_RIGHTED: Final = timedelta(days=15)


class ClockCheck(Struct, frozen=True, kw_only=True):
    """What a run does with its clock: what to say, and what to remember of runs.

    `usable`: announcements make sense. `told_early`: what was told since then, before its day, is
    to be told again.
    """

    newest: datetime | None
    doubted: datetime | None
    warning: str = ""
    usable: bool = True
    told_early: datetime | None = None


def check_clock(
    now: datetime, newest: datetime | None, doubted: datetime | None = None
) -> ClockCheck:
    """Hold the clock against the newest run that is remembered."""
    if now < _FIRST:
        said = f"the clock says {format_day(now.date())}: nothing is announced until it is right"
        return ClockCheck(newest=newest, doubted=doubted, warning=said, usable=False)
    if newest is None:
        return ClockCheck(newest=now, doubted=None)
    if doubted is not None and now < doubted - _RIGHTED:
        said = "the clock was ahead and is put right: what was announced too early comes again"
        return ClockCheck(newest=now, doubted=None, warning=said, told_early=doubted)
    if now < newest - _SLACK:
        said = (f"the clock says {format_day(now.date())}, but reminders ran on "
                f"{format_day(newest.date())} already; none is lost or repeated")  # fmt: skip
        return ClockCheck(newest=newest, doubted=doubted, warning=said)
    if now > newest + _JUMP:
        said = (f"no reminders since {format_day(newest.date())}: if the clock is wrong, put it "
                "right, and what was announced too early comes again")  # fmt: skip
        return ClockCheck(newest=now, doubted=now, warning=said)
    still = doubted if doubted is not None and now < doubted + _DOUBT else None
    return ClockCheck(newest=max(now, newest), doubted=still)
