"""The only place that builds things: paths, settings, clock, store, rules, and the output."""

import os
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar
from zoneinfo import ZoneInfo

from returnctl.actions.desk import Desk
from returnctl.cli.given import Given, given
from returnctl.core.errors import Refused, ReturnctlError
from returnctl.core.states import Moment
from returnctl.core.structs import Struct, field, replace
from returnctl.core.views import View
from returnctl.render.output import Form, Output, show, show_error
from returnctl.settings.config import Settings, Value, load_settings
from returnctl.settings.device import device_id
from returnctl.settings.paths import Paths, find_paths
from returnctl.store.store import Store

if TYPE_CHECKING:
    from returnctl.actions.following.track import Progress
    from returnctl.actions.rulebook import Rulebooks
    from returnctl.cli.given import Call
    from returnctl.core.sightings import Service
    from returnctl.packs.book import Book

_NOON: Final = time(12)
# How many rows are read for a terminal: more than anybody pages through.
PAGED: Final = 200
T = TypeVar("T")
V = TypeVar("V", bound=View)


class Session(Struct, frozen=True):
    """One run of the program: where things are, the desk, and where the answer goes.

    `notes` gathers what is to be said beside the answer. `rehearsed`: the clock is the one of
    `--as-of`, so that nothing may leave this machine.
    """

    paths: Paths
    desk: Desk
    output: Output
    notes: list[str] = field(default_factory=list)
    rehearsed: bool = False

    @property
    def paged(self) -> bool:
        """Whether the answer is read page by page, and so need not be whole."""
        return self.output.pager is not None

    @property
    def on_terminal(self) -> bool:
        """Whether a person sits at both ends, so that questions make sense."""
        return self.output.form is Form.TERMINAL and sys.stdin is not None and sys.stdin.isatty()


def open_session(call: "Call") -> Session:
    """Build everything a command works with; nothing is opened or written yet."""
    options = given(call)
    if len(options.forms) > 1:
        raise Refused(f"one form at a time: {' or '.join(options.forms)}.", hint="Leave one out.")
    paths = find_paths(os.environ, database=options.db)
    settings = load_settings(paths.config, os.environ)
    moment = _moment(options, settings)
    output = output_for(options)
    notes: list[str] = []
    desk = make_desk(paths, settings, moment, notes, by_title=output.form is Form.TERMINAL)
    return Session(paths, desk, output, notes, rehearsed=options.as_of is not None)


def state_folder() -> Path:
    """Return the folder for what is this machine's own: its id, crash reports."""
    return find_paths(os.environ).state


def make_desk(
    paths: Paths, settings: Settings, moment: Moment, notes: list[str], *, by_title: bool
) -> Desk:
    """Put store, clock, settings and rules together; broken packs are told in `notes`."""
    rules = _once(_rulebooks)
    store = Store(
        paths.database,
        derive=lambda case, text_of: rules().deadlines(case, text_of),
        device=lambda: device_id(paths.state),
        clock=lambda: moment.now,
        made=lambda path: notes.extend(_dangers(path)),
    )
    return Desk(
        store=store,
        moment=moment,
        settings=settings,
        book=_once(lambda: _current_book(paths.packs, notes)),
        rules=rules,
        by_title=by_title,
        remark=lambda said: None if said in notes else notes.append(said),
    )


def _dangers(database: Path) -> Iterator[str]:
    """Tell once, where the records begin, why that is no good place for them."""
    from returnctl.store.whereabouts import dangers

    return dangers(database)


def _current_book(folder: Path, notes: list[str]) -> "Book":
    from returnctl.packs.shelf import rulebook

    book, faults = rulebook(folder)
    notes += [f"a pack of yours is left out: {fault}" for fault in faults]
    return book


def _rulebooks() -> "Rulebooks":
    from returnctl.actions.rulebook import Rulebooks
    from returnctl.calendars.public_holidays import public_holidays

    return Rulebooks(public_holidays)


def _once(load: Callable[[], T]) -> Callable[[], T]:
    """Load on the first call, and keep what was loaded."""
    kept: list[T] = []

    def get() -> T:
        if not kept:
            kept.append(load())
        return kept[0]

    return get


def services(session: Session) -> "list[Service]":
    """Build the tracking services that the settings and the keys at hand allow.

    Raises:
        Refused: the config names one that nobody knows.
    """
    from returnctl.settings.secretplaces import origin, place_of, read_secret
    from returnctl.tracking.choosing import chosen_services

    settings = session.desk.settings
    return chosen_services(
        settings.section("providers"),
        has_key=lambda name: origin(place_of(settings, "providers", name), os.environ) is not None,
        key_of=lambda name: read_secret(place_of(settings, "providers", name), os.environ),
        now=lambda: session.desk.moment.now,
    )


def _moment(options: Given, settings: Settings) -> Moment:
    """The system's clock, or the one of `--as-of`: a bare date is noon in the user's zone."""
    zone = settings["timezone"]
    now = datetime.now(UTC)
    if options.as_of is None:
        return Moment(now, zone)
    from returnctl.core.dates import parse_when

    today = now.astimezone(ZoneInfo(zone)).date()
    when = parse_when(options.as_of, today=today, order=settings["date_order"])
    return Moment(
        datetime.combine(when.day, when.time or _NOON, ZoneInfo(zone)).astimezone(UTC), zone
    )


def output_for(options: Given) -> Output:
    """Decide how the answer looks: as asked, else by what standard output is."""
    if options.json:
        form = Form.JSON
    elif options.plain:
        form = Form.PLAIN
    elif options.csv or options.xlsx is not None:
        form = Form.CSV if options.csv else Form.XLSX
    else:
        form = _form_for_people()
    color = options.color
    if color is None and os.environ.get("NO_COLOR"):
        color = False
    return Output(form=form, out=sys.stdout, err=sys.stderr, color=color, quiet=options.quiet)


def _form_for_people() -> Form:
    return Form.TERMINAL if sys.stdout is not None and sys.stdout.isatty() else Form.TEXT


def tell(call: "Call", act: Callable[[Session], V], *, paged: bool = False) -> tuple[Session, V]:
    """Run an action and show its view, and beside it what the session noted.

    A `paged` one goes through the pager where it is too long for the terminal.
    """
    session = open_session(call)
    if paged and session.output.form is Form.TERMINAL:
        from returnctl.cli.pager import page

        session = replace(session, output=replace(session.output, pager=page))
    view = act(session)
    show_in(call, session, view)
    return session, view


def show_in(call: "Call", session: Session, view: View) -> None:
    """Show a view, and beside it what the session noted; a workbook is written, and told."""
    command, moment, output = command_name(call), session.desk.moment, session.output
    if (file := given(call).xlsx) is not None:
        from returnctl.actions.sheets import write_sheet
        from returnctl.render.output import sheet

        table = sheet(view, command=command, moment=moment)
        view = write_sheet(file, table, title=command)
        output = replace(output, form=_form_for_people())
    show(view, command=command, moment=moment, output=output, warnings=session.notes)


def answer(call: "Call", session: Session, view: View) -> None:
    """Show what followed from an answer that a person gave."""
    show(view, command=command_name(call), moment=session.desk.moment, output=session.output)


def progress(session: Session, what: str) -> "Progress":
    """Return what shows how far long work is."""
    from functools import partial

    from returnctl.render.progress import bar_of

    return partial(bar_of, session.output, what)


def command_name(call: "Call") -> str:
    """Return the command as typed, without the program: `status`, `config set`."""
    return " ".join(call.command_path.split()[1:])


def tell_error(error: ReturnctlError, command: str, options: Given) -> None:
    """Show an error on stderr, or in the JSON envelope."""
    show_error(error, command=command, moment=_clock(options), output=output_for(options))


def _clock(options: Given) -> Moment | None:
    """Return the clock, unless it is the clock or the settings that cannot be read."""
    try:
        paths = find_paths(os.environ, database=options.db)
        return _moment(options, load_settings(paths.config, os.environ))
    except ReturnctlError:
        return None


def with_settings(session: Session, settings: Settings) -> Session:
    """Return the session under other settings."""
    moment = replace(session.desk.moment, zone=settings["timezone"])
    return replace(session, desk=replace(session.desk, settings=settings, moment=moment))


# The demo's shopper; whoever set another country or currency sees the season as their own.
_DEMO_SHOPPER: Final = {"country": "ES", "currency": "EUR"}


def demo_session(session: Session, database: Path) -> Session:
    """Return a session on a database of its own, for a shopper in Madrid where nobody is set."""
    values = dict(session.desk.settings.values)
    for name, value in _DEMO_SHOPPER.items():
        if values[name].value is None:
            values[name] = Value(value, "demo")
    if not session.desk.settings.is_sure("timezone"):
        values["timezone"] = Value("Europe/Madrid", "demo")
    settings = Settings(values)
    paths = replace(session.paths, database=database)
    moment = replace(session.desk.moment, zone=settings["timezone"])
    desk = make_desk(paths, settings, moment, session.notes, by_title=False)
    return replace(session, paths=paths, desk=desk)


def open_refs() -> list[tuple[str, str]]:
    """Return open cases as ref and items for the shell; nothing where they cannot be read."""
    try:
        paths = find_paths(os.environ)
        settings = load_settings(paths.config, os.environ)
        desk = make_desk(paths, settings, _moment(Given(), settings), [], by_title=False)
        with desk.store.read() as reader:
            return [(row.ref, ", ".join(row.items)) for row in reader.statuses()]
    except ReturnctlError:
        return []


def known_shops() -> list[tuple[str, str]]:
    """Return the shops that have rules as name and title for the shell."""
    from returnctl.packs.choosing import shops

    try:
        book = _current_book(find_paths(os.environ).packs, [])
    except ReturnctlError:
        return []
    return [(pack.name, pack.title) for pack in shops(book)]
