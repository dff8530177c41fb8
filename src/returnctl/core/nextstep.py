"""The next step of a case: what to do, what first, and the command that records that it was done.

All of it is read from the deadline that comes next: its rule's advice, and the events that meet it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from returnctl.core.agenda import Due, StatusLine, due
from returnctl.core.case import Case
from returnctl.core.checkin import CHECK_IN_RULE
from returnctl.core.deadline import Deadline, Start
from returnctl.core.events import EVENTS
from returnctl.core.rows import DeadlineRow
from returnctl.core.rules import Trigger
from returnctl.core.states import Moment
from returnctl.core.totals import expected_amount
from returnctl.core.vocabulary import dashed

# What a user does, not what others do or what happens: the acts that meet a rule of yours.
_ACTS: Final = frozenset(
    ("cancel_requested", "seller_contacted", "extended", "repair_requested", "requested",
     "withdrawal_sent", "sent", "tracking_submitted", "dispute_opened", "counter_offer",
     "evidence_sent", "escalated", "appealed")
)  # fmt: skip
# What an event should carry when it is marked.
_CARRIED: Final[Mapping[str, str]] = {
    "sent": "--tracking NUMBER", "tracking_submitted": "--tracking NUMBER",
    "counter_offer": "--amount AMOUNT", "extended": "--rule protection --until DATE",
    "decided": "--outcome WORD", "offer_made": "--amount AMOUNT",
}  # fmt: skip
# What tracking keeps by itself is not the proof that a step asks for.
_FETCHED: Final = frozenset(("tracking", "proof_of_delivery"))
_PAID: Final = frozenset(("money_in", "refund_issued", "refund_agreed"))


class Preparation(Struct, frozen=True):
    """What must be there first, and the command that records it ("" where none does)."""

    text: str
    command: str = ""


class NextStep(Struct, frozen=True, kw_only=True):
    """Whose move an order or return is, and what the move is.

    `beside` are clocks of others that nobody is reminded of and that have run out.
    """

    line: StatusLine
    start: Start | None = None
    first: tuple[Preparation, ...] = ()
    command: str = ""
    beside: tuple[Due, ...] = ()

    @property
    def due(self) -> Due | None:
        """The deadline that comes next."""
        return self.line.next

    @property
    def yours(self) -> bool:
        """Whether it is the user's move; so it is where nothing at all is dated."""
        return self.line.whose_move in (None, "you")


def next_step(
    case: Case,
    line: StatusLine,
    deadlines: Sequence[Deadline],
    rows: Iterable[DeadlineRow],
    moment: Moment,
    *,
    shop_channel: str,
) -> NextStep:
    """Return the next step of an order or a return, given all deadlines of the case."""
    by_id = {each.id: each for each in deadlines}
    found = by_id.get(line.next.row.id) if line.next else None
    return NextStep(
        line=line,
        start=found.start if found else None,
        first=tuple(_first(case, line, found)) if found and found.yours else (),
        command=_command(case, line, found, shop_channel),
        beside=tuple(_beside(line, rows, moment)),
    )


def _first(case: Case, line: StatusLine, found: Deadline) -> Iterator[Preparation]:
    ref, goes_back = line.row.ref, case.find_return(line.row.id)
    if goes_back and _act(found) == "sent" and not (goes_back.return_to or goes_back.label):
        command = f'returnctl edit {ref} --return-to "..."'
        yield Preparation("the return address is not saved", command)
    if found.form.first:
        kept = any(each.kind not in _FETCHED for each in case.evidence)
        command = "" if kept else f"returnctl evidence add {ref} FILE..."
        yield Preparation(found.form.first, command)


def _act(found: Deadline) -> str:
    trigger = _recorded_by(found)
    return trigger.name if trigger else ""


def _recorded_by(found: Deadline) -> Trigger | None:
    """Return what meets the rule: an act of the user's for theirs, the first event for others'."""
    events = [each for each in found.form.met_by if each.kind == "event"]
    if found.yours and found.rule != CHECK_IN_RULE:
        events = [each for each in events if each.name in _ACTS]
    return events[0] if events else None


def _command(case: Case, line: StatusLine, found: Deadline | None, shop_channel: str) -> str:
    """Return the `mark` that records the step; without an event it lists what can follow."""
    if found and found.start and found.start.name.startswith("scan:delivered"):
        return f"returnctl track {line.row.ref} --accept"
    trigger = _recorded_by(found) if found else None
    words = ["returnctl mark", line.row.ref]
    if trigger is None:
        return " ".join(words)
    words.append(dashed(trigger.name))
    if trigger.channel and trigger.channel != shop_channel and EVENTS[trigger.name].on_channel:
        words.append(f"--channel {trigger.channel}")
    words.append(_carried(case, line, trigger.name))
    return " ".join(filter(None, words))


def _carried(case: Case, line: StatusLine, event: str) -> str:
    if event in _PAID:
        amount = expected_amount(case, line.row.id)
        return f"--amount {amount.decimal if amount else 'AMOUNT'}"
    return _CARRIED.get(event, "")


def _beside(line: StatusLine, rows: Iterable[DeadlineRow], moment: Moment) -> Iterator[Due]:
    """Yield clocks of others that no list tells of, while it may help to know they are over."""
    for row in rows:
        if row.watch or row.actor == "you" or row.return_id not in (None, line.row.id):
            continue
        held = due(row, moment)
        if held.state == "overdue" and (row.shown_until is None or row.shown_until >= moment.today):
            yield held
