"""Every command that records something, in a few stories; each is played on records of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from tests.cli.running import Cli

_HUB: Final = ("--shop", "lampenladen", "--item", "Hub", "--item", "2 x Lamp @ 12.50 EUR")
_BROKEN: Final = ("--delivered", "-8d", "--reason", "defective")


def begin(cli: Cli) -> None:
    """What is recorded before any story begins."""
    cli.add("--order", "FIRST", *_HUB, *_BROKEN)
    cli.add("--order", "SECOND", *_HUB, *_BROKEN)


def cases(cli: Cli, place: Path) -> None:
    """Cases that come, change and go."""
    short(cli, place)
    ref = cli.add("--order", "SIXTH", *_HUB, *_BROKEN)
    cli.ok("mark", ref, "requested", "--code", "RMA1")
    cli.ok("snooze", ref, "--until", "+3d")
    cli.ok("edit", ref, "--deadline", "return-window=+20d")
    cli.ok("rm", ref, "--yes")
    cli.ok("undo", "--yes")
    cli.ok("redo")
    cli.ok("rm", "SECOND", "--purge", "--yes")


def short(cli: Cli, place: Path) -> None:
    """The same in little."""
    ref = cli.add("--order", "FIFTH", *_HUB, *_BROKEN)
    cli.ok("mark", ref, "dispute-opened", "--channel", "platform")
    cli.ok("edit", ref, "--note", "scratched")
    cli.ok("undo", "--yes")


def things(cli: Cli, place: Path) -> None:
    """Messages, parcels and evidence of a case."""
    file = place / "photo.jpg"
    file.write_bytes(b"a photo")
    cli.ok("message", "add", "FIRST", "--from", "seller", "It was whole when we sent it.")
    cli.ok("message", "rm", "FIRST", "1", "--yes")
    cli.ok("parcel", "add", "FIRST", "LP00123456789012")
    cli.ok("parcel", "rm", "FIRST", "LP00123456789012")
    cli.ok("evidence", "add", "FIRST", str(file), "--kind", "photo")
    cli.ok("evidence", "rm", "FIRST", "1")
    cli.ok("mark", "FIRST", "SECOND", "kept")


def imports(cli: Cli, place: Path) -> None:
    """What comes from files, and whole logs that go and come."""
    table, log = place / "orders.csv", place / "log.json"
    rows = "".join(f"A{number:04},2026-11-01,Thing,12.50,EUR\n" for number in range(30))
    table.write_text("order,date,item,price,currency\n" + rows)
    cli.ok("export", str(log))
    cli.ok("import", str(table), "--shop", "lampenladen", "--date-format", "%Y-%m-%d",
           "--decimal", ".", "--yes")  # fmt: skip
    cli.ok("undo", "--yes")
    cli.ok("rm", "FIRST", "--purge", "--yes")
    cli.ok("import", str(log), "--yes")
    cli.ok("policy", "adopt", "--all")
    cli.ok("doctor", "--rebuild")


def rounds(cli: Cli, place: Path) -> None:
    """What cron runs, and a backup that is put back; under the system's clock."""
    now = cli.at(None)
    ref = now.add("--order", "THIRD", *_HUB, "--shipped", "-9d", "--tracking", "EZ4000000004")
    now.ok("track")
    now.ok("track", "--accept", "--all")
    now.ok("edit", ref, "--deadline", "promise=+3d")
    now.ok("remind")
    now.ok("backup")
    now.ok("mark", ref, "kept")
    now.ok("restore", "latest", "--yes")


STORIES: Final[dict[str, Callable[[Cli, Path], None]]] = {
    "cases": cases,
    "things": things,
    "imports": imports,
    "rounds": rounds,
}
