"""What is run by itself, when, and as which line or which units.

The line needs nothing of the shell it is made in: all paths are whole, and the environment that
says where things are goes with it. Settings and keys of the environment do not: they are told of.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from returnctl.actions.desk import Desk
from returnctl.core.crontabs import crontab_line, shell_command
from returnctl.core.errors import Refused
from returnctl.core.structs import Struct
from returnctl.core.timers import Units, units

# `remind` says everything once, so that running often only means that a machine that was off makes
# up for it soon; nobody wants to hear of it at night. `deadlines` says the same at each run.
_WHEN: Final = {"remind": "0 7-22/3 * * *", "deadlines": "0 7 * * *"}
_TIMER_WHEN: Final = {"remind": "*-*-* 07..22/3:00:00", "deadlines": "*-*-* 07:00:00"}
_TIME: Final = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")
_KEY: Final = re.compile(r"RETURNCTL_[A-Z0-9]+_KEY")


class Job(Struct, frozen=True, kw_only=True):
    """What is to be run: `remind` or `deadlines`; once a day `at` a time; what it says `to` a file.

    `systemd`: by a timer, not by cron.
    """

    command: str = "remind"
    at: str | None = None
    to: str | None = None
    systemd: bool = False


class Machine(Struct, frozen=True, kw_only=True):
    """Where things are: what starts the program, whose crontab, the shell's environment, units."""

    program: tuple[str, ...]
    user: str
    environ: Mapping[str, str]
    config: Path
    units: Path


class Made(NamedTuple):
    """A job as text: the line or the command, what is installed, and the units of a timer."""

    line: str
    text: str
    units: Units | None = None


def make(desk: Desk, machine: Machine, job: Job) -> Made:
    """Return the text of a job.

    Raises:
        Refused: the time is none, or a path cannot stand there.
    """
    words = (*machine.program, "--db", str(desk.store.path), job.command)
    environ, when = _carried(desk, machine, job), _when(job)
    if not job.systemd:
        line = crontab_line(when, words, environ, job.to)
        return Made(line, line)
    found = units(when, words, environ, job.to)
    return Made(shell_command(words, environ, job.to), unit_text(found), found)


def unit_text(found: Units) -> str:
    """Return both units as one text."""
    return f"{found.service}\n{found.timer}"


def _when(job: Job) -> str:
    if job.at is None:
        return (_TIMER_WHEN if job.systemd else _WHEN)[job.command]
    found = _TIME.fullmatch(job.at.strip())
    if found is None:
        msg = f'"{job.at}" is no time of day.'
        raise Refused(msg, hint="Such as --at 7:30.")
    hour, minute = int(found[1]), int(found[2])
    return f"*-*-* {hour:02}:{minute:02}:00" if job.systemd else f"{minute} {hour} * * *"


def _carried(desk: Desk, machine: Machine, job: Job) -> dict[str, str]:
    environ, found = machine.environ, {}
    if environ.get("RETURNCTL_CONFIG") or environ.get("XDG_CONFIG_HOME"):
        found["RETURNCTL_CONFIG"] = str(machine.config)
    if state := environ.get("XDG_STATE_HOME"):
        found["XDG_STATE_HOME"] = state
    addresses = [each.get("url", "") for each in desk.settings.section("channels").values()]
    bus = environ.get("DBUS_SESSION_BUS_ADDRESS")
    if bus and not job.systemd and any(each.startswith("desktop:") for each in addresses):
        # A notice on the desktop goes over this; cron starts with nothing.
        found["DBUS_SESSION_BUS_ADDRESS"] = bus
    return found


def left_behind(desk: Desk, machine: Machine) -> Iterator[str]:
    """Yield what only this shell knows, so that a run by itself will not."""
    settings = [
        "RETURNCTL_" + name.upper().replace(".", "_")
        for name, held in desk.settings.values.items()
        if held.origin == "environment"
    ]
    if settings:
        yield f"only this shell knows {', '.join(settings)}: keep them with returnctl config set"
    if keys := sorted(name for name in machine.environ if _KEY.fullmatch(name)):
        ways = "token_command, key_file or keyring"
        yield f"only this shell knows {', '.join(keys)}: use {ways}, see docs/reminders.md"
