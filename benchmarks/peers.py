"""What a user would pick instead, on the same work: a list of what is open among what is over.

Each peer gets files of its own format with so many entries, as many of them open as in our
database. One that is not installed is left out, and named.
"""

import shutil
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Final

BIN: Final = Path(sys.executable).parent
_TITLE: Final = "steel kettle"


@dataclass(frozen=True, slots=True)
class Season:
    """What a peer is to hold: how many entries, how many of them open, and the day."""

    folder: Path
    size: int
    open: int
    today: date

    @property
    def days(self) -> Iterator[tuple[int, date, bool]]:
        """Yield number, day and whether it is open: those in the next three weeks."""
        for number in range(self.size):
            is_open = number < self.open
            ahead = timedelta(days=number % 21) if is_open else -timedelta(days=30 + number % 1400)
            yield number, self.today + ahead, is_open


@dataclass(frozen=True, slots=True)
class Peer:
    """A program: how to fill its files, the line to run, its own environment, its version."""

    name: str
    program: str
    fill: Callable[[Season], None]
    words: Callable[[Season], list[str]]
    version: tuple[str, ...] = ("--version",)
    environ: Callable[[Season], Mapping[str, str]] = field(default=lambda _: {})
    most: int = 10_000

    @property
    def command(self) -> list[str] | None:
        """The line that starts it, without arguments; None if it is not installed."""
        script = BIN / self.program
        if script.exists():
            return [sys.executable, str(script)]
        found = shutil.which(self.program)
        return [found] if found else None

    def told_version(self) -> str:
        """Return what the program says of its version."""
        command = [*(self.command or []), *self.version]
        said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
        return said.strip().splitlines()[0] if said.strip() else "?"


def _stamp(day: date) -> str:
    return f"{day:%Y%m%d}T120000Z"


def _calendar(name: str, fields: list[str]) -> str:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//made-up//EN", f"BEGIN:{name}",
             *fields, f"END:{name}", "END:VCALENDAR", ""]  # fmt: skip
    return "\r\n".join(lines)


def _fill_todo(season: Season) -> None:
    folder = season.folder / "todo" / "returns"
    folder.mkdir(parents=True)
    for number, day, is_open in season.days:
        state = "NEEDS-ACTION" if is_open else "COMPLETED"
        over = [] if is_open else [f"COMPLETED:{_stamp(day)}", "PERCENT-COMPLETE:100"]
        fields = [f"UID:{number}@made-up", f"DTSTAMP:{_stamp(day)}", f"DUE:{_stamp(day)}",
                  f"SUMMARY:{_TITLE} {number}", f"STATUS:{state}", *over]  # fmt: skip
        (folder / f"{number}.ics").write_text(_calendar("VTODO", fields))
    (season.folder / "todo" / "config.py").write_text(
        f'path = "{season.folder}/todo/*"\ncache_path = "{season.folder}/todo.cache"\n'
        'date_format = "%Y-%m-%d"\ntime_format = "%H:%M"\ndefault_list = "returns"\n'
    )


def _fill_khal(season: Season) -> None:
    folder = season.folder / "khal" / "returns"
    folder.mkdir(parents=True)
    for number, day, _ in season.days:
        fields = [f"UID:{number}@made-up", f"DTSTAMP:{_stamp(day)}",
                  f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
                  f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
                  f"SUMMARY:{_TITLE} {number}"]  # fmt: skip
        (folder / f"{number}.ics").write_text(_calendar("VEVENT", fields))
    (season.folder / "khal" / "config").write_text(
        f"[calendars]\n[[returns]]\npath = {folder}\n"
        f"[sqlite]\npath = {season.folder}/khal.cache\n"
        "[locale]\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
    )


def _fill_task(season: Season) -> None:
    folder = season.folder / "task"
    folder.mkdir()
    (folder / "taskrc").write_text(f"data.location={folder}\nconfirmation=no\nverbose=nothing\n")
    with (folder / "pending.data").open("w") as ours, (folder / "completed.data").open("w") as over:
        for number, day, is_open in season.days:
            at = int(day.strftime("%s"))
            state = 'status:"pending"' if is_open else f'end:"{at}" status:"completed"'
            (ours if is_open else over).write(
                f'[description:"{_TITLE} {number}" due:"{at}" entry:"{at}" modified:"{at}" {state} '
                f'uuid:"{uuid.UUID(int=number + 1)}"]\n'
            )


def _fill_hledger(season: Season) -> None:
    with (season.folder / "hledger.journal").open("w") as journal:
        for number, day, is_open in season.days:
            owed, paid = f"assets:owed:{number}", "assets:bank"
            journal.write(f"{day} {_TITLE} {number}\n    {owed}  9.99 EUR\n    expenses\n\n")
            if not is_open:
                journal.write(f"{day} refund {number}\n    {paid}  9.99 EUR\n    {owed}\n\n")


PEERS: Final = (
    Peer("todo list", "todo", _fill_todo,
         lambda at: ["--config", f"{at.folder}/todo/config.py", "list"]),
    Peer("task list", "task", _fill_task,
         lambda at: [f"rc:{at.folder}/task/taskrc", "rc.gc=off", "list"]),
    Peer("khal list", "khal", _fill_khal,
         lambda at: ["--config", f"{at.folder}/khal/config", "list", "today", "14d"]),
    Peer("hledger balance", "hledger", _fill_hledger,
         lambda at: ["--file", f"{at.folder}/hledger.journal", "balance", "assets:owed"]),
)  # fmt: skip
