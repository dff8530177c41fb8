"""What happened, in the order of time: the line of it, and a row for each event."""

from collections.abc import Iterator
from typing import Final

from returnctl.core.case import Case, Event
from returnctl.core.dayformat import format_day
from returnctl.core.dossier.material import Material
from returnctl.core.dossier.paper import Block, Cell, Section, Table
from returnctl.core.dossier.timeline import Happening, timeline
from returnctl.core.dossier.words import SOURCES, is_mine, told
from returnctl.core.totals import order_amount
from returnctl.core.vocabulary import CHANNELS, OUTCOMES, REASONS, REFUSALS, TENDERS

_HEAD: Final[tuple[str, ...]] = ("No.", "Day", "What happened", "Known from")
# Marks for the buyer's own lists.
_PRIVATE: Final = frozenset(("watch", "archived"))


def happened(of: Material) -> Section | None:
    """Return the section of what happened; None where nothing is recorded."""
    events = sorted((e for e in of.case.events if e.kind not in _PRIVATE), key=lambda e: e.on)
    line = timeline([Happening(e.on, told(e.kind), is_mine(e.kind)) for e in events], of.today)
    if line is None:
        return None
    rows = tuple(_row(number, event, of) for number, event in enumerate(events, 1))
    head = _HEAD
    if all(event.source == "user" for event in events):
        head, rows = _HEAD[:-1], tuple(row[:-1] for row in rows)
    blocks: tuple[Block, ...] = (line, Table(head, rows))
    return Section("What happened", blocks)


def _row(number: int, event: Event, of: Material) -> tuple[Cell, ...]:
    which = of.which(event.target)
    words = f"{told(event.kind)} ({which})" if which else told(event.kind)
    return (
        Cell(str(number), "strong"),
        Cell(format_day(event.on), "day"),
        Cell(words, below="\n".join(_carried(event, of.case))),
        Cell(SOURCES.get(event.source, event.source), "dim"),
    )


def _carried(event: Event, case: Case) -> Iterator[str]:
    """Yield what the event carries, a line each."""
    for label, word, words in (
        ("Reason", event.reason, REASONS),
        ("Reason given", event.refusal, REFUSALS),
        ("Outcome", event.outcome, OUTCOMES),
        ("With", event.channel, CHANNELS),
        ("Paid to", event.tender, TENDERS),
    ):
        if word:
            yield f"{label}: {words.get(word, word)}"
    amount = event.amount or (order_amount(case) if event.kind == "paid" else None)
    if amount:
        yield f"Amount: {amount}" + (f", worth {event.worth}" if event.worth else "")
    if event.code:
        yield f"Number: {event.code}"
    if event.until:
        yield f"Until: {format_day(event.until)}"
    if event.note:
        yield f"Note: {event.note}"
