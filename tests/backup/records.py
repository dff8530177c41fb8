"""Records under backup: the program today, and what lies in its folder of backups."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.cli.running import Answer, Cli

SOURCES = ("log", "commands", "rulebooks", "purges")


@dataclass(frozen=True)
class Kept:
    """A program with records. `now` has the system's clock: with `--as-of` nothing is backed up."""

    cli: Cli
    ref: str

    @property
    def now(self) -> Cli:
        return self.cli.at(None)

    @property
    def folder(self) -> Path:
        return self.cli.db.with_name("returns.backups")

    @property
    def evidence(self) -> Path:
        return self.cli.db.with_name("returns.evidence")

    def back_up(self, *args: str) -> Path:
        """Make a backup and return its file."""
        return Path(self.now.data("backup", *args)["backup"]["path"])

    def another(self, number: str = "8190123456780042") -> str:
        return self.cli.add(number, "LED strip", "12.40 EUR", "--delivered", "8nov")

    def restore(self, name: str | Path = "latest") -> Answer:
        return self.now("restore", str(name), "--yes")

    def files(self) -> list[str]:
        """The backups there are, oldest first."""
        return sorted(path.name for path in self.folder.glob("returns-*.db"))

    def made_on(self, day: str, path: Path) -> Path:
        """Give a backup the name that it would have had on another day."""
        other = path.with_name(f"returns-{day}-{path.name.split('-', 3)[3]}")
        path.rename(other)
        return other


def sources(path: Path) -> dict[str, list[Any]]:
    """Every row that cannot be made anew."""
    cli = Cli(path)
    return {name: sorted(cli.query(f"SELECT * FROM {name}"), key=repr) for name in SOURCES}  # noqa: S608


def everything(path: Path) -> dict[str, list[Any]]:
    """Every row of sources and projections."""
    return sources(path) | Cli(path).projections()


def modes(folder: Path) -> set[int]:
    """The modes of a folder and of all below it."""
    return {path.lstat().st_mode & 0o777 for path in (folder, *folder.rglob("*"))}


def age(path: Path, hours: int) -> None:
    """Let a file be as old as one that a crash left."""
    at = path.stat().st_mtime - 3600 * hours
    os.utime(path, (at, at))
