"""The lines around a list: today and here, how many are open, what money is out, the purchases."""

from collections.abc import Iterator, Sequence
from itertools import chain

from returnctl.core.agenda import StatusLine
from returnctl.core.dayformat import format_day, format_short
from returnctl.core.views import Place
from returnctl.core.views.lists import Purchases, StatusView
from returnctl.render.blocks import Line, Span, line, whole
from returnctl.render.page import Page
from returnctl.render.wording import amounts, count, zone_name


def dated(place: Place, page: Page) -> str:
    """Say which day it is, and where: `Sat 21 Nov 2026, Madrid`."""
    return f"{format_day(page.today)}, {zone_name(place.zone)}"


def headline(view: StatusView, page: Page) -> Line:
    """Say how things stand, in one line."""
    parts: list[Span] = [whole(dated(view.place, page), "strong")]
    parts += _pressing(view.lines) or (
        [whole(f"{view.due_soon} due soon")] if view.due_soon else []
    )
    still_open = sum(not each.row.closed for each in view.lines)
    parts.append(whole(f"{still_open} open" if still_open else "nothing open"))
    if view.owed:
        parts.append(whole(f"{amounts(view.owed)} not back yet"))
    return _spaced(parts)


def _spaced(parts: Sequence[Span]) -> Line:
    first, *others = parts
    return line(first, " ", *chain.from_iterable((Span("   "), part) for part in others))


def _pressing(lines: Sequence[StatusLine]) -> list[Span]:
    """Count what is late or due at once."""
    mine = [each.next for each in lines if each.next and each.whose_move == "you"]
    late = sum(each.pressing or each.state == "overdue" for each in mine)
    counted = [(late, "late")]
    for days, words in ((0, "due today"), (1, "due tomorrow")):
        counted.append((sum(each.days_left == days for each in mine if not each.pressing), words))
    return [whole(f"{number} {words}", "late") for number, words in counted if number]


def purchases_line(purchases: Purchases, page: Page, *, listed: bool = False) -> Iterator[Line]:
    """Tell of the watched purchases in one line; nothing where there are none."""
    if not purchases.logged and not purchases.watched:
        return
    parts = [f"Purchases: {purchases.watched} watched"]
    if not purchases.watched:
        parts = [f"Purchases: {purchases.logged} logged, no window to watch"]
    if purchases.unwatched:
        watched = purchases.watched or purchases.logged - purchases.unwatched
        parts = [f"Purchases: {watched} watched, {purchases.unwatched} imported and not watched"]
    first = purchases.first
    if first is not None and first.day is not None:
        day = format_short(first.day, page.today)
        parts.append(f", next window {day}: {first.row.item or first.row.shop} [{first.row.ref}]")
    told = purchases.watched or purchases.unwatched
    hint = "" if listed or page.quiet or not told else "  (--purchases)"
    yield line("".join(parts), Span(hint, "dim"))


def closing_line(purchases: Purchases, page: Page, *, full: bool = False) -> Iterator[Line]:
    """Tell how many windows of purchases close soon; nothing where none does."""
    if not purchases.closing:
        return
    form = format_day if full else lambda day: format_short(day, page.today)
    verb = "closes" if purchases.closing == 1 else "close"
    text = f"Purchases: {count(purchases.closing, 'window')} {verb}"
    if purchases.until is not None:
        text += f" by {form(purchases.until)}"
    first = purchases.first
    if first is not None and first.day is not None:
        text += f", first {form(first.day)}"
        if full:
            text += f": {first.row.item or first.row.shop} [{first.row.ref}]"
    yield line(text, Span("" if page.quiet else "  (--purchases)", "dim"))
