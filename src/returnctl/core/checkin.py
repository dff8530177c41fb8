"""The check-in: no open return or problem is ever without a date (silence must be proven).

When the last watched rule of an open return or problem has run out, or none has a date, a duty of
yours falls 7 days later: look, and record what happened.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from returnctl.core.case import Case, Event
from returnctl.core.deadline import Deadline
from returnctl.core.lengths import Length
from returnctl.core.rules import Form, Source
from returnctl.core.vocabulary import dashed

CHECK_IN_RULE: Final = "returnctl.check-in"
_PATIENCE_DAYS: Final = 7
_FAR_DAYS: Final = 30
_SOURCE: Final = Source("returnctl: no open return is left without a date")


@dataclass(frozen=True, slots=True)
class CheckIn:
    """When to look again, counted from `since`, and the form that carries the advice."""

    since: date
    due: date
    form: Form


def check_in(case: Case, scope: str, running: Sequence[Deadline]) -> CheckIn | None:
    """Return the check-in of an open return or problem, or None where nothing is recorded."""
    own = case.events_of(scope) or case.events
    last = own[-1].on if own else case.updated_on
    if last is None:
        return None
    since = max([last, *_ends(running, last)])
    return CheckIn(since, since + timedelta(days=_PATIENCE_DAYS), _form(own))


def _ends(running: Sequence[Deadline], last: date) -> list[date]:
    return [
        each.target_day
        for each in running
        if each.watch
        and not each.met_on
        and not each.missing
        and each.target_day
        and not _is_far(each, last)
    ]


def _is_far(each: Deadline, last: date) -> bool:
    """A right that runs for months (a payment network's) keeps nobody from looking."""
    far = each.target_day is not None and (each.target_day - last).days > _FAR_DAYS
    return far and each.form.kind == "right"


def _form(own: Sequence[Event]) -> Form:
    since = f" since {dashed(own[-1].kind)}" if own else ""
    return Form(
        name="look again, record what happened",
        actor="you",
        kind="duty",
        opens=Length(1, "d"),
        count="after",
        advice=f"Nothing is recorded{since}. Look at the order page and record "
        "what happened: returnctl mark REF lists what can follow.",
        if_missed="a window may close unseen",
        confidence="high",
        source=_SOURCE,
    )
