"""A desk at a moment, as the program makes it, on a database of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from returnctl.actions.desk import Desk
from returnctl.actions.reminding.running import STDOUT, Post, confirm, remind
from returnctl.cli.wiring import make_desk
from returnctl.core.errors import Unreachable
from returnctl.core.rungs import Notice
from returnctl.core.states import Moment
from returnctl.core.views.reminders import RemindView
from returnctl.settings.config import load_settings
from returnctl.settings.paths import Paths
from tests.cli.running import BERLIN, Cli

ZONE = "Europe/Berlin"


def at(text: str) -> Moment:
    """A moment from `2026-11-21 08:00`."""
    local = datetime.fromisoformat(text if ":" in text else f"{text} 08:00")
    return Moment(local.replace(tzinfo=ZoneInfo(ZONE)).astimezone(UTC), ZONE)


def desk_at(cli: Cli, moment: Moment) -> Desk:
    folder = cli.db.parent.parent
    paths = Paths(cli.db, folder / "config.toml", folder / "packs", folder / "state")
    environ = {name: value for name, value in cli.env.items() if value is not None}
    return make_desk(paths, load_settings(paths.config, environ), moment, [], by_title=False)


@dataclass
class Machine:
    """Records, and channels that take what they are sent, or are down."""

    cli: Cli
    down: set[str] = field(default_factory=set)
    taken: dict[str, list[str]] = field(default_factory=dict)
    die: Callable[[str], None] = lambda _: None

    def run(self, when: str, *channels: str, shown: bool = True) -> RemindView:
        """One run of reminders; `shown` False dies before the answer is confirmed."""
        desk = desk_at(self.cli, at(when))
        view = remind(desk, self._posts(channels), compose)
        if shown:
            confirm(desk, view)
        return view

    def told(self, when: str) -> list[str]:
        """What standard output is told by one run."""
        return names(self.run(when, STDOUT).shown)

    def _posts(self, channels: Sequence[str]) -> Mapping[str, Post | None]:
        return {name: None if name == STDOUT else self._post(name) for name in channels}

    def _post(self, name: str) -> Post:
        def send(_title: str, text: str) -> None:
            if name in self.down:
                raise Unreachable(f"{name} is down.", hint="Later.")
            self.taken.setdefault(name, []).append(text)
            self.die(name)

        return send


def compose(found: Sequence[Notice]) -> tuple[str, str]:
    return "title", " ".join(names(found))


def names(found: Sequence[Notice]) -> list[str]:
    """Each notice as rule and rung; late ones marked."""
    return [
        f"{each.due.row.rule.rpartition('.')[2]}{each.rung:+d}{' late' if each.late_since else ''}"
        for each in found
    ]


def a_machine(folder: Path) -> Machine:
    return Machine(Cli(folder / "records" / "returns.db", dict(BERLIN), "2026-11-01"))


def promised(machine: Machine, day: str, *, item: str = "Lamp") -> str:
    """An order with one deadline that matters: a promise, due on a day."""
    ref = machine.cli.data("add", "--shop", "lampenladen", "--item", item)["ref"]
    machine.cli.ok("edit", ref, "--deadline", f"promise={day}")
    return str(ref)
