"""What a command put down, in words: dates with their weekday, facts under names people use."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, datetime
from typing import Final

from returnctl.core.dayformat import format_day
from returnctl.core.excerpt import excerpt
from returnctl.core.views.writes import Recorded
from returnctl.core.vocabulary import dashed
from returnctl.render.blocks import Span, whole
from returnctl.render.page import Page
from returnctl.render.wording import clock_time, spaced

# How facts are called where their name alone would not be understood.
_NAMES: Final = {
    ("order", "number"): "order",
    ("item", "title"): "item",
    ("parcel", "number"): "tracking number",
}
# What the settings said of the buyer goes without saying when an order is noted.
_GIVEN: Final = frozenset(
    ("country", "subdivision", "buyer", "transit-days", "currency", "zone", "direction")
)
# So much of a message says which one it is.
_MOST: Final = 100
_ONE: Final = Recorded("item", "quantity", "1")
_WORDS: Final = frozenset(("reason", "resolution", "paid-with", "channel", "outcome"))
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_INSTANT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d\S*[+Z]\S*")
_AMOUNT: Final = re.compile(r"-?[\d.]+ [A-Z]{3}")
# A code, to be copied in one piece; what is longer is a title or a name of a file, and is folded.
_CODE: Final = re.compile(r"[!-~]{1,45}")


def noted_spans(recorded: Iterable[Recorded], page: Page, *, new: bool) -> Iterator[Span]:
    """Tell what was recorded in a row; of a new order without what the settings said."""
    between = ""
    for each in recorded:
        if each == _ONE or (new and each.kind == "order" and each.name in _GIVEN):
            continue
        yield Span(", " if between and each.kind == "carried" else between)
        yield Span(f"{_NAMES.get((each.kind, each.name), spaced(each.name))} ")
        yield _value(each, page)
        between = "; "


def _value(found: Recorded, page: Page) -> Span:
    text = found.value
    if found.kind == "message":
        return Span(f'"{excerpt(text, _MOST)}"')
    with suppress(ValueError):  # what another machine's log holds may only look like a day
        if _DAY.fullmatch(text):
            return whole(format_day(date.fromisoformat(text)))
        if _INSTANT.fullmatch(text):
            return whole(clock_time(datetime.fromisoformat(text), page.moment, full=True))
    if found.name in _WORDS:
        return Span(dashed(text))
    return Span(text, whole=bool(_AMOUNT.fullmatch(text) or _CODE.fullmatch(text)))
