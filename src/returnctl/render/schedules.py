"""`cron`: the line as it is, so that it can be pasted; on a terminal what becomes of it.

Fields of a plain record: what was done, where, the command line, ways it reaches you.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from returnctl.core.views.schedules import CronView
from returnctl.render.blocks import Block, Span, line, whole
from returnctl.render.page import Forms, Page
from returnctl.render.records import texts

_PLACES: Final = {"crontab": "your crontab", "systemd": "a systemd timer"}
_DONE: Final = {
    "added": "Added to {}.",
    "replaced": "Put in place of the one in {}.",
    "unchanged": "In {} already: nothing changed.",
    "removed": "Taken out of {}.",
}


def _text(view: CronView, _: Page) -> Iterator[Block]:
    """The text alone, so that it can be pasted into `crontab -e`."""
    for each in view.text.splitlines():
        yield line(whole(each))


def _terminal(view: CronView, page: Page) -> Iterator[Block]:
    for path in view.files:
        yield line(whole(path, "dim"))
    yield from _text(view, page)
    if view.step in _DONE:
        yield line(_DONE[view.step].format(_PLACES[view.place]))
    if page.quiet or view.step == "removed":
        return
    if view.ways:
        yield line(Span(f"Reaches you by: {', '.join(view.ways)}.", "dim"))
    else:
        yield line(Span("Nothing would reach you: see returnctl cron install.", "late"))
    if view.step == "shown":
        yield from _standing(view)
    elif view.step in _DONE:
        yield line(Span("When it last ran: returnctl status   Out of it: returnctl cron remove",
                        "dim"))  # fmt: skip


def _standing(view: CronView) -> Iterator[Block]:
    place = _PLACES[view.place]
    if view.installed:
        yield line(Span(f"In {place}. Out of it: returnctl cron remove", "dim"))
    elif view.there:
        yield line(Span(f"In {place} there is another one now:", "dim"))
        for each in view.there.splitlines():
            yield line(whole(each, "dim"))
    else:
        yield line(Span("Put it there: returnctl cron install", "dim"))


def _plain(view: CronView, _: Page) -> Iterator[Sequence[str]]:
    yield texts(view.step, view.place, view.line, view.ways)


def _data(view: CronView, _: Page) -> dict[str, Any]:
    return {
        "step": view.step,
        "place": view.place,
        "line": view.line,
        "text": view.text,
        "installed": view.installed,
        "there": view.there,
        "ways": list(view.ways),
        "files": list(view.files),
    }


FORMS: Final = {CronView: Forms(data=_data, plain=_plain, text=_text, terminal=_terminal)}
