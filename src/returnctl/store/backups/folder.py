"""A folder of backups: a file each, named for when and why, and the evidence of all beside them.

`returns-20261122-042811-import.db` is UTC. Files of evidence lie under their hash once, however
many backups name them, as they do beside a database. Only names that this program gives are looked
at; all else is let be.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple

from returnctl.store.evidence.folder import DRAFT_END, EvidenceFolder

_STAMP: Final = "%Y%m%d-%H%M%S"


class Backup(NamedTuple):
    """A backup: its file, when it was made (UTC, to the second), why, and its bytes.

    `at` is None and `label` empty of a file that has no name of a backup.
    """

    path: Path
    at: datetime | None
    label: str
    size: int

    @property
    def name(self) -> str:
        """What people type to mean it: `20261122-042811`."""
        return f"{self.at:{_STAMP}}" if self.at else self.path.name


class BackupFolder:
    """Where the backups of a database lie: beside it, or where somebody wants them."""

    def __init__(self, database: Path, folder: Path | None = None) -> None:
        self.stem = database.name.removesuffix(".db")
        self.is_own = folder is None
        self.path = folder or database.with_name(f"{self.stem}.backups")
        self.evidence = EvidenceFolder(self.path / f"{self.stem}.db")
        self._name = re.compile(rf"{re.escape(self.stem)}-([0-9]{{8}}-[0-9]{{6}})-([a-z0-9-]+)\.db")

    def place(self, at: datetime, label: str) -> Path:
        """Return where a backup of that second belongs."""
        return self.path / f"{self.stem}-{self.name_at(at)}-{label}.db"

    @staticmethod
    def name_at(at: datetime) -> str:
        """Return the name of a backup of that second."""
        return f"{at.astimezone(UTC):{_STAMP}}"

    def backups(self) -> tuple[Backup, ...]:
        """Return what is there, newest first."""
        if not self.path.is_dir():
            return ()
        found = (self.backup(path) for path in self.path.iterdir())
        return tuple(sorted((b for b in found if b), key=lambda b: b.name, reverse=True))

    def backup(self, path: Path) -> Backup | None:
        """Return the backup that a file is by its name; None for any other file."""
        match = self._name.fullmatch(path.name)
        if match is None or not path.is_file() or path.is_symlink():
            return None
        try:
            at = datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC)
        except ValueError:
            return None
        return Backup(path, at, match[2], path.stat().st_size)

    def drafts(self) -> Iterator[Path]:
        """Yield what was never finished, with what SQLite left beside it."""
        yield from sorted(self.path.glob(f".*{DRAFT_END}"))
        yield from sorted(self.path.glob(f".*{DRAFT_END}-journal"))
        yield from sorted(self.evidence.path.glob(f".*{DRAFT_END}"))
