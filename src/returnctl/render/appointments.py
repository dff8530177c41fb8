"""What a calendar shows of a deadline: its title, and the text below it.

Conventions: nothing here depends on today, so that the same log gives the same words. What to do
comes first: a calendar shows the first words only. All of it passes `safe`.
"""

from collections.abc import Iterator
from typing import Final

from returnctl.core.rows import DeadlineRow
from returnctl.core.safe import safe
from returnctl.core.states import Moment
from returnctl.render.wording import GROUND_WORDS, clock_time, fact_words

_GROUNDS: Final = {
    "order_page": "The day is from the order page.",
    "computed": "Computed day.",
    "told": "The day is as you were told.",
}


def compose(row: DeadlineRow, moment: Moment, *, over: bool) -> tuple[str, str]:
    """Return title and text; of the moment only the zone counts."""
    text = "\n".join(safe(each) for each in _text(row, moment, over=over) if each)
    return safe(_title(row, over=over)), text


def _title(row: DeadlineRow, *, over: bool) -> str:
    told = f"{row.name}: {row.item or row.order_number or row.shop}"
    if over:
        return f"{'done' if row.met_on else 'over'}: {told}"
    return f"maybe {told}" if row.missing else told


def _text(row: DeadlineRow, moment: Moment, *, over: bool) -> Iterator[str]:
    if not over:
        yield row.advice
        yield f"Where: {row.where}" if row.where else ""
        yield f"First: {row.first}" if row.first else ""
        yield f"If missed: {row.if_missed}" if row.if_missed else ""
    yield _subject(row)
    if not over:
        yield _certainty(row, moment)
    yield f"Source: {_source(row)}" if row.source_title else ""
    slug = row.rule.rpartition(".")[2]
    yield f"Why this day: returnctl why {row.ref} {slug}"
    yield "" if over else f"Done? returnctl mark {row.ref}"


def _subject(row: DeadlineRow) -> str:
    parts = [row.item or "", str(row.amount or ""), f"{row.shop} {row.order_number or ''}".strip()]
    parts += [f"seller {row.seller}" if row.seller else ""]
    parts += [f"code {row.return_code}" if row.return_code else ""]
    return ", ".join(filter(None, parts))


def _certainty(row: DeadlineRow, moment: Moment) -> str:
    """Say what the day rests on, and until when trying still helps."""
    told = _GROUNDS.get(row.ground, f"{GROUND_WORDS[row.ground].capitalize()}.")
    if row.missing:
        told += f" It depends on {' and '.join(map(fact_words, row.missing))}."
    if row.last_at is not None:
        told += f" Still worth trying until {clock_time(row.last_at, moment, full=True)}."
    return told


def _source(row: DeadlineRow) -> str:
    return ", ".join(filter(None, (row.source_title, row.source_address)))
