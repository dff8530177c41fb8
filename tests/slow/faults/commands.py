"""Every command that writes: its words, and what was done before it.

In the words, REF is a case under way and OTHER a second one. `before` are commands or `plant`s that
make ready what the command needs.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.slow.faults.injecting import Bench
from tests.slow.faults.scene import Scene, empty

Words = tuple[str, ...]
Plant = Callable[[Scene], None]


@dataclass(frozen=True)
class Command:
    """One row of the table."""

    words: Words
    before: tuple[Words | Plant, ...] = ()
    is_first: bool = False


def other_machine(scene: Scene) -> None:
    """An archive of a machine that knows another case."""
    there = empty(scene.folder.parent / "other")
    there.add("8190123456789999", "Charger", "9.99 EUR", "--delivered", "7nov")
    there.run("export", "--archive", str(scene.folder / "other.zip"))


def other_log(scene: Scene) -> None:
    """A log of a machine that knows another case."""
    there = empty(scene.folder.parent / "other-log")
    there.add("8190123456789999", "Charger", "9.99 EUR", "--delivered", "7nov")
    there.run("export", str(scene.folder / "other.json"))


def odd_tables(scene: Scene) -> None:
    """Tables that are not what the log gives."""
    with closing(sqlite3.connect(scene.db)) as conn:
        conn.execute("UPDATE deadlines SET act_by = '2027-01-01'")
        conn.commit()


def odd_files(scene: Scene) -> None:
    """A mode that lets others look, and the draft of a run that was killed."""
    scene.db.chmod(0o644)
    draft = scene.db.with_name(".returns.db.00ff.new")
    draft.write_bytes(b"half")
    os.utime(draft, (0, 0))


def orphan(scene: Scene) -> None:
    """A file of evidence that nothing names."""
    place = scene.db.with_name("returns.evidence") / "ab" / ("ab" + "0" * 62)
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(b"nobody's")


def old_backup(scene: Scene) -> None:
    """Give the backup the name of another year."""
    folder = scene.db.with_name("returns.backups")
    (found,) = folder.glob("returns-*-asked.db")
    found.rename(folder / "returns-20200101-000000-asked.db")


def other_rules(scene: Scene) -> None:
    """Rules of the user's own, later than the orders."""
    import returnctl.policies

    shipped = Path(returnctl.policies.__file__ or "").parent / "shops" / "aliexpress.toml"
    folder = scene.folder / "packs"
    folder.mkdir(parents=True)
    (folder / "aliexpress.toml").write_text(shipped.read_text().replace('"72h"', '"96h"'))


_UNDO: Final = ("undo", "--yes")
_ADD: Final = ("add", "8190123456780043", "LED strip", "12.40 EUR", "--delivered", "8nov",
               "--reason", "defective", "--code", "RMA-2")  # fmt: skip

COMMANDS: Final[Mapping[str, Command]] = {
    "add": Command(_ADD),
    "add, the very first": Command(_ADD, is_first=True),
    "mark": Command(("mark", "REF", "sent", "--tracking", "EZ2000000002")),
    "edit": Command(("edit", "REF", "--seller", "Best Hubs", "--price", "24.99 EUR")),
    "edit --same-as": Command(("edit", "REF", "--same-as", "OTHER")),
    "undo": Command(_UNDO),
    "redo": Command(("redo",), (_UNDO,)),
    "message add": Command(("message", "add", "REF", "Where is it?", "--from", "me")),
    "message rm": Command(("message", "rm", "REF", "1", "--yes")),
    "rm": Command(("rm", "OTHER", "--yes")),
    "rm --purge": Command(("rm", "OTHER", "--purge", "--yes")),
    "remind": Command(("remind",)),
    "snooze": Command(("snooze", "REF")),
    "parcel add": Command(("parcel", "add", "REF", "EZ2000000002", "--inbound")),
    "parcel rm": Command(("parcel", "rm", "REF", "EZ4000000004")),
    "track": Command(("track",)),
    "track --accept": Command(("track", "--accept"), (("track",),)),
    "evidence add": Command(("evidence", "add", "REF", "new.jpg", "--kind", "photo")),
    "evidence rm": Command(("evidence", "rm", "REF", "1")),
    "evidence copy": Command(("evidence", "copy", "REF", "out/proof")),
    "import of a table": Command(("import", "orders.csv", "--yes")),
    "import of a log": Command(("import", "other.json", "--yes"), (other_log,)),
    "import of an archive": Command(("import", "other.zip", "--yes"), (other_machine,)),
    "policy adopt": Command(("policy", "adopt", "--all"), (other_rules,)),
    "config set": Command(("config", "set", "backup_daily", "9")),
    "config unset": Command(("config", "unset", "default_shop")),
    "doctor --fix": Command(("doctor", "--fix", "--yes"), (odd_tables, odd_files)),
    "doctor --rebuild": Command(("doctor", "--rebuild", "--yes"), (odd_tables,)),
    "doctor --clean": Command(("doctor", "--clean", "--yes"), (orphan,)),
    "export": Command(("export", "out/cases.json")),
    "export --archive": Command(("export", "--archive", "out/all.zip")),
    "export --force": Command(("export", "out/cases.json", "--force"),
                              (("export", "out/cases.json"), _ADD)),
    "calendar": Command(("calendar", "out/days.ics")),
    "calendar, again": Command(("calendar", "out/days.ics"),
                               (("calendar", "out/days.ics"), ("mark", "REF", "dispute-opened",
                                                               "--channel", "platform"))),
    "calendar --watch-path": Command(("calendar", "--watch-path", "out/days.ics")),
    "casefile": Command(("casefile", "REF", "--out", "out/case.zip")),
    "slip": Command(("slip", "REF", "--html", "out/slip.html")),
    "backup": Command(("backup",)),
    "backup elsewhere": Command(("backup", "out/disk")),
    "restore": Command(("restore", "20200101", "--yes"), (("backup",), old_backup, _ADD)),
}  # fmt: skip


def bench(name: str, folder: Path, stock: Scene) -> Bench:
    """Make the records for a command out of a season, and what it is tried on."""
    return bench_of(COMMANDS[name], folder, stock)


def bench_of(command: Command, folder: Path, stock: Scene) -> Bench:
    """Make the same for a command of another table."""
    scene = empty(folder / "master") if command.is_first else stock.copy(folder / "master")
    words = {"REF": scene.ref, "OTHER": scene.other}
    for each in command.before:
        if callable(each):
            each(scene)
        else:
            scene.run(*(words.get(word, word) for word in each))
    place = folder / "place"
    args = ["-m", "returnctl", *(words.get(each, each) for each in command.words)]
    return Bench(scene.folder, place, args, env={"RETURNCTL_CONFIG": str(place / "config.toml")})
