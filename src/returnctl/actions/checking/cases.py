"""Checks of every case: days and money."""

from collections.abc import Callable, Iterator
from typing import Final

from returnctl.actions.desk import Desk
from returnctl.core.case import Case
from returnctl.core.checkup import odd_dates, odd_money
from returnctl.core.views.health import Finding, Outcome, ok
from returnctl.store.reader import Reader

# Of one check so many cases are told; the others are counted.
_TOLD: Final = 20

Look = Callable[[Case, Desk], Iterator[Outcome]]

CASE_CHECKS: Final[dict[str, Look]] = {
    "dates": lambda case, desk: odd_dates(case, desk.moment.today),
    "money": lambda case, _: odd_money(case),
}


def check_cases(desk: Desk, reader: Reader) -> list[Finding]:
    """Hold every case against each check."""
    found: dict[str, list[Finding]] = {name: [] for name in CASE_CHECKS}
    for case_id in reader.case_ids():
        case = reader.case(case_id)
        for name, look in CASE_CHECKS.items() if case else ():
            for verdict, says, _ in look(case, desk) if case else ():
                ref = reader.ref(case_id)
                found[name].append(
                    Finding(name, verdict, f"{ref}: {says}", f"returnctl history {ref}")
                )
    return [each for name, listed in found.items() for each in _told(name, listed)]


def _told(name: str, found: list[Finding]) -> list[Finding]:
    """Return what is told of a check: the worst first."""
    if not found:
        return [Finding(name, *ok())]
    found.sort(key=lambda each: each.verdict != "bad")
    more = len(found) - _TOLD
    rest = [Finding(name, found[-1].verdict, f"and {more} more")] if more > 0 else []
    return found[:_TOLD] + rest
