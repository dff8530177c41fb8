"""What a write answers: the case it took, what it recorded, what moved, what comes next.

Every date is echoed with its weekday, so that a wrong one is seen at once.

Fields of a plain record: ref, id, command id, created, kind, name, value; a line for each thing
that was recorded, or one with the last three empty.
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any, Final

from returnctl.core.dayformat import format_day, format_short
from returnctl.core.views.writes import Moved, WritesView, WriteView
from returnctl.render.blocks import BLANK, Block, Line, Span, labelled, line, whole
from returnctl.render.noted import noted_spans
from returnctl.render.page import Forms, Page
from returnctl.render.records import deadline_record, jsonable, texts
from returnctl.render.urgency import mark, ran_out, style_of
from returnctl.render.wording import actor, days_away, fact_command, fact_words

_UNDO: Final = line(Span("Wrong? returnctl undo", "dim"))
# What `then` says by a word, in words.
_ADVICE: Final = {
    "sent-without-tracking": "No tracking number: without it the seller can say nothing came. "
    "Add it: returnctl mark {ref} sent --tracking NUMBER",
    "parcel-still-owed": "The parcel is still owed, although the money came first. May you keep "
    "it? returnctl edit {ref} --resolution refund-only",
    "shop-without-rules": "This shop has no rules here: your country's law and the card's rules "
    "still apply. Did the shop tell you a window? returnctl edit {ref} --window 30d",
    "parcel-taken-as-return": "Taken as the parcel that goes back. Does it come to you? "
    "The same line with --inbound",
    "parcel-taken-as-inbound": "Taken as the parcel that comes to you. Does it go back? "
    "The same line with --return",
    "said-by-me": "If a clock runs from it: returnctl mark {ref} seller-contacted",
    "said-by-seller": "If it decides something: returnctl mark {ref} lists what can follow",
}
# More cases than this are told by their number.
_MANY: Final = 50
_VERBS: Final = {"undo": "Taken back", "redo": "Done again"}


def write_blocks(view: WriteView, page: Page) -> Iterator[Block]:
    """Tell one write, without the way back."""
    if view.ref is not None:
        new = Span("  new", "dim") if view.created else ""
        yield line(whole(view.ref, "strong"), Span(f"  {view.title}", "strong"), new)
    told = tuple(noted_spans(view.recorded, page, new=view.created))
    yield (
        labelled(_VERBS.get(view.command, "Recorded"), *told, width=11)
        if told
        else line("Nothing new.", indent=2)
    )
    for number, each in enumerate(view.moved):
        yield labelled("" if number else "Moved", *_moved(each, page), width=11)
    yield from _money(view)
    yield from _closed(view)
    yield from _upcoming(view)
    for number, name in enumerate(view.unknown):
        command = fact_command(name, view.ref or "REF")
        ask = (": ", whole(command)) if command else ()
        yield labelled("" if number else "Not known", fact_words(name), *ask, width=11)
    yield from _then(view, page)


def _moved(found: Moved, page: Page) -> Iterator[Span | str]:
    before, after = (day and format_short(day, page.today) for day in (found.before, found.after))
    yield f"{found.name}: " if found.actor == "you" else f"{actor(found.actor)}: {found.name}: "
    if found.met_on is not None:
        yield whole(f"done {format_short(found.met_on, page.today)}")
    elif before and after:
        yield whole(before)
        yield " -> "
        yield whole(after)
    else:
        yield whole(f"new, {after}" if after else "no longer runs")


def _closed(view: WriteView) -> Iterator[Line]:
    """Say that it is over, where this write ended it."""
    if view.closed is None or view.command in _VERBS:
        return
    back = view.money.received if view.money else None
    text = (whole(f"{back} is back"), ".") if back else ("no date of it is left.",)
    yield labelled("Closed", f"{view.closed.label}: ", *text, width=11)


def _upcoming(view: WriteView) -> Iterator[Line]:
    due = view.next
    if due is None or due.day is None:
        return
    name, day = due.row.name, whole(f"{format_day(due.day)} {mark(due)}", style_of(due))
    if ran_out(due):
        text = f"{actor(due.row.actor)} did not: {name}, by "
        yield labelled("Your move", text, day, f". {due.row.advice}", width=11)
        return
    label, who = ("Act by", "") if due.yours else ("Waiting", f"{actor(due.row.actor)}: ")
    yield labelled(label, day, f" {days_away(due.days_left)}: {who}{name}", width=11)


def _money(view: WriteView) -> Iterator[Line]:
    """Say what a refund lacks; it may also be what was agreed."""
    money = view.money
    if money is None or money.expected is None:
        return
    if money.short:
        agreed = whole(f"returnctl edit {view.ref} --expect item=AMOUNT")
        yield labelled("Short", whole(money.short), " of ", whole(money.expected),
                       ": ask for the rest. Was less agreed? ", agreed, width=11)  # fmt: skip
    elif money.over:
        yield labelled("Over", whole(money.over), " more than ", whole(money.expected), width=11)


def _then(view: WriteView, page: Page) -> Iterator[Line]:
    for each in _remarks(view, page):
        yield line(each, indent=2)
    if view.ref and view.next and not page.quiet:
        yield labelled("Next", whole(f"returnctl next {view.ref}"), width=11)


def _remarks(view: WriteView, _: Page) -> list[str]:
    return [_ADVICE[each].format(ref=view.ref) if each in _ADVICE else each for each in view.then]


def _text(view: WriteView, page: Page) -> Iterator[Block]:
    yield from write_blocks(view, page)
    if not page.quiet and view.command_id and view.command not in _VERBS:
        yield _UNDO


def _texts(view: WritesView, page: Page) -> Iterator[Block]:
    if len(view.writes) > _MANY:
        verb = _VERBS.get(view.writes[0].command, "Recorded")
        yield line(f"{verb} in {len(view.writes):,} cases.")
        return
    for number, each in enumerate(view.writes):
        if number:
            yield BLANK
        yield from write_blocks(each, page)
    commands = {each.command for each in view.writes if each.command_id}
    if not page.quiet and commands - set(_VERBS):
        yield _UNDO


def write_data(view: WriteView, page: Page) -> dict[str, Any]:
    """Return what JSON promises of a write."""
    return {
        "ref": view.ref,
        "id": view.id,
        "command_id": view.command_id,
        "created": view.created,
        "recorded": jsonable(view.recorded, page),
        "moved": jsonable(view.moved, page),
        "deadlines": [deadline_record(each, page) for each in view.deadlines],
    }


def _plain(view: WriteView, _: Page) -> Iterator[Sequence[str]]:
    head = texts(view.ref, view.id, view.command_id, view.created)
    if not view.recorded:
        yield [*head, "", "", ""]
    for each in view.recorded:
        yield [*head, each.kind, each.name, each.value]


FORMS: Final = {
    WriteView: Forms(data=write_data, plain=_plain, text=_text, warnings=_remarks),
    WritesView: Forms(
        data=lambda view, page: [write_data(each, page) for each in view.writes],
        plain=lambda view, page: chain.from_iterable(_plain(each, page) for each in view.writes),
        text=_texts,
        warnings=lambda view, page: chain.from_iterable(_remarks(w, page) for w in view.writes),
    ),
}
