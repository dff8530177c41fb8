"""Bare `returnctl` and `demo`: what is due and how things stand, or what to do first.

Fields of a plain record: those of `deadlines`, then those of `status`, each behind the word
`deadline` or `status`; of the welcome - what, value.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from returnctl.core.views.day import DemoView, TodayView, WelcomeView
from returnctl.core.views.lists import DeadlinesView, StatusView
from returnctl.render import deadlines, status
from returnctl.render.blocks import BLANK, Block, Span, labelled, line, whole
from returnctl.render.deadlines import due_blocks
from returnctl.render.headline import headline, purchases_line
from returnctl.render.page import Forms, Page
from returnctl.render.status import status_blocks
from returnctl.render.urgency import legend, mark

_DUE, _STATE = deadlines.FORMS[DeadlinesView], status.FORMS[StatusView]


def _terminal(view: TodayView, page: Page) -> Iterator[Block]:
    """One headline, what is due, and the cases that this does not tell of."""
    yield headline(view.status, page)
    yield from due_blocks(view.deadlines, page)
    told = {each.row.ref for each in (*view.deadlines.told, *view.deadlines.running)}
    others = [each for each in view.status.lines if each.row.ref not in told]
    if others:
        yield BLANK
        yield from status_blocks(others, page)
    yield BLANK
    yield from purchases_line(view.status.purchases, page)
    shown = [each.next for each in others if each.next and each.next.day]
    shown += [*view.deadlines.told, *view.deadlines.running]
    yield from legend({mark(each) for each in shown}, page)


def _shown(forms: Forms, view: DeadlinesView | StatusView, page: Page) -> Iterator[Block]:
    yield from (forms.terminal or forms.text)(view, page)


def _text(view: TodayView | DemoView, page: Page) -> Iterator[Block]:
    yield from _DUE.text(view.deadlines, page)
    yield from _STATE.text(view.status, page)


def _demo(view: DemoView, page: Page) -> Iterator[Block]:
    yield line(Span("$ returnctl status", "strong"))
    yield from _shown(_STATE, view.status, page)
    yield BLANK
    yield line(Span("$ returnctl deadlines", "strong"))
    yield from _shown(_DUE, view.deadlines, page)
    yield from _demo_end(view, page)


def _demo_end(view: DemoView, page: Page) -> Iterator[Block]:
    if page.quiet:
        return
    first = next((each.row.ref for each in view.status.lines), None)
    yield BLANK
    if not view.database:
        yield line("A made-up season; your own records are untouched. Start them: returnctl add")
        return
    yield line("A made-up season; your own records are untouched. Look around in it:")
    for command in ("status", *([f"show {first}", f"why {first}"] if first else [])):
        yield line(whole(f"returnctl --db {view.database} {command}"), indent=2)


def _demo_text(view: DemoView, page: Page) -> Iterator[Block]:
    yield from _text(view, page)
    yield from _demo_end(view, page)


def _welcome(view: WelcomeView, _: Page) -> Iterator[Block]:
    yield labelled("No returns yet. Log one:", whole("returnctl add"), indent=0, width=26)
    bring = "  (an export or a spreadsheet)"
    yield labelled("Bring your orders:", whole("returnctl import FILE"), bring, indent=0, width=26)
    yield labelled("Look first:", whole("returnctl demo"), indent=0, width=26)
    yield labelled("Records:", whole(view.database), indent=0, width=26)
    if view.country is None:
        rights = "no country is set: returnctl config set country XX"
    elif view.country_origin == "config":
        rights = view.country
    else:
        rights = f"{view.country} (from your system; returnctl config set country XX)"
    yield labelled("Rights:", rights, indent=0, width=26)


def _plain(view: TodayView | DemoView, page: Page) -> Iterator[Sequence[str]]:
    yield from (["deadline", *each] for each in _DUE.plain(view.deadlines, page))
    yield from (["status", *each] for each in _STATE.plain(view.status, page))


def _plain_welcome(view: WelcomeView, _: Page) -> Iterator[Sequence[str]]:
    yield "database", view.database
    yield "country", view.country or ""


def _data(view: TodayView | DemoView, page: Page) -> dict[str, Any]:
    database = {"database": view.database} if isinstance(view, DemoView) else {}
    return {
        **database,
        "deadlines": _DUE.data(view.deadlines, page),
        "status": _STATE.data(view.status, page),
    }


def _welcome_data(view: WelcomeView, _: Page) -> dict[str, Any]:
    return {
        "database": view.database,
        "country": view.country,
        "country_origin": view.country_origin,
    }


FORMS: Final = {
    TodayView: Forms(data=_data, plain=_plain, text=_text, terminal=_terminal),
    DemoView: Forms(data=_data, plain=_plain, text=_demo_text, terminal=_demo),
    WelcomeView: Forms(data=_welcome_data, plain=_plain_welcome, text=_welcome),
}
