"""Readers of the small tables inside a rule: triggers, clocks, pauses, fixed dates, sources.

`table_of` makes a reader of a table from the readers of its fields; a fault keeps the way to the
field (`cap.closes`), an unknown field is told with the nearest known one.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, Final

from returnctl.core.events import EVENTS
from returnctl.core.facts import DATED_FACTS
from returnctl.core.rules import Clock, FixedDate, Pause, Source, Trigger
from returnctl.core.scanned import SCAN_WORDS
from returnctl.core.triggers import parse_trigger
from returnctl.core.vocabulary import CHANNELS
from returnctl.packs.faults import Bad, no_such
from returnctl.packs.scalars import Reader, address, day, length, list_of, name, text


def table_of(
    make: Callable[..., Any], fields: Mapping[str, Reader], *, needs: tuple[str, ...]
) -> Reader:
    """Make a reader of a table whose values `make` takes by name."""

    def read(value: Any) -> Any:
        if not isinstance(value, dict):
            raise Bad(f"must be a table with {', '.join(fields)}, not {value!r}")
        values = {field: _field(field, each, fields) for field, each in value.items()}
        for field in needs:
            if field not in values:
                raise Bad("is missing", f".{field}")
        return make(**values)

    return read


def _field(field: str, value: Any, fields: Mapping[str, Reader]) -> Any:
    if field not in fields:
        raise Bad(no_such("field here", field, fields), f".{field}")
    try:
        return fields[field](value)
    except Bad as bad:
        raise Bad(bad.sentence, f".{field}{bad.inner}") from None


def trigger(value: Any) -> Trigger:
    """Read an event, `event@channel`, a dated fact, `rule:SLUG` or `scan:WORD@WAY`."""
    return _trigger(text(value))


@lru_cache(maxsize=256)
def _trigger(value: str) -> Trigger:
    try:
        found = parse_trigger(value)
    except ValueError:
        if value.startswith("scan:"):
            raise Bad(_no_scan(value)) from None
        event = value.partition("@")[0]
        raise Bad(no_such("event, dated fact or rule:SLUG", event, _STARTS)) from None
    if found.kind == "rule":
        name(found.name)
    if found.kind == "scan":
        return found
    if found.channel and found.channel not in CHANNELS:
        raise Bad(no_such("channel", found.channel, CHANNELS))
    if found.channel and not EVENTS[found.name].on_channel:
        raise Bad(f'"{found.name}" happens on no channel: leave out @{found.channel}')
    return found


def _no_scan(written: str) -> str:
    word, _, way = written.removeprefix("scan:").partition("@")
    if word not in SCAN_WORDS:
        return no_such("scan", word, SCAN_WORDS)
    return f'"{way}" is no way of a parcel: write scan:{word}@inbound or scan:{word}@return'


_STARTS: Final = (*EVENTS, *DATED_FACTS)


_some_triggers: Final = list_of(trigger)


def triggers(value: Any) -> tuple[Trigger, ...]:
    """Read triggers; at least one."""
    found: tuple[Trigger, ...] = _some_triggers(value)
    if not found:
        raise Bad("names nothing")
    return found


def span(value: Any) -> tuple[date, date]:
    """Read the first and the last day of a span."""
    days: tuple[date, ...] = list_of(day)(value)
    if len(days) != 2 or days[0] > days[1]:
        raise Bad("must be two dates, the earlier first")
    return days[0], days[1]


clock: Final = table_of(Clock, {"starts": triggers, "closes": length}, needs=("starts", "closes"))
source: Final = table_of(Source, {"title": text, "address": address}, needs=("title",))


def _pause(begin: Trigger, end: Trigger, at_least: Any = None) -> Pause:
    return Pause(begin, end, at_least)


def pause(value: Any) -> Pause:
    """Read a pause; its `from` and `to` are words that Python keeps for itself."""
    renamed = {"from": "begin", "to": "end"}
    if isinstance(value, dict):
        value = {renamed.get(field, field): each for field, each in value.items()}
    try:
        return _read_pause(value)  # type: ignore[no-any-return]
    except Bad as bad:
        written = bad.inner.replace(".begin", ".from").replace(".end", ".to")
        raise Bad(bad.sentence, written) from None


_read_pause: Final = table_of(
    _pause, {"begin": trigger, "end": trigger, "at_least": length}, needs=("begin", "end")
)


def _fixed(ordered: tuple[date, date], until: date) -> FixedDate:
    if until < ordered[1]:
        raise Bad("is before the last day of ordering", ".until")
    return FixedDate(*ordered, until)


fixed: Final = table_of(_fixed, {"ordered": span, "until": day}, needs=("ordered", "until"))
