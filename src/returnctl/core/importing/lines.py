"""Which recorded item a line of a table is: so that a second import adds nothing.

A line is known by its key and parcel; one that had no parcel yet gets it. Items that the user typed
have neither: those are known by their title, or by being the only one there is.
"""

from collections.abc import Callable, Sequence
from typing import Any

from returnctl.core.entries import Draft
from returnctl.core.facts import money_json
from returnctl.core.imported import Line
from returnctl.core.importing.said import Said

_BETWEEN = "|"


def line_name(line: Line) -> str:
    """Return what an item of the log remembers of the line it came from."""
    key = line_key(line)
    return f"{key}{_BETWEEN}{line.parcel}" if line.parcel else key


def line_key(line: Line) -> str:
    """Return what tells a line from those of other articles: their number, else the title."""
    return line.key or line.title.casefold()


def matched(said: Said, lines: Sequence[Line]) -> list[tuple[Line, str | None]]:
    """Return each line with the recorded item that it is, or None where it is new."""
    free = said.all("item")
    found: list[str | None] = [None] * len(lines)
    for test in (_same, _later_shipped, _earlier_copy, _same_title):
        for number, line in enumerate(lines):
            if found[number] is None:
                found[number] = next((item for item in free if test(said, item, line)), None)
                free = [item for item in free if item != found[number]]
    only = [item for item in said.all("item") if item not in said.removed]
    if len(lines) == 1 == len(only) and found[0] is None and not _line(said, only[0]):
        found[0] = only[0]
    return list(zip(lines, found, strict=True))


def _line(said: Said, item: str) -> str:
    return str(said.fact(item, "line") or "")


def _same(said: Said, item: str, line: Line) -> bool:
    return _line(said, item) == line_name(line)


def _later_shipped(said: Said, item: str, line: Line) -> bool:
    """The item had no parcel when it was imported."""
    return bool(line.parcel) and "#" not in line.parcel and _line(said, item) == line_key(line)


def _earlier_copy(said: Said, item: str, line: Line) -> bool:
    """The line is from before it had a parcel."""
    return not line.parcel and _line(said, item).partition(_BETWEEN)[0] == line_key(line)


def _same_title(said: Said, item: str, line: Line) -> bool:
    title = str(said.fact(item, "title") or "")
    return not _line(said, item) and title.casefold() == line.title.casefold()


def item_facts(line: Line) -> dict[str, Any]:
    """Give a line its form in the log."""
    facts: dict[str, Any] = {"title": line.title, "quantity": line.quantity}
    if line.price is not None:
        facts["price"] = money_json(line.price)
    if line.paid is not None:
        facts["paid"] = money_json(line.paid)
    if line.fields:
        facts["fields"] = [list(pair) for pair in line.fields]
    return {**facts, "line": line_name(line)}


def new_item(line: Line, new_id: Callable[[], str]) -> Draft:
    """Return the entry that notes a line."""
    return Draft("noted", new_id(), {"level": "item", **item_facts(line)})
