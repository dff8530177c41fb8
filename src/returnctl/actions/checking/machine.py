"""Checks of the machine: packs, zone, backups, and what this program stands on."""

import os
import platform
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from returnctl.actions.desk import Desk
from returnctl.core.knownfaults import faults_of
from returnctl.core.views.health import Outcome, bad, note, ok
from returnctl.packs.shelf import user_packs
from returnctl.settings.guesses import system_zone

Look = Callable[[Desk, Path], Iterator[Outcome]]

# A backup so old would cost weeks of work.
_OLD_DAYS: Final = 30
_LIBRARIES: Final = ("sqlite-utils", "typer")


def _packs(_: Desk, folder: Path) -> Iterator[Outcome]:
    faults = user_packs(folder)[1]
    for fault in faults:
        yield bad(str(fault), "returnctl policy check FILE")
    if not faults:
        yield ok()


def _zone(desk: Desk, _: Path) -> Iterator[Outcome]:
    """Travelling is no fault, so another zone than the machine's is told and not bad."""
    ours, theirs = desk.moment.zone, system_zone(os.environ)
    if desk.settings.is_sure("timezone") and theirs not in (ours, "UTC", "Etc/UTC"):
        says = f"days are those of {ours}, and this machine is in {theirs}"
        yield note(says, f"returnctl config set timezone {theirs}")
    else:
        yield ok(ours)


def _backups(desk: Desk, _: Path) -> Iterator[Outcome]:
    newest = next(iter(desk.store.safekeeping().folder.backups()), None)
    if newest is None or newest.at is None:
        yield note("none yet", "returnctl backup")
        return
    days = max((desk.moment.now - newest.at).days, 0)
    age = {0: "today", 1: "a day ago"}.get(days, f"{days} days ago")
    yield (
        note(f"the last was {age}", "returnctl backup")
        if days > _OLD_DAYS
        else ok(f"the last was {age}")
    )


def _libraries(_: Desk, __: Path) -> Iterator[Outcome]:
    known = {name: found for name in _LIBRARIES if (found := _version(name))}
    faulty = [(name, v, says) for name, v in known.items() for says in faults_of(name, v)]
    for name, found, says in faulty:
        yield bad(f"{name} {found} {says}", "upgrade it")
    if not faulty:
        yield ok(", ".join(f"{name} {found}" for name, found in known.items()))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _python(_: Desk, __: Path) -> Iterator[Outcome]:
    yield ok(platform.python_version())


MACHINE_CHECKS: Final[dict[str, Look]] = {
    "your packs": _packs,
    "time zone": _zone,
    "backups": _backups,
    "libraries": _libraries,
    "Python": _python,
}
