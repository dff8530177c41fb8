"""Messages in `show`: the last ones, each in a line; `message list` has them whole."""

from collections.abc import Iterator
from typing import Final

from returnctl.core.case import Case
from returnctl.core.excerpt import excerpt
from returnctl.core.messages import in_order
from returnctl.core.vocabulary import SENDERS, WAYS
from returnctl.render.blocks import Line, Span, line, whole
from returnctl.render.page import Page
from returnctl.render.wording import plain_day

_LAST: Final = 3
_MOST: Final = 160
_LABEL: Final = 8


def said_lines(case: Case, ref: str, page: Page) -> Iterator[Line]:
    """Tell the last messages, the newest last, and where the others are."""
    said = in_order(case)
    shown = said[-_LAST:]
    for number, each in enumerate(shown):
        day = plain_day(each.on, page.today) if each.on else "no date"
        way = f", {WAYS.get(each.via, each.via)}" if each.via else ""
        label = Span(("" if number else "SAID").ljust(_LABEL), "dim")
        who = f"  {SENDERS.get(each.sender, each.sender)}{way}: "
        yield line(label, whole(day), who, excerpt(each.text, _MOST), hang=_LABEL)
    if len(said) > _LAST:
        more = whole(f"returnctl message list {ref}", "dim")
        yield line(Span(f"{len(said)} messages: ", "dim"), more, indent=_LABEL)
