"""The fold: a case is what its live entries say, whatever order they arrived in.

Conventions:
- Entries are taken by id, each id once. A `void` silences every older entry of one command; since a
  void is an entry of a command too, undoing an undo is the same step once more.
- Of several values for one fact the latest of the highest authority holds (`entries.AUTHORITY`).
- An event that happens only once is corrected by marking it again: same rule.
- The fold never fails. What does not fit is kept as a `Misfit` and has no effect.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any, Final, TypeVar

from returnctl.core.case import (
    Case,
    Checkpoint,
    Event,
    Evidence,
    Item,
    Message,
    Misfit,
    Order,
    Override,
    Parcel,
    Return,
    Snooze,
)
from returnctl.core.entries import AUTHORITY, FORMAT_VERSION, KINDS, Entry
from returnctl.core.events import ENDING_RANK, ENDINGS, EVENTS, RANK
from returnctl.core.facts import EVENT_FACTS, FACTS, OVERRIDE_FACTS, Reader
from returnctl.core.scans import distinct
from returnctl.core.structs import Struct, field, replace

_Weight = tuple[int, str]
_recording: Final = attrgetter("id")
_Word = TypeVar("_Word", Override, Snooze)


def live_entries(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries that no live void silences, oldest first.

    From the newest to the oldest: when an entry is reached, every void that could silence it has
    already been judged, because a void only reaches entries older than itself.
    """
    by_id = {entry.id: entry for entry in entries}
    if not any(entry.kind == "void" for entry in by_id.values()):
        return sorted(by_id.values(), key=_recording)
    voided: set[str] = set()
    live: list[Entry] = []
    for entry in sorted(by_id.values(), key=_recording, reverse=True):
        if entry.command_id in voided:
            continue
        live.append(entry)
        if entry.kind == "void" and entry.version <= FORMAT_VERSION:
            voided.add(str(entry.data.get("command", "")))
    live.reverse()
    return live


def fold(case_id: str, entries: Iterable[Entry]) -> Case:
    """Return the case that the entries tell; total, and independent of their order."""
    live = live_entries(entries)
    notes = _Notes(case_id)
    for entry in live:
        notes.take(entry)
    # A void leaves no trace of its own: undoing brings back exactly the case that was there.
    told = (entry.recorded_at for entry in live if entry.kind != "void")
    return notes.case(updated_at=max(told, default=""))


class _Notes(Struct):
    """What has been read so far: a scratch pad of one fold."""

    case_id: str
    source: str = "user"
    levels: dict[str, str] = field(default_factory=dict)
    scans: dict[str, Entry] = field(default_factory=dict)
    facts: dict[str, dict[str, tuple[_Weight, Any]]] = field(default_factory=dict)
    events: list[Entry] = field(default_factory=list)
    overrides: list[Entry] = field(default_factory=list)
    removed: set[str] = field(default_factory=set)
    misfits: list[Misfit] = field(default_factory=list)

    def take(self, entry: Entry) -> None:
        if entry.kind not in KINDS or entry.version > FORMAT_VERSION:
            self._misfit(entry, f"written by a newer returnctl ({entry.kind})")
        elif entry.kind == "noted":
            self._note(entry)
        elif entry.kind == "fact":
            self._set(entry, entry.data)
        elif entry.kind == "removed":
            self.removed.add(entry.target)
        elif entry.kind == "event":
            self.events.append(entry)
        elif entry.kind == "override":
            self.overrides.append(entry)

    def _note(self, entry: Entry) -> None:
        level = entry.data.get("level")
        if not isinstance(level, str) or level not in FACTS:
            self._misfit(entry, f"notes something unknown ({level})")
            return
        if level == "order" and entry.target != self.case_id:
            self._misfit(entry, "notes an order that is another case")
            return
        if level == "order" and entry.target not in self.levels:
            self.source = entry.source
        self.levels[entry.target] = level
        if level == "checkpoint":
            self.scans.setdefault(entry.target, entry)
        self._set(entry, {k: v for k, v in entry.data.items() if k != "level"})

    def _set(self, entry: Entry, values: Mapping[str, Any]) -> None:
        held, weight = self.facts.setdefault(entry.target, {}), _weight(entry)
        for name, value in values.items():
            if name not in held or held[name][0] < weight:
                held[name] = (weight, value)

    def _misfit(self, entry: Entry, sentence: str) -> None:
        self.misfits.append(Misfit(entry.id, sentence))

    def case(self, *, updated_at: str) -> Case:
        self._drop_strays()
        return Case(
            id=self.case_id,
            order=Order(**self._read(self.case_id, "order")),
            items=tuple(Item(id=i, **self._read(i, "item")) for i in self._all("item")),
            returns=_numbered(Return(id=i, **self._read(i, "return")) for i in self._all("return")),
            parcels=tuple(Parcel(id=i, **self._read(i, "parcel")) for i in self._all("parcel")),
            checkpoints=distinct(self._scans()),
            events=self._events(),
            evidence=tuple(
                Evidence(id=i, **self._read(i, "evidence")) for i in self._all("evidence")
            ),
            messages=tuple(Message(id=i, **self._read(i, "message")) for i in self._all("message")),
            overrides=self._said(Override),
            snoozes=self._said(Snooze, quiet=True),
            misfits=tuple(sorted(self.misfits, key=lambda m: m.entry_id)),
            source=self.source,
            updated_at=updated_at,
        )

    def _drop_strays(self) -> None:
        """Facts of a target that nothing noted have no effect, but are told."""
        for target, held in self.facts.items():
            if target not in self.levels:
                newest = max(weight[1] for weight, _ in held.values()) if held else target
                self.misfits.append(Misfit(newest, "facts of something that is not recorded"))

    def _all(self, level: str) -> list[str]:
        return sorted(t for t, of in self.levels.items() if of == level and t not in self.removed)

    def _read(self, target: str, level: str) -> dict[str, Any]:
        """Return the facts of one thing as values; what cannot be read is a misfit."""
        known = FACTS[level]
        values: dict[str, Any] = {}
        for name, ((_, entry_id), value) in self.facts.get(target, {}).items():
            if name not in known:
                self.misfits.append(Misfit(entry_id, f"unknown fact of the {level}: {name}"))
            elif value is not None:
                self._read_one(values, known, name, value, entry_id)
        return values

    def _read_one(
        self,
        into: dict[str, Any],
        known: Mapping[str, Reader],
        name: str,
        value: Any,
        entry_id: str,
    ) -> None:
        try:
            into[name] = known[name](value)
        except (ValueError, TypeError, KeyError):
            self.misfits.append(Misfit(entry_id, f"{name} cannot be read: {value!r}"))

    def _scans(self) -> list[Checkpoint]:
        """Return every scan, in the order of recording."""
        targets = sorted(self._all("checkpoint"), key=lambda target: self.scans[target].id)
        return [scan for target in targets if (scan := self._scan(target))]

    def _scan(self, target: str) -> Checkpoint | None:
        entry, values = self.scans[target], self._read(target, "checkpoint")
        parcel = values.get("of", "")
        if self.levels.get(parcel) != "parcel" or "on" not in values:
            self._misfit(entry, "a scan without its parcel or its day")
            return None
        if parcel in self.removed:
            return None
        return Checkpoint(id=target, source=entry.source, recorded_at=entry.recorded_at, **values)

    def _fits(self, entry: Entry) -> bool:
        return self._is_here(entry.target) and entry.id not in self.removed

    def _is_here(self, target: str) -> bool:
        return self.levels.get(target) in ("order", "return") and target not in self.removed

    def _events(self) -> tuple[Event, ...]:
        read = [(_weight(entry), event) for entry in self.events if (event := self._event(entry))]
        once = _latest(each for each in read if not EVENTS[each[1].kind].again_after)
        again = _latest((each for each in read if EVENTS[each[1].kind].again_after), between=once)
        return tuple(sorted((*once, *again), key=order_of_life))

    def _event(self, entry: Entry) -> Event | None:
        kind = entry.data.get("event")
        if not isinstance(kind, str) or kind not in EVENTS:
            self._misfit(entry, f"unknown event: {kind}")
            return None
        if not self._fits(entry):
            if not self.removed & {entry.id, entry.target}:
                self._misfit(entry, f"{kind} of something that is not recorded")
            return None
        values = self._parse(entry, EVENT_FACTS, skip=("event",))
        if "on" not in values:
            self._misfit(entry, f"{kind} without a date")
            return None
        return Event(id=entry.id, kind=kind, target=entry.target, source=entry.source,
                     recorded_at=entry.recorded_at, **values)  # fmt: skip

    def _said(self, what: Callable[..., _Word], *, quiet: bool = False) -> tuple[_Word, ...]:
        """Return the last word on each rule; one that says nothing takes the former back."""
        kept: dict[tuple[str, str], tuple[_Weight, _Word | None]] = {}
        for entry in self.overrides:
            if ("quiet" in entry.data) != quiet or not self._fits(entry):
                continue
            values = self._parse(entry, OVERRIDE_FACTS)
            if "rule" not in values:
                self._misfit(entry, "an override without a rule")
                continue
            says_something = len(values) > 1
            word = what(id=entry.id, target=entry.target, recorded_at=entry.recorded_at,
                        **values) if says_something else None  # fmt: skip
            key = (entry.target, values["rule"])
            if key not in kept or kept[key][0] < _weight(entry):
                kept[key] = (_weight(entry), word)
        return tuple(sorted((o for _, o in kept.values() if o), key=lambda o: o.id))

    def _parse(
        self, entry: Entry, known: Mapping[str, Reader], skip: Sequence[str] = ()
    ) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for name, value in entry.data.items():
            if name in skip or value is None:
                continue
            if name not in known:
                self._misfit(entry, f"unknown fact of the {entry.kind}: {name}")
            else:
                self._read_one(values, known, name, value, entry.id)
        return values


def _latest(
    found: Iterable[tuple[_Weight, Event]], *, between: Sequence[Event] = ()
) -> list[Event]:
    """Return the word that holds of each event that happens once, and all of the others.

    Which time an event of `again_after` happened is told by the events `between`.
    """
    kept: dict[Any, tuple[_Weight, Event]] = {}
    for weight, event in found:
        row = EVENTS[event.kind]
        before = [e for e in between if e.kind in row.again_after and _is_before(e, event)]
        key = (event.target, event.kind, event.channel, len(before)) if row.once else event.id
        if key not in kept or kept[key][0] < weight:
            kept[key] = (weight, event)
    return [event for _, event in kept.values()]


def _is_before(one: Event, other: Event) -> bool:
    return (one.target, one.channel) == (other.target, other.channel) and one.on < other.on


def _numbered(returns: Iterable[Return]) -> tuple[Return, ...]:
    """Give each return a number of its own; of two with one number the older keeps it."""
    found: list[Return] = []
    for each in returns:
        taken = {other.number for other in found}
        free = each.number if each.number not in taken else max(taken) + 1
        found.append(replace(each, number=free))
    return tuple(found)


def order_of_life(event: Event) -> tuple[Any, ...]:
    """Sort key of events as they happened: day, then the event table, then time, then recording.

    The table comes before the time because most events have none. Those that end or reopen a case
    come last in the day and go by the time, so that ending, reopening and ending again is possible.
    """
    instant = event.at.timestamp() if event.at else 0.0
    rank = RANK[event.kind]
    return (event.on, ENDING_RANK if event.kind in ENDINGS else rank, instant, rank, event.id)


def _weight(entry: Entry) -> _Weight:
    return (AUTHORITY.get(entry.source, 0), entry.id)
