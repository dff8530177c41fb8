"""Backups: what was made, what there is, and what putting one back changes."""

from datetime import datetime

from returnctl.core.entries import Command
from returnctl.core.structs import Struct
from returnctl.core.views import View


class BackupLine(Struct, frozen=True, kw_only=True):
    """A backup: its name as it is typed, when it was made (UTC), why, and where it lies.

    `at` and `why` are not known of a file with another name.
    """

    name: str
    at: datetime | None
    why: str
    size: int
    path: str


class BackupView(View, frozen=True, kw_only=True):
    """`backup`: what was made, or would be.

    `entries`, `commands` and `cases` are what it holds, `files` the evidence in it (`added` of it
    new, `lost` in no state to be kept), `thinned` older backups that were deleted.
    """

    written: bool
    backup: BackupLine
    entries: int
    commands: int
    cases: int
    files: int
    added: int
    lost: int
    thinned: tuple[str, ...] = ()


class BackupsView(View, frozen=True, kw_only=True):
    """`backup --list`, and `restore` without a backup: newest first."""

    folder: str
    backups: tuple[BackupLine, ...]


class CaseLine(Struct, frozen=True):
    """A case of one side; `live`: it was not undone or removed there."""

    ref: str
    title: str
    live: bool


class Difference(Struct, frozen=True, kw_only=True):
    """What changes when a backup is put back.

    Commands that go (`undone`) and come back (`redone`), newest first; cases that are there now
    alone (`gone`), in the backup alone (`come`), or in both with other entries (`changed`).
    `erased` counts cases that were erased for good since, and come back all the same.
    """

    undone: tuple[Command, ...] = ()
    redone: tuple[Command, ...] = ()
    gone: tuple[CaseLine, ...] = ()
    come: tuple[CaseLine, ...] = ()
    changed: tuple[CaseLine, ...] = ()
    erased: int = 0
    now_readable: bool = True

    @property
    def is_nothing(self) -> bool:
        """Whether both hold the same."""
        return self.now_readable and not (self.undone or self.redone or self.gone or self.come
                                          or self.changed)  # fmt: skip


class RestoreView(View, frozen=True, kw_only=True):
    """`restore BACKUP`: what changed, or would; `before` is the backup of what was replaced.

    `lost` counts evidence that the backup names and nobody has any more, `damaged` is where a
    database that could not be read was put.
    """

    written: bool
    backup: BackupLine
    difference: Difference
    files: int
    lost: int
    before: BackupLine | None = None
    damaged: str | None = None
