"""The deadlines: what had to be done, by whom and when, and the sources of the rules.

What is open or ran out comes first, then what was done; each row names its source by a number.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final, NamedTuple

from returnctl.core.dayformat import format_day
from returnctl.core.dossier.material import Material
from returnctl.core.dossier.paper import Block, Cell, Note, Section, Table
from returnctl.core.dossier.words import CONFIDENCE, STATES, WORD_OF, actor, is_mine
from returnctl.core.rules import Form, Source
from returnctl.core.views.cases import Explained

_HEAD: Final = ("By", "Who", "What", "State", "Source")
_SOURCES: Final = ("Source", "Where the rules were read")
_NOTE: Final = (
    "Days were computed from the sources named, unless it says that they are those of the order "
    "page. Where a source does not say whether the day of the event counts, it was not counted. "
    "This is no legal advice."
)
# Reminders that the program gives its user, and promises noted without a rule.
_OF_THE_PROGRAM: Final = "returnctl."
_OF_THE_BUYER: Final = "own."
_OPEN: Final = frozenset(("running", "last_chance", "not_started", "overdue"))


def clocks(of: Material) -> Section | None:
    """Return the deadlines that surely hold, and where their rules were read."""
    told = told_clocks(of)
    numbers = _numbers(told)
    still = [each for each in told if each.due.state in _OPEN]
    done = [each for each in told if each.due.state not in _OPEN]
    blocks: list[Block] = [
        Table(_HEAD, tuple(dict.fromkeys(_row(each, of, numbers) for each in group)), caption)
        for caption, group in (("Open, or run out", still), ("Done, or over", done))
        if group
    ]
    if not blocks:
        return None
    if numbers:
        rows = (tuple(_source(found, number)) for found, number in numbers.items())
        blocks.append(Table(_SOURCES, tuple(rows)))
    return Section("Deadlines", (*blocks, Note(_NOTE)))


def told_clocks(of: Material) -> tuple[Explained, ...]:
    """Return the deadlines that a paper tells: dated, certain, and of these returns.

    What a carrier did in time is told by its scans. A right of the buyer that nothing is left of,
    or that was not needed, is left out: once a refund is promised the program asks for no
    chargeback, but that does not end the right to one, and no bank may read that it did.
    """
    return tuple(
        each
        for each in of.clocks
        if each.due.state != "possible"
        and each.due.row.due_on
        and each.due.row.basis != "fact_missing"
        and not (each.due.row.met_on and each.due.row.actor == "carrier")
        and not each.deadline.rule.startswith(_OF_THE_PROGRAM)
        and each.deadline.owner in of.targets
        and (each.due.row.kind != "right" or each.due.state in _OPEN or _was_used(each, of))
    )


def _was_used(found: Explained, of: Material) -> bool:
    """Say whether the buyer did on that day what the right allows."""
    ways = {trigger.name for trigger in found.deadline.form.met_by}
    day = found.due.row.met_on
    return any(e.on == day and e.kind in ways and is_mine(e.kind) for e in of.case.events)


class _Reading(NamedTuple):
    """What rules share that were read in one place on one day."""

    source: Source
    on: date | None
    confidence: str

    @classmethod
    def of(cls, form: Form) -> "_Reading":
        return cls(form.source, form.as_of, form.confidence)


def _numbers(told: Iterable[Explained]) -> Mapping[_Reading, int]:
    """Number the sources in the order in which they are named first."""
    found: dict[_Reading, int] = {}
    ordered = sorted(told, key=lambda each: each.due.state not in _OPEN)
    for each in ordered:
        if not each.deadline.rule.startswith(_OF_THE_BUYER):
            found.setdefault(_Reading.of(each.deadline.form), len(found) + 1)
    return found


def _row(found: Explained, of: Material, numbers: Mapping[_Reading, int]) -> tuple[Cell, ...]:
    row, start = found.due.row, found.deadline.start
    which = of.which(found.deadline.owner)
    name = row.name[:1].upper() + row.name[1:]
    number = numbers.get(_Reading.of(found.deadline.form))
    basis = WORD_OF.get(row.ground, "")
    return (
        Cell(format_day(row.due_on) if row.due_on else "", "day",
             below=f"from {format_day(start.day)}" if start else ""),
        Cell(actor(row.actor)),
        Cell(f"{name} ({which})" if which else name, below=basis),
        Cell(_state(found)),
        Cell(f"[{number}]" if number else "the buyer", "dim"),
    )  # fmt: skip


def _state(found: Explained) -> str:
    row, state = found.due.row, found.due.state
    if row.met_on:
        return f"done on {format_day(row.met_on)}"
    if state == "not_started" and row.opens_on:
        return f"opens on {format_day(row.opens_on)}"
    return STATES[state]


def _source(found: _Reading, number: int) -> Iterable[Cell]:
    address = address_of(found.source)
    read = f", on {format_day(found.on)}" if found.on else ""
    below = (address, f"{CONFIDENCE[found.confidence]}{read}")
    yield Cell(f"[{number}]", "strong")
    yield Cell(found.source.title, below="\n".join(filter(None, below)), link=address)


def address_of(source: Source) -> str:
    """Return the address of a source if it is one that a browser may open, else nothing."""
    return source.address if source.address.startswith(("https://", "http://")) else ""
