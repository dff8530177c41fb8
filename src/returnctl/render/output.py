"""The door to the streams: a view goes in, text for people or machines comes out.

Conventions: results go to `out`, notes and errors to `err`; with JSON everything is in the one
envelope on `out`. A view's forms are looked up by its type, and their module is loaded only then.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from importlib import import_module
from io import StringIO
from typing import TYPE_CHECKING, Any, Final, Protocol, TextIO

from returnctl.core.safe import safe
from returnctl.core.states import Moment
from returnctl.core.structs import Struct
from returnctl.core.views import View
from returnctl.render.asides import tell_notes, tell_refusal
from returnctl.render.blocks import Block
from returnctl.render.layout import lay_out
from returnctl.render.page import Forms, Page

if TYPE_CHECKING:
    from returnctl.core.sheets import Sheet


class Form(Enum):
    """Who reads it: a person at a terminal or through a pipe, tools by lines, programs, sheets."""

    TERMINAL = "terminal"
    TEXT = "text"
    PLAIN = "plain"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"


class Output(Struct, frozen=True):
    """Where to write, and how. `color` None: the terminal and NO_COLOR decide.

    With a `pager` a terminal's text goes there, whole.
    """

    form: Form
    out: TextIO
    err: TextIO
    color: bool | None = None
    quiet: bool = False
    width: int | None = None
    pager: Callable[[str], None] | None = None


class Told(Protocol):
    """What can be told as an error: a `ReturnctlError`, or what looks like one."""

    message: str
    hint: str
    code: str


# View -> the module whose FORMS tell it.
_FAMILIES: Final[Mapping[str, str]] = {
    "StatusView": "status",
    "OnelineView": "oneline",
    "DeadlinesView": "deadlines",
    "FoundView": "found",
    "CaseView": "case",
    "WhyView": "why",
    "NextView": "next",
    "LadderView": "ladder",
    "SummaryView": "summary",
    "WriteView": "writes",
    "WritesView": "writes",
    "PurgedView": "purged",
    "ImportView": "imports",
    "MessagesView": "messages",
    "LetterView": "messages",
    "TemplatesView": "messages",
    "TemplateView": "messages",
    "FieldsView": "messages",
    "HistoryView": "history",
    "EventsView": "choices",
    "EvidenceView": "evidence",
    "TakenView": "evidence",
    "VerifiedView": "evidence",
    "CasefileView": "casefile",
    "SlipView": "slip",
    "IdentifiedView": "parcels",
    "ParcelsView": "parcels",
    "TrackView": "track",
    "PoliciesView": "policies",
    "PackView": "pack",
    "CheckView": "policies",
    "SettingsView": "settings",
    "PathsView": "settings",
    "WelcomeView": "today",
    "TodayView": "today",
    "DemoView": "today",
    "DoctorView": "health",
    "BackupView": "backups",
    "BackupsView": "backups",
    "RestoreView": "backups",
    "RemindView": "reminders",
    "UpcomingView": "reminders",
    "TestedView": "reminders",
    "CalendarView": "files",
    "ExportView": "files",
    "SheetView": "files",
    "CronView": "schedules",
}


def forms_of(view: View) -> Forms:
    """Return how a view is told."""
    module = import_module(f"returnctl.render.{_FAMILIES[type(view).__name__]}")
    forms: Forms = module.FORMS[type(view)]
    return forms


def data_of(view: View, *, command: str, moment: Moment) -> Any:
    """Return what JSON tells of a view."""
    return forms_of(view).data(view, Page(moment, command))


def show(
    view: View, *, command: str, moment: Moment, output: Output, warnings: Sequence[str] = ()
) -> None:
    """Show what a command answers, and what it has to say beside it."""
    page = Page(moment, command, output.quiet, blocks=_has_blocks(output.out))
    forms = forms_of(view)
    if output.form is Form.JSON:
        from returnctl.render.envelope import write_envelope

        told = [*warnings, *(forms.warnings(view, page) if forms.warnings else ())]
        data = forms.data(view, page)
        write_envelope(output.out, command=command, moment=moment, data=data, warnings=told)
        return
    if not output.quiet:
        tell_notes(warnings, output.err)
    if output.form is Form.CSV:
        _write_csv(sheet(view, command=command, moment=moment), output.out)
    elif output.form is Form.PLAIN:
        records = forms.plain(view, page)
        output.out.writelines("\t".join(map(safe, each)) + "\n" for each in records)
    elif output.form is Form.TEXT:
        _write_text(forms.text(view, page), output.out, color=bool(output.color))
    else:
        from returnctl.render.screen import print_blocks

        blocks = (forms.terminal or forms.text)(view, page)
        drawn = StringIO() if output.pager else output.out
        print_blocks(blocks, drawn, color=output.color, width=output.width, tty=bool(output.pager))
        if output.pager and isinstance(drawn, StringIO):
            output.pager(drawn.getvalue())


def sheet(view: View, *, command: str, moment: Moment) -> "Sheet":
    """Return a list as a table.

    Raises:
        Refused: the answer is no list.
    """
    from returnctl.render.sheets import table_of

    return table_of(view, forms_of(view).plain(view, Page(moment, command)), command=command)


def _write_csv(found: "Sheet", out: TextIO) -> None:
    """Write a list as CSV: bytes, so that no locale and no system changes a sign of it."""
    from returnctl.core.sheets import csv_lines

    buffer = getattr(out, "buffer", None)
    if buffer is None:  # a stream of text alone
        out.writelines(each.decode() for each in csv_lines(found))
        return
    out.flush()
    buffer.writelines(csv_lines(found))
    buffer.flush()


def _has_blocks(out: TextIO) -> bool:
    """Say whether a stream can show block characters."""
    encoding = getattr(out, "encoding", None) or "utf-8"
    return encoding.lower().replace("-", "").startswith("utf")


def _write_text(blocks: Iterable[Block], out: TextIO, *, color: bool) -> None:
    """Write lines as long as they are: a pipe has no width, and nothing may be cut."""
    if color:  # `--color`: for a pager that shows it
        from returnctl.render.screen import print_lines

        print_lines(blocks, out)
        return
    for found in lay_out(blocks, None, len):
        text = " " * found.indent + "".join(span.text for span in found.spans)
        out.write(text.rstrip() + "\n")


def show_error(error: Told, *, command: str, moment: Moment | None, output: Output) -> None:
    """Tell what went wrong in one sentence, and below it what to type next."""
    if output.form is Form.JSON:
        from returnctl.render.envelope import write_envelope

        told = {"code": error.code, "message": error.message, "hint": error.hint}
        write_envelope(output.out, command=command, moment=moment, data=None, errors=[told])
        return
    hints = [hint for hint in error.hint.splitlines() if hint.strip()]
    tell_refusal(error.message, hints, output.err)
