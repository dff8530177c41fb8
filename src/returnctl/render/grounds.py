"""What a deadline rests on: rule and source, the order page, what is not known, what follows."""

from collections.abc import Iterator
from typing import Final

from returnctl.core.dayformat import format_short
from returnctl.core.lengths import words
from returnctl.core.listing import with_ref
from returnctl.core.views.cases import Explained
from returnctl.render.blocks import Line, labelled, whole
from returnctl.render.page import Page
from returnctl.render.wording import clock_time, fact_command, fact_words

_CONFIDENCE: Final = {
    "high": "HIGH: the official text was read",
    "medium": "MEDIUM: copies or several sources agree, the official text was not seen",
    "low": "LOW: one weak source",
    "recalled": "RECALLED: no source at hand",
}
# What is the user's own needs no comparing with the order page.
_OWN: Final = ("own.", "returnctl.")
_YEAR: Final = 365


def ground_lines(ref: str, found: Explained, page: Page, *, alone: bool) -> Iterator[Line]:
    """Give the grounds in a line each, with the commands that would change the date.

    `alone`: no other deadline is explained, so that there is room for each command.
    """
    row, form = found.due.row, found.deadline.form
    yield from _rule(found, page)
    yield from _compared(ref, found, page, alone=alone)
    for name in row.missing:
        command = fact_command(name, ref)
        ask = (". ", whole(command)) if command else ()
        yield labelled("depends on", fact_words(name), ": not known", *ask)
    for label, text in (
        ("do", form.advice),
        ("where", form.where),
        ("first", form.first),
        ("if missed", form.if_missed),
    ):
        if text:
            yield labelled(label, with_ref(text, ref))


def _rule(found: Explained, page: Page) -> Iterator[Line]:
    deadline = found.deadline
    form = deadline.form
    if deadline.rule.startswith(_OWN):
        yield labelled("source", form.source.title)
        return
    read = ""
    if form.as_of is not None:
        old = (page.today - form.as_of).days > _YEAR
        read = f". Read {form.as_of:%b %Y}{', over a year ago' if old else ''}"
    yield labelled("rule", whole(deadline.rule), f", {_CONFIDENCE[form.confidence]}{read}.")
    address = (", ", whole(form.source.address)) if form.source.address else ()
    yield labelled("source", form.source.title, *address)


def _compared(ref: str, found: Explained, page: Page, *, alone: bool) -> Iterator[Line]:
    """Say what the order page was found to say, or how to tell."""
    deadline, override = found.deadline, found.deadline.override
    if deadline.rule.startswith(_OWN) or found.due.row.met_on is not None:
        return
    # A bare slug is the shop's rule where several packs have one.
    shops = deadline.rule.startswith((f"{found.due.row.shop}.", "generic."))
    name = deadline.slug if shops else deadline.rule
    edit = f"returnctl edit {ref} --deadline {name}="
    if override is None and deadline.due_on is None:
        yield labelled("your page", "has it a date? ", whole(f"{edit}DATE"))
    elif override is None:
        yield labelled("your page", "not compared. Same date? ", whole(f"{edit}ok"))
        if alone:
            yield labelled("", "Another one?  ", whole(f"{edit}DATE"))
            yield labelled("", "A countdown?  ", whole(f"{edit}+2d14h"))
    elif override.ok:
        yield labelled("your page", "compared: it says the same")
    elif override.at is not None:
        yield labelled("your page", "says ", whole(clock_time(override.at, page.moment)))
    elif override.day is not None:
        yield labelled("your page", "says ", whole(format_short(override.day, page.today)))
    elif override.length is not None:
        yield labelled("your page", f"says {words(override.length)}")
