"""Disputes in words: each channel with its stage, case number, and what was asked and offered."""

from collections.abc import Iterator
from typing import Any, Final

from returnctl.core.disputes import Dispute
from returnctl.core.views.cases import CaseView
from returnctl.core.vocabulary import CHANNELS, OUTCOMES, REASONS, REFUSALS
from returnctl.render.blocks import Line, Span, joined, line, whole
from returnctl.render.page import Page
from returnctl.render.records import jsonable
from returnctl.render.wording import plain_day

_LABEL: Final = 8
_STAGES: Final = {
    "dispute_opened": "opened",
    "dispute_rejected": "rejected by the seller",
    "dispute_closed": "closed",
    "offer_made": "an offer was made",
    "counter_offer": "counter-offer made",
}


def dispute_lines(view: CaseView, page: Page) -> Iterator[Line]:
    """Tell each dispute in a line."""
    numbers = {each.id: each.number for each in view.case.returns}
    for position, each in enumerate(view.disputes):
        which = f"({view.ref}.{numbers[each.target]})" if len(numbers) > 1 else ""
        label = "" if position else "DISPUTE"
        parts = [*_parts(each, page), line(which if each.target in numbers else "")]
        yield line(Span(label.ljust(_LABEL), "dim"), *joined(parts, "   "), hang=_LABEL)


def _parts(found: Dispute, page: Page) -> Iterator[Line]:
    yield line(CHANNELS.get(found.channel, found.channel) if found.channel else "the shop")
    stage = _STAGES.get(found.stage, found.stage.replace("_", " "))
    outcome = f": {OUTCOMES.get(found.outcome, found.outcome)}" if found.outcome else ""
    yield line(f"{stage}{outcome}, ", whole(plain_day(found.on, page.today).strip()))
    if found.number:
        yield line("case ", whole(found.number))
    if found.reason:
        yield line(REASONS.get(found.reason, found.reason))
    if found.refusal:
        yield line(f"refused: {REFUSALS.get(found.refusal, found.refusal)}")
    amounts = (("asked", found.asked), ("offered", found.offered), ("awarded", found.awarded))
    for name, amount in amounts:
        if amount is not None:
            yield line(f"{name} ", whole(amount))
    if found.answer_by:
        yield line("until ", whole(found.answer_by.isoformat()))


def dispute_data(view: CaseView, page: Page) -> list[dict[str, Any]]:
    """Return the disputes for JSON."""
    found: list[dict[str, Any]] = jsonable(view.disputes, page)
    return found
