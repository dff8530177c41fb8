"""What happened to a case, oldest first, and what must have happened on a day nobody noted."""

from collections.abc import Iterator
from typing import Final

from returnctl.core.case import Event
from returnctl.core.totals import order_amount
from returnctl.core.views.cases import CaseView
from returnctl.core.vocabulary import CHANNELS, OUTCOMES, REASONS, REFUSALS, TENDERS
from returnctl.render.blocks import Line, Span, line, whole
from returnctl.render.page import Page
from returnctl.render.wording import plain_day, spaced

_WORDS: Final = (("reason", REASONS), ("outcome", OUTCOMES), ("refusal", REFUSALS))


def story_lines(view: CaseView, page: Page) -> Iterator[Line]:
    """Tell the events in a line each."""
    events = sorted(view.case.events, key=lambda each: each.on)
    days = [plain_day(each.on, page.today) for each in events]
    wide = max([len(day) for day in days], default=0)
    numbered = {each.id: each.number for each in view.case.returns}
    for event, day in zip(events, days, strict=True):
        which = numbered.get(event.target) if len(numbered) > 1 else None
        note = f" ({view.ref}.{which})" if which else ""
        yield line(whole(day.ljust(wide)), "  ", *_told(event, view), note, hang=wide + 2)
    for target, kinds in view.implied.items():
        for kind in kinds:
            note = f" ({target})" if len(numbered) > 1 else ""
            text = f"{spaced(kind)}{note}, date unknown"
            yield line("?".rjust(wide), "  ", Span(text, "dim"), hang=wide + 2)
    if not events:
        yield line(Span("nothing recorded", "dim"))


def _told(event: Event, view: CaseView) -> Iterator[Span | str]:
    """Name the event and what it carries."""
    yield spaced(event.kind)
    for name, words in _WORDS:
        if word := getattr(event, name):
            yield f": {words.get(word, word)}"
    if event.channel:
        yield f" with {CHANNELS.get(event.channel, event.channel)}"
    amount = event.amount or (order_amount(view.case) if event.kind == "paid" else None)
    if amount:
        yield " "
        yield whole(amount)
    if event.worth:
        yield " = "
        yield whole(event.worth)
    if event.tender:
        yield f" to {TENDERS.get(event.tender, event.tender)}"
    if event.code:
        yield " "
        yield whole(event.code)
    if event.until:
        yield " until "
        yield whole(event.until.isoformat())
    if event.note:
        yield f": {event.note}"
