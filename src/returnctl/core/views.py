"""What commands answer: one frozen view each, told by `returnctl.render` in every output form.

A view holds values, no wording: the same view becomes a Rich table, plain sentences, tab-separated
records or JSON.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from returnctl.core.agenda import Due, StatusLine
from returnctl.core.case import Case
from returnctl.core.deadline import Deadline
from returnctl.core.money import Money
from returnctl.core.rules import Limit, Pack


@dataclass(frozen=True, slots=True)
class Place:
    """Where the user is, for headers: the zone's name, and the country if it is known."""

    zone: str
    country: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Purchases:
    """The watched purchases in one line: how many, how many windows close soon, and the first."""

    watched: int = 0
    logged: int = 0
    closing: int = 0
    first: Due | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusView:
    """`status`: a line per open problem or return; purchases in one line, or listed."""

    place: Place
    lines: tuple[StatusLine, ...]
    purchases: Purchases
    listed_purchases: tuple[StatusLine, ...] | None = None
    owed: tuple[Money, ...] = ()
    due_soon: int = 0
    overdue: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlinesView:
    """`deadlines`: yours that are due, the others' that ran out, and the others' that run.

    `running_told`: the others' running clocks were asked for, so that a pipe is told of them too.
    """

    place: Place
    within: int
    yours: tuple[Due, ...]
    run_out: tuple[Due, ...]
    running: tuple[Due, ...]
    purchases: Purchases
    listed_purchases: tuple[Due, ...] = ()
    open_cases: int = 0
    later: Due | None = None
    running_told: bool = False

    @property
    def told(self) -> tuple[Due, ...]:
        """What a pipe is told: everything that asks something of the user, or was asked for."""
        running = self.running if self.running_told else ()
        return (*self.yours, *self.run_out, *running, *self.listed_purchases)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """`show`: one case, whole."""

    place: Place
    ref: str
    case: Case
    lines: tuple[StatusLine, ...]
    deadlines: tuple[Due, ...]
    order_page: str = ""
    shop_title: str = ""
    code_from: str = ""
    limits: tuple[Limit, ...] = ()
    implied: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    book_age_days: int | None = None


@dataclass(frozen=True, slots=True)
class Explained:
    """One deadline with its calculation."""

    due: Due
    deadline: Deadline


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyView:
    """`why`: how deadlines of one case came about."""

    place: Place
    ref: str
    title: str
    explained: tuple[Explained, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """A deadline that a write moved, made, met or took away; None stands for "there was none"."""

    rule: str
    name: str
    before: date | None
    after: date | None
    met_on: date | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """One thing a write put down: what it is of (`event`, `fact`, ...), its name and its value."""

    kind: str
    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteView:
    """The answer of every command that writes."""

    place: Place
    command: str
    ref: str | None
    id: str | None
    command_id: str | None
    title: str = ""
    created: bool = False
    recorded: tuple[Recorded, ...] = ()
    moved: tuple[Moved, ...] = ()
    deadlines: tuple[Due, ...] = ()
    next: Due | None = None
    unknown: tuple[str, ...] = ()
    then: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WritesView:
    """A write to several cases at once."""

    writes: tuple[WriteView, ...]


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
class HistoryView:
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
class EventsView:
    """`mark --list`, and `mark REF` without an event."""

    ref: str | None
    title: str
    status_label: str
    likely: tuple[EventChoice, ...]
    others: tuple[EventChoice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PackLine:
    """A pack in the list: where it comes from and how many rules it has."""

    name: str
    kind: str
    title: str
    origin: str
    rules: int
    as_of: date | None


@dataclass(frozen=True, slots=True)
class FaultLine:
    """What is wrong with a pack, by file, rule and field."""

    file: str
    rule: str
    field: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PoliciesView:
    """`policy list`."""

    packs: tuple[PackLine, ...]
    faults: tuple[FaultLine, ...] = ()


@dataclass(frozen=True, slots=True)
class PackView:
    """`policy show PACK`."""

    pack: Pack


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckView:
    """`policy check FILE`."""

    file: str
    pack: str | None
    rules: int
    faults: tuple[FaultLine, ...]


@dataclass(frozen=True, slots=True)
class SettingLine:
    """A setting, its value as text, and where that came from."""

    name: str
    value: str | None
    origin: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsView:
    """`config show`, and the answers of `config get`, `set` and `unset`."""

    path: str
    settings: tuple[SettingLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PathsView:
    """`config path`: where things lie."""

    config: str
    database: str
    packs: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WelcomeView:
    """Bare `returnctl` on an empty database: what to do first and where records lie."""

    database: str
    country: str | None
    country_origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayView:
    """Bare `returnctl`: the state of the day."""

    deadlines: DeadlinesView
    status: StatusView


@dataclass(frozen=True, slots=True, kw_only=True)
class DoctorView:
    """`doctor`: each check with its verdict."""

    path: str
    checks: tuple[tuple[str, bool, str], ...]

    @property
    def healthy(self) -> bool:
        """Whether every check passed."""
        return all(fine for _, fine, _ in self.checks)


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoView:
    """`demo`: a made-up season, as status and deadlines show it."""

    database: str
    status: StatusView
    deadlines: DeadlinesView


View = (
    StatusView
    | DeadlinesView
    | CaseView
    | WhyView
    | WriteView
    | WritesView
    | HistoryView
    | EventsView
    | PoliciesView
    | PackView
    | CheckView
    | SettingsView
    | PathsView
    | WelcomeView
    | TodayView
    | DoctorView
    | DemoView
)
