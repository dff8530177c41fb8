"""The next step of a case: what to do, what first, and the command that records that it was done.

All of it is read from the rows that lists are made of: no rule is needed to tell what to do next.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from returnctl.core.agenda import Due, StatusLine, due
from returnctl.core.rows import DeadlineRow, StatusRow
from returnctl.core.states import Moment
from returnctl.core.structs import Struct

# What an event should carry when it is marked.
_CARRIED: Final[Mapping[str, str]] = {
    "sent": "--tracking NUMBER", "tracking-submitted": "--tracking NUMBER",
    "counter-offer": "--amount AMOUNT", "extended": "--rule protection --until DATE",
    "decided": "--outcome WORD", "offer-made": "--amount AMOUNT",
}  # fmt: skip
_PAID: Final = frozenset(("money-in", "refund-issued", "refund-agreed"))


class Preparation(Struct, frozen=True):
    """What must be there first, and the command that records it ("" where none does)."""

    text: str
    command: str = ""


class NextStep(Struct, frozen=True, kw_only=True):
    """Whose move an order or return is, and what the move is.

    `beside` are clocks of others that nobody is reminded of and that have run out.
    """

    line: StatusLine
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


def next_step(line: StatusLine, rows: Iterable[DeadlineRow], moment: Moment) -> NextStep:
    """Return the next step of an order or a return, given the deadlines of its case."""
    told = line.next.row if line.next else None
    return NextStep(
        line=line,
        first=tuple(_first(line.row, told)) if told and told.actor == "you" else (),
        command=_command(line.row, told),
        beside=tuple(_beside(line, rows, moment)),
    )


def _first(row: StatusRow, told: DeadlineRow) -> Iterator[Preparation]:
    if told.done_by == "sent" and not row.addressed:
        command = f'returnctl edit {row.ref} --return-to "..."'
        yield Preparation("the return address is not saved", command)
    if told.first:
        command = "" if row.documented else f"returnctl evidence add {row.ref} FILE..."
        yield Preparation(told.first, command)


def _command(row: StatusRow, told: DeadlineRow | None) -> str:
    """Return the `mark` that records the step; without an event it lists what can follow."""
    if told and (told.started_by or "").startswith("scan:delivered"):
        return f"returnctl track {row.ref} --accept"
    done_by = told.done_by if told else ""
    event = done_by.partition(" ")[0]
    return " ".join(filter(None, ("returnctl mark", row.ref, done_by, _carried(row, event))))


def _carried(row: StatusRow, event: str) -> str:
    if event in _PAID:
        return f"--amount {row.amount.decimal if row.amount else 'AMOUNT'}"
    return _CARRIED.get(event, "")


def _beside(line: StatusLine, rows: Iterable[DeadlineRow], moment: Moment) -> Iterator[Due]:
    """Yield clocks of others that no list tells of, while it may help to know they are over."""
    for row in rows:
        if row.watch or row.actor == "you" or row.return_id not in (None, line.row.id):
            continue
        held = due(row, moment)
        if held.state == "overdue" and (row.shown_until is None or row.shown_until >= moment.today):
            yield held
