"""What was recorded so far, and what can be recorded next."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from returnctl.core.views import Place, View
from returnctl.core.views.writes import Recorded


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandLine:
    """A command of the history, and what it recorded (of one case, where one was asked for)."""

    id: str
    name: str
    device: str
    recorded_at: str
    undone: bool
    refs: tuple[str, ...]
    recorded: tuple[Recorded, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryView(View):
    """`history`: commands, newest last; `more`: there are older ones.

    `wide` says how many entries a command wrote whose `recorded` was too much to read.
    """

    place: Place
    ref: str | None
    title: str
    commands: tuple[CommandLine, ...]
    more: bool = False
    wide: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EventChoice:
    """An event that can be marked, in plain words, with what it carries."""

    name: str
    says: str
    carries: tuple[str, ...]
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventsView(View):
    """`mark --list`, and `mark REF` without an event."""

    ref: str | None
    title: str
    status_label: str
    likely: tuple[EventChoice, ...]
    others: tuple[EventChoice, ...] = ()
