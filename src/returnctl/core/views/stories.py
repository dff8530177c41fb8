"""What was recorded so far, and what can be recorded next."""

from collections.abc import Mapping

from returnctl.core.structs import Struct, field
from returnctl.core.views import Place, View
from returnctl.core.views.writes import Recorded


class CommandLine(Struct, frozen=True, kw_only=True):
    """A command of the history, and what it recorded (of one case, where one was asked for)."""

    id: str
    name: str
    device: str
    recorded_at: str
    undone: bool
    refs: tuple[str, ...]
    recorded: tuple[Recorded, ...]


class HistoryView(View, frozen=True, kw_only=True):
    """`history`: commands, newest last; `more`: there are older ones.

    `wide` says how many entries a command wrote whose `recorded` was too much to read.
    """

    place: Place
    ref: str | None
    title: str
    commands: tuple[CommandLine, ...]
    more: bool = False
    wide: Mapping[str, int] = field(default_factory=dict)


class EventChoice(Struct, frozen=True):
    """An event that can be marked, in plain words, with what it carries."""

    name: str
    says: str
    carries: tuple[str, ...]
    levels: tuple[str, ...]


class EventsView(View, frozen=True, kw_only=True):
    """`mark --list`, and `mark REF` without an event."""

    ref: str | None
    title: str
    status_label: str
    likely: tuple[EventChoice, ...]
    others: tuple[EventChoice, ...] = ()
