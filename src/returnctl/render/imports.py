"""`import`: what is new, known, changed and skipped.

Fields of a plain record: verdict (new, known, changed, skipped, kept), kind, shop, order number,
items, tracking numbers, carrier, state, amount, day, source, reason (of `kept`: what stays yours).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from returnctl.core.imported import Found
from returnctl.core.importing.comparing import Kept
from returnctl.core.money import Money
from returnctl.core.views.imports import ImportView
from returnctl.core.vocabulary import dashed
from returnctl.render.blocks import Block, Column, Line, Row, Span, Table, labelled, line, whole
from returnctl.render.page import Forms, Page
from returnctl.render.records import jsonable, texts
from returnctl.render.wording import amounts, count

_VERDICTS: Final = ("new", "changed", "known")
_HEADS: Final = {"new": "New", "changed": "Changed", "known": "Known"}
_PLURALS: Final = {"delivery": "deliveries"}
_ROW_FIELDS: Final = (
    "kind", "shop", "order_number", "items", "tracking_numbers", "carrier", "state", "amount", "on",
    "source",
)  # fmt: skip
# A terminal shows so many rows of what is new or changed; a pipe has them all with --plain.
_SHOWN: Final = 8
_WIDTH: Final = 10
_COLUMNS: Final = (
    Column("verdict", varied=True),
    Column("number"),
    Column("title", least=12, most=44),
    Column("what", spare=True, below=""),
    Column("day", right=True, spare=True, below=""),
    Column("amount", right=True),
)


def _counts(rows: Iterable[Found]) -> str:
    """Tell how many of what: `43 orders, 2 refunds`."""
    numbers = Counter(row.kind for row in rows)
    return ", ".join(
        f"{number:,} {_PLURALS.get(kind, kind + 's') if number > 1 else kind}"
        for kind, number in numbers.items()
    )


def _sum(rows: Iterable[Found]) -> str:
    """Add up the orders, by currency."""
    sums: Counter[str] = Counter()
    for row in rows:
        if row.kind == "order" and row.amount:
            sums[row.amount.currency] += row.amount.minor
    return amounts(Money(minor, currency) for currency, minor in sorted(sums.items()))


def _summary(view: ImportView, page: Page) -> Iterator[Line]:
    if not view.has_news:
        yield line("Nothing new.")
    elif view.written:
        yield line(Span("Imported.", "strong"))
    else:
        yield line(Span("This would be recorded. Nothing is written yet.", "strong"))
    for verdict in _VERDICTS:
        rows = getattr(view, verdict)
        if rows:
            told = _sum(rows)
            yield labelled(_HEADS[verdict], _counts(rows), f": {told}" if told else "",
                           width=_WIDTH)  # fmt: skip
    if view.archived:
        verb = "are" if view.archived > 1 else "is"
        told = f"{count(view.archived, 'order')} {verb} old enough to be put away"
        yield labelled("Archived", told, width=_WIDTH)
    yield from _watched(view, page)
    yield from _merged(view)
    yield from _kept(view)
    yield from _skipped(view, page)


def _watched(view: ImportView, page: Page) -> Iterator[Line]:
    """Tell where the purchases are: what is not watched is in no list that asks for anything."""
    if view.watched:
        yield labelled(
            "Watched", f"{count(view.watched, 'purchase')} above your limit", width=_WIDTH
        )
    if view.unwatched:
        told = f"{count(view.unwatched, 'purchase')}: recorded, and not watched"
        yield labelled("Unwatched", told, width=_WIDTH)
        if view.written and not page.quiet:
            yield labelled("", "Watch one: ", whole("returnctl mark REF watch"), width=_WIDTH)
            yield labelled("", "The dear ones of later files: ",
                           whole("returnctl config set watch_imports_above 100"),
                           width=_WIDTH)  # fmt: skip


def _merged(view: ImportView) -> Iterator[Line]:
    """Tell what comes with a log of returnctl's own."""
    if view.merged:
        told = f"{view.merged:,} {'entry' if view.merged == 1 else 'entries'} of another log"
        yield labelled("Log", told, width=_WIDTH)
    if view.erased:
        verb = "were" if len(view.erased) > 1 else "was"
        refs = ", ".join(view.erased)
        told = f"{refs}: {verb} erased for good there, and so here, too"
        yield labelled("Erased", Span(told, "late"), width=_WIDTH)
    if view.packs:
        yield labelled("Packs", ", ".join(view.packs), width=_WIDTH)
    for first, *others in view.twins:
        told = f"{first} and {', '.join(others)} have one order number. To make them one: "
        join = whole(f"returnctl edit {others[0]} --same-as {first}")
        yield labelled("Twice", told, join, width=_WIDTH)


def _kept(view: ImportView) -> Iterator[Line]:
    for number, each in enumerate(view.kept):
        told = f"{dashed(each.name)} {fact(each.yours)}, not {fact(each.theirs)} ("
        yield labelled("" if number else "Yours", "stays: ", told, whole(each.order_number), ")",
                       width=_WIDTH)  # fmt: skip


def fact(value: Any) -> str:
    """Tell a fact of the log."""
    if isinstance(value, dict) and "minor" in value:
        return str(Money(int(value["minor"]), str(value["currency"])))
    return "not known" if value is None else str(value)


def _skipped(view: ImportView, page: Page) -> Iterator[Line]:
    """Tell reasons with how many rows they have, and where the first one stands."""
    first: dict[str, str] = {}
    numbers = Counter(each.reason for each in view.skipped)
    for each in view.skipped:
        first.setdefault(each.reason, str(each.source))
    for number, (reason, times) in enumerate(numbers.most_common()):
        where = first[reason] if times == 1 else f"{times:,} times, first in {first[reason]}"
        yield labelled("" if number else "Skipped", reason, " (", where, ")", width=_WIDTH)
    if view.rejects:
        yield labelled("", "They are in ", whole(view.rejects), width=_WIDTH)
    elif view.skipped and not page.quiet:
        yield labelled("", "To have them in a file: --rejects FILE", width=_WIDTH)


def _text(view: ImportView, page: Page) -> Iterator[Block]:
    yield from _summary(view, page)
    yield from _way_back(view, page)


def _way_back(view: ImportView, page: Page) -> Iterator[Line]:
    if view.commands and not page.quiet:
        if len(view.commands) == 1:
            yield line(Span("Wrong? returnctl undo", "dim"))
        for each in view.commands[1:] and view.commands:
            yield line(Span("Wrong? returnctl undo ", "dim"), whole(each, "dim"))
    if view.written and view.merged and not page.quiet:
        yield line(Span("Its commands are in returnctl history; undo ID takes one back.", "dim"))


def _terminal(view: ImportView, page: Page) -> Iterator[Block]:
    yield from _summary(view, page)
    rows = [("new", each) for each in view.new] + [("changed", each) for each in view.changed]
    if rows and not view.written:
        yield Table(_COLUMNS, tuple(_row(*each) for each in rows[:_SHOWN]), indent=2)
        if len(rows) > _SHOWN:
            yield line(f"and {len(rows) - _SHOWN:,} more (--dry-run --plain lists them)", indent=2)
    yield from _way_back(view, page)


def _row(verdict: str, row: Found) -> Row:
    what = row.kind if row.kind != "order" else row.shop
    cells = {
        "verdict": line(Span(verdict, "dim")),
        "number": line(whole(row.order_number)),
        "title": line(", ".join(titles(row) or row.tracking_numbers)),
        "what": line(what),
        "day": line(whole(row.on.isoformat() if row.on else "")),
        "amount": line(whole(row.amount or "")),
    }
    return Row(cells)


def titles(row: Found) -> tuple[str, ...]:
    """Return the items of a row as lists show them."""
    told = tuple(i.title if i.quantity == 1 else f"{i.quantity} x {i.title}" for i in row.items)
    return told or ((row.title,) if row.title else ())


def _data(view: ImportView, page: Page) -> dict[str, Any]:
    return {
        **{name: [_row_data(row, page) for row in getattr(view, name)]
           for name in ("new", "known", "changed")},
        "skipped": [{"source": str(e.source), "reason": e.reason} for e in view.skipped],
        "kept": [_kept_data(each) for each in view.kept],
        "merged": view.merged,
        "erased": list(view.erased),
        "packs": list(view.packs),
        "twins": [list(each) for each in view.twins],
        "written": view.written,
        "command_ids": list(view.commands),
    }  # fmt: skip


def _row_data(row: Found, page: Page) -> dict[str, Any]:
    given = {
        "items": list(titles(row)),
        "source": str(row.source),
    }
    return {
        name: given[name] if name in given else jsonable(getattr(row, name), page)
        for name in _ROW_FIELDS
    }


def _kept_data(each: Kept) -> dict[str, Any]:
    return {
        "shop": each.shop,
        "order_number": each.order_number,
        "name": each.name,
        "yours": fact(each.yours),
        "theirs": fact(each.theirs),
    }


def _plain(view: ImportView, _: Page) -> Iterator[Sequence[str]]:
    for verdict in ("new", "known", "changed"):
        for row in getattr(view, verdict):
            yield texts(verdict, row.kind, row.shop, row.order_number, titles(row),
                        row.tracking_numbers, row.carrier, row.state, row.amount, row.on,
                        row.source, None)  # fmt: skip
    for each in view.skipped:
        yield texts("skipped", *[None] * 9, each.source, each.reason)
    for kept in view.kept:
        said = f"{dashed(kept.name)} {fact(kept.yours)}, not {fact(kept.theirs)}"
        yield texts("kept", None, kept.shop, kept.order_number, *[None] * 7, said)


FORMS: Final = {ImportView: Forms(data=_data, plain=_plain, text=_text, terminal=_terminal)}
