"""What was recorded so far, and what can be recorded next."""

from dataclasses import dataclass

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
    """`history`: commands, newest last."""

    place: Place
    ref: str | None
    title: str
    commands: tuple[CommandLine, ...]


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
