"""What a write changed: the things it recorded, in words' order, and the deadlines that moved."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from returnctl.actions.codes import code_remarks
from returnctl.actions.desk import Desk
from returnctl.actions.parcels.remarks import parcel_remarks
from returnctl.actions.targets import Target
from returnctl.core.agenda import dues, next_due
from returnctl.core.case import Case
from returnctl.core.checkin import CHECK_IN_RULE
from returnctl.core.deadline import Deadline
from returnctl.core.entries import Entry
from returnctl.core.facts import ALWAYS_QUIET
from returnctl.core.listing import deadline_rows, ref_of
from returnctl.core.money import Money
from returnctl.core.reconcile import reconcile
from returnctl.core.rows import DeadlineRow
from returnctl.core.statuses import status_of
from returnctl.core.views.writes import Moved, Recorded, WriteView
from returnctl.core.vocabulary import dashed
from returnctl.store.reader import Reader

# Facts that returnctl notes for itself; nobody typed them.
_SILENT: Final = frozenset(("level", "book", "ref", "direction", "reported", "declined"))

_REFUNDS: Final = frozenset(("refund_issued", "money_in"))


def recorded(entries: Iterable[Entry]) -> tuple[Recorded, ...]:
    """Return what the entries put down, a line each; scans are counted."""
    told = tuple(entries)
    scans = sum(entry.data.get("level") == "checkpoint" for entry in told)
    lines = tuple(line for entry in told for line in _lines(entry))
    return (*([Recorded("scans", "scans", str(scans))] if scans else ()), *lines)


def _lines(entry: Entry) -> list[Recorded]:
    if entry.kind == "event":
        name = dashed(str(entry.data.get("event")))
        carried = {k: v for k, v in entry.data.items() if k not in ("event", "on", "at", "items")}
        first = Recorded("event", name, str(entry.data.get("on")))
        return [first, *_facts("carried", carried)]
    if entry.kind == "override":
        return [_snoozed(entry.data) if "quiet" in entry.data else _overridden(entry.data)]
    if entry.kind == "void":
        return []
    if entry.kind == "removed":
        says = entry.data.get("says")
        return [Recorded("removed", "removed", str(says))] if says else []
    level = str(entry.data.get("level", "fact"))
    if level == "checkpoint":
        return []
    if level == "evidence":
        # The hash and the size are for machines: `evidence list --json`.
        shown = {k: v for k, v in entry.data.items() if k in ("taken", "note")}
        kind, name = str(entry.data.get("kind")), str(entry.data.get("name"))
        return [Recorded("evidence", dashed(kind), name), *_facts("carried", shown)]
    if level == "message":
        shown = {k: v for k, v in entry.data.items() if k in ("via", "on")}
        first = Recorded("message", f"from {entry.data.get('sender')}", str(entry.data.get("text")))
        return [first, *_facts("carried", shown)]
    hidden = {"number", "items"} if level == "return" else {"items", "returns"}
    facts = _facts(level, {k: v for k, v in entry.data.items() if k not in hidden})
    return facts if level == "parcel" else [*facts, *_turned(entry), *_declined(entry)]


def _declined(entry: Entry) -> list[Recorded]:
    """What tracking suggested and did not happen, by its event and its day."""
    keys = entry.data.get("declined") or []
    told = [str(key).split() for key in keys]
    return [Recorded("fact", f"declined {dashed(kind)} on", day) for kind, *_, day in told[-1:]]


def _turned(entry: Entry) -> list[Recorded]:
    """What is new of a known parcel: where it goes, how many returns it carries."""
    way, carried = entry.data.get("direction"), entry.data.get("returns")
    found = [Recorded("fact", "direction", str(way))] if way else []
    return [*found, Recorded("fact", "returns", str(len(carried)))] if carried else found


def _overridden(data: Mapping[str, Any]) -> Recorded:
    told = data.get("day") or data.get("at") or data.get("length") or "none"
    return Recorded("deadline", str(data.get("rule")), str(told))


def _snoozed(data: Mapping[str, Any]) -> Recorded:
    rule, quiet = str(data.get("rule")), data.get("quiet")
    what = "" if rule == "*" else f" {rule.rpartition('.')[2]}"
    if quiet is None:
        return Recorded("snooze", f"reminders{what}", "again")
    how = "for good" if quiet == ALWAYS_QUIET else str(quiet)
    return Recorded("snooze", f"snoozed{what}{'' if how == 'for good' else ' until'}", how)


def _facts(kind: str, values: Mapping[str, Any]) -> list[Recorded]:
    return [
        Recorded(kind, dashed(name), fact_text(value))
        for name, value in values.items()
        if name not in _SILENT
    ]


def fact_text(value: Any) -> str:
    """Tell a value of the log as text; one that this release could not have written as it is."""
    try:
        return _fact_text(value)
    except (ValueError, TypeError, LookupError):
        return str(value)


def _fact_text(value: Any) -> str:
    if isinstance(value, Mapping) and "minor" in value:
        return str(Money(int(value["minor"]), str(value["currency"])))
    if isinstance(value, list | tuple):
        return ", ".join(
            each if isinstance(each, str) else f"{each[0]} {fact_text(each[1])}" for each in value
        )
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None:
        return "not known"
    return str(value)


def moved(before: Iterable[DeadlineRow], after: Iterable[DeadlineRow]) -> tuple[Moved, ...]:
    """Return the deadlines whose day changed, that came, went, or were met."""
    old = {row.id: row for row in before}
    new = {row.id: row for row in after}
    found = [_moved(old.get(key), new.get(key)) for key in dict.fromkeys([*old, *new])]
    return tuple(each for each in found if each is not None)


def _moved(old: DeadlineRow | None, new: DeadlineRow | None) -> Moved | None:
    known = new or old
    if known is None or not known.watch or known.rule == CHECK_IN_RULE:
        return None
    if new is None and old is not None and old.met_on is not None:
        return None
    was, now = _day(old), _day(new)
    newly_met = new.met_on if new and (old is None or old.met_on is None) else None
    if was == now and newly_met is None:
        return None
    return Moved(known.rule, known.name, was, now, newly_met, known.actor)


def _day(row: DeadlineRow | None) -> Any:
    if row is None:
        return None
    return row.act_by if row.actor == "you" else row.due_on


def write_view(
    desk: Desk,
    reader: Reader,
    target: Target,
    entries: tuple[Entry, ...],
    *,
    command: str,
    created: bool = False,
    before: Iterable[DeadlineRow] = (),
    then: tuple[str, ...] = (),
) -> WriteView:
    """Return the answer to a write of one case, as the log now tells it."""
    case = reader.case(target.case.id)
    found: tuple[Deadline, ...] = desk.rules().deadlines(case, reader.book) if case else ()
    rows = deadline_rows(case, found, target.ref) if case else ()
    told = dues(rows, desk.moment)
    status = status_of(case, target.id) if case else None
    closed = status if status and status.closed else None
    old = tuple(before)
    after = _of_closed(desk, reader, case, target, old) if case and closed else rows
    return WriteView(
        place=desk.place,
        command=command,
        ref=ref_of(case, target.id, target.ref) if case else target.ref,
        id=target.id,
        command_id=entries[0].command_id if entries else None,
        title=Target(case, target.ref).title if case else target.title,
        created=created,
        recorded=recorded(entries),
        moved=() if created else moved(old, after),
        deadlines=tuple(told),
        next=next_due(told, desk.moment),
        unknown=_unknown(rows),
        then=(
            *then,
            *code_remarks(reader, case, target.ref, entries),
            *parcel_remarks(reader, case, target.ref, entries),
        ),
        money=reconcile(case, target.id) if case and _is_money(entries) else None,
        closed=closed,
    )


def _of_closed(
    desk: Desk, reader: Reader, case: Case, target: Target, before: Iterable[DeadlineRow]
) -> tuple[DeadlineRow, ...]:
    """Return what became of the clocks that ran: those of something closed are kept nowhere."""
    found = desk.rules().deadlines(case, reader.book, closed_too=True)
    ran = {row.id for row in before}
    return tuple(row for row in deadline_rows(case, found, target.ref) if row.id in ran)


def _is_money(entries: Iterable[Entry]) -> bool:
    """Say whether a refund was recorded, or what should come back."""
    told = (entry.data for entry in entries)
    return any(data.get("event") in _REFUNDS or "expected" in data for data in told)


def _unknown(rows: Iterable[DeadlineRow]) -> tuple[str, ...]:
    """Return the facts that would decide a possible deadline, each once."""
    return tuple(dict.fromkeys(name for row in rows if row.watch for name in row.missing))
