"""The check-in: no open return or problem is ever without a date (silence must be proven).

Some steps have no length that any source tells: an offer to answer, a decision to appeal, a refund
after the parcel arrived. Where one of them is what the case waits for, the check-in takes its name
and advice, and asks for the date on the order page. Otherwise, when the last watched rule of an
open return or problem has run out, a duty of yours falls 7 days later: look, and record what
happened.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from returnctl.core.case import Case, Event
from returnctl.core.deadline import Deadline
from returnctl.core.lengths import Length
from returnctl.core.rules import Form, Source, Trigger
from returnctl.core.structs import Struct, replace
from returnctl.core.vocabulary import ACTORS, dashed

CHECK_IN_RULE: Final = "returnctl.check-in"
_PATIENCE_DAYS: Final = 7
# Somebody waits for an answer of yours, and the end of their patience is not known.
_ANSWER_DAYS: Final = 2
_FAR_DAYS: Final = 30
_SOURCE: Final = Source("returnctl: no open return is left without a date")


class CheckIn(Struct, frozen=True):
    """When to look again, counted from `since`, and the form that carries the advice."""

    since: date
    days: int
    form: Form

    @property
    def due(self) -> date:
        """The day to look."""
        return self.since + timedelta(days=self.days)


def check_in(case: Case, scope: str, running: Sequence[Deadline]) -> CheckIn | None:
    """Return the check-in of an open return or problem, or None where nothing is recorded."""
    own = case.events_of(scope) or case.events
    last = own[-1].on if own else case.updated_on
    if last is None:
        return None
    awaited = _awaited(running, last)
    if awaited is not None and _is_duty(awaited):
        return CheckIn(awaited.starts_on or last, _ANSWER_DAYS, _asking(awaited))
    since = max([last, *_ends(running, last)])
    return CheckIn(since, _PATIENCE_DAYS, _asking(awaited) if awaited else _looking(own))


def _awaited(running: Sequence[Deadline], last: date) -> Deadline | None:
    """Return the open step without a date that the case waits for.

    A duty of yours stays until it is done; a right or another's clock only while it is the newest.
    """
    dateless = [
        each
        for each in running
        if each.watch
        and each.starts_on
        and not (each.due_on or each.met_on or each.missing)
        and (_is_duty(each) or (each.starts_on == last and each.opens_on in (None, last)))
    ]
    return max(dateless, key=lambda each: (_is_duty(each), each.starts_on), default=None)


def _is_duty(each: Deadline) -> bool:
    return each.yours and each.form.kind == "duty"


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


def _asking(awaited: Deadline) -> Form:
    """The words of a step without a date, as a date of yours."""
    form = awaited.form
    name = form.name if awaited.yours else f"look again ({ACTORS[form.actor]}: {form.name})"
    known = f"returnctl edit REF --deadline {awaited.slug}=DATE"
    ask = "" if known in form.advice else f" No date is known; where the page shows one: {known}."
    return replace(
        _BARE,
        name=name,
        # Whoever is waited for may be answered at once; what others do is looked at tomorrow.
        opens=None if awaited.yours else _BARE.opens,
        advice=form.advice + ask,
        where=form.where,
        first=form.first if awaited.yours else "",
        met_by=form.met_by,
        if_missed=form.if_missed,
        source=form.source,
        confidence=form.confidence,
    )


def _looking(own: Sequence[Event]) -> Form:
    last = own[-1] if own else None
    return _looking_since(last.kind, last.outcome, last.channel) if last else _looking_since()


@lru_cache(maxsize=256)
def _looking_since(kind: str = "", outcome: str | None = None, channel: str | None = None) -> Form:
    name, follows = _follows(kind, outcome, channel)
    since = f" since {dashed(kind)}" if kind else ""
    return replace(
        _BARE,
        name=name,
        advice=f"Nothing is recorded{since}. Look at the order page and record "
        "what happened: returnctl mark REF lists what can follow.",
        met_by=(follows,) if follows else (),
        if_missed="a window may close unseen",
    )


def _follows(kind: str, outcome: str | None, channel: str | None) -> tuple[str, Trigger | None]:
    """Return what to look for after the last event, and the event that would be recorded then."""
    if kind == "decided" and outcome in _PAYING:
        kind = "refund_agreed"
    if kind == "dispute_opened" and channel not in _ANSWERED_BY_SELLERS:
        kind = "escalated"
    name, follows = _NAMES.get(kind, ("look again, record what happened", ""))
    of_channel = channel if follows == "decided" else None
    return name, Trigger("event", follows, of_channel) if follows else None


_BARE: Final = Form(
    actor="you",
    kind="duty",
    opens=Length(1, "d"),
    count="after",
    confidence="high",
    source=_SOURCE,
)

_PAYING: Final = ("refund", "partial_refund")
_ANSWERED_BY_SELLERS: Final = (None, "seller", "platform")
_ANSWER: Final = ("look for the answer", "seller_replied")
_DECISION: Final = ("look for the decision", "decided")
_ARRIVAL: Final = ("look whether it arrived back", "arrived_back")
_REFUND: Final = ("look whether the refund is on its way", "refund_issued")
_NAMES: Final = {
    "requested": _ANSWER,
    "seller_contacted": _ANSWER,
    "dispute_opened": _ANSWER,
    "escalated": _DECISION,
    "appealed": _DECISION,
    "sent": _ARRIVAL,
    "tracking_submitted": _ARRIVAL,
    "arrived_back": _REFUND,
    "refund_agreed": _REFUND,
    "refund_issued": ("look whether the money has come", "money_in"),
    "exchange_shipped": ("look whether the exchange has come", "exchange_received"),
    "repair_requested": ("look whether the repair is done", "repaired"),
}
