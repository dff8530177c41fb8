"""The records as Markdown, for reading: a chapter for each order, with what happened and is due."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from returnctl.core.safe import safe
from returnctl.core.vocabulary import dashed

# What would be a mark, a link or HTML in some reader of Markdown.
_MARKS: Final = re.compile(r"([\\`*_{}\[\]<>#|~&])")


def markdown_lines(cases: Iterable[Mapping[str, Any]], *, today: date) -> Iterator[bytes]:
    """Yield the report piece by piece; `cases` are those of `store.caserows`."""
    yield f"# Returns and orders\n\nAs recorded on {today.isoformat()}.\n".encode()
    for case in cases:
        yield "".join(f"{line}\n" for line in _chapter(case)).encode("utf-8", "replace")


def _chapter(case: Mapping[str, Any]) -> Iterator[str]:
    order = case["order"]
    title = ", ".join(item.title for item in case["items"]) or order.number or order.shop
    yield from ("", f"## {_text(title)} ({_text(case['ref'])})", "")
    yield from _facts(case)
    yield from _table(
        ("what", "status", "reason", "wanted", "amount", "refunded", "return code"),
        [
            (dashed(row.kind), row.status_label, _dashed(row.reason), _dashed(row.resolution),
             row.amount, row.refunded, row.return_code)
            for row in case["status"]
        ],
    )  # fmt: skip
    happened = sorted(case["events"], key=lambda event: (event.on, event.id))
    told = [(event.on, dashed(event.kind), event.amount, event.note) for event in happened]
    yield from _table(("day", "what happened", "amount", "note"), told)
    clocks = sorted(case["deadlines"], key=lambda row: (row.due_on or date.max, row.id))
    yield from _table(
        ("due", "who", "deadline", "met on", "basis"),
        [(row.due_on, row.actor, row.name, row.met_on, dashed(row.basis)) for row in clocks],
    )
    yield from _table(
        ("parcel", "carrier", "direction"),
        [(each.number, each.carrier, each.direction) for each in case["parcels"]],
    )
    yield from _table(
        ("evidence", "kind", "SHA-256"),
        [(each.name, _dashed(each.kind), each.sha256) for each in case["evidence"]],
    )
    said = sorted(case["messages"], key=lambda each: (each.on or date.max, each.id))
    yield from _table(
        ("day", "from", "message"), [(each.on, each.sender, each.text) for each in said]
    )


def _facts(case: Mapping[str, Any]) -> Iterator[str]:
    order = case["order"]
    facts = (
        ("Shop", order.shop), ("Seller", order.seller), ("Order", order.number),
        ("Price", order.price), ("Paid with", _dashed(order.paid_with)), ("Note", order.note),
    )  # fmt: skip
    for name, value in facts:
        if value is not None:
            yield f"- {name}: {_text(value)}"
    for item in case["items"]:
        price = f", {_text(item.price)} each" if item.price else ""
        yield f"- Item: {item.quantity} x {_text(item.title)}{price}"


def _table(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> Iterator[str]:
    """Yield a table, without the columns that say nothing; nothing at all without rows."""
    kept = [at for at in range(len(names)) if any(row[at] is not None for row in rows)]
    if not rows:
        return
    yield from ("", _line(names[at] for at in kept), _line("---" for _ in kept))
    for row in rows:
        yield _line("" if row[at] is None else _text(row[at]) for at in kept)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _dashed(word: str | None) -> str | None:
    return None if word is None else dashed(word)


def _text(value: object) -> str:
    """Return text that is only text in Markdown; days and amounts stay as they are."""
    text = " ".join(str(value).split())
    return text if isinstance(value, date) else _MARKS.sub(r"\\\1", safe(text))
