"""`backup` and `restore`: whole copies of the records, made, listed, compared and put back."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from returnctl.actions.desk import Desk
from returnctl.core.errors import Ambiguous, NotFound, Refused
from returnctl.core.thinning import Keep
from returnctl.core.views.backups import BackupLine, BackupsView, BackupView, RestoreView
from returnctl.settings.paths import expanded
from returnctl.store.backups.folder import Backup
from returnctl.store.backups.making import Made

LATEST: Final = "latest"
_ASKED: Final = "asked"
_LIST: Final = "returnctl restore lists them."


def back_up(desk: Desk, folder: Path | None, *, rehearsed: bool) -> BackupView:
    """Back up beside the database, or into a folder, where nothing is ever deleted.

    Rehearsed, it only tells what it would do.

    Raises:
        Refused: the folder cannot be made.
        Unavailable: there are no records, or the copy cannot be made.
    """
    keeping = desk.store.safekeeping(_place(folder))
    if rehearsed:
        return _view(keeping.plan(_ASKED), written=False)
    return _view(keeping.make(_ASKED, keep=None if folder else keep_of(desk)), written=True)


def before_import(desk: Desk) -> None:
    """Back up before an import, unless the newest backup holds the same, or nobody wants it.

    Raises:
        Unavailable: it cannot be made; nothing should be imported then.
    """
    if desk.settings["backup_imports"] and desk.store.exists():
        desk.store.safekeeping().make("import", keep=keep_of(desk), if_changed=True)


def keep_of(desk: Desk) -> Keep:
    """Return which backups stay, as the settings say."""
    daily, weekly, monthly = (
        desk.settings[f"backup_{each}"] for each in ("daily", "weekly", "monthly")
    )
    return Keep(daily=daily, weekly=weekly, monthly=monthly)


def list_backups(desk: Desk, folder: Path | None) -> BackupsView:
    """List the backups, newest first."""
    found = desk.store.safekeeping(_place(folder)).folder
    return BackupsView(folder=str(found.path), backups=tuple(map(line_of, found.backups())))


def preview(desk: Desk, name: str) -> RestoreView:
    """Tell what putting a backup back would change.

    Raises:
        NotFound, Ambiguous: no backup goes by that name, or several do.
        Unavailable: it is damaged, or none of this program's.
    """
    found = find(desk, name)
    seen = desk.store.safekeeping().survey(found.path)
    return RestoreView(
        written=False, backup=line_of(found), difference=seen.difference, files=seen.files,
        lost=seen.lost,
    )  # fmt: skip


def restore(desk: Desk, name: str) -> RestoreView:
    """Put a backup back; what is there is backed up first.

    Raises:
        NotFound, Ambiguous: no backup goes by that name, or several do.
        Unavailable: it is damaged, or none of this program's; nothing was changed.
    """
    found, keeping = find(desk, name), desk.store.safekeeping()
    seen = keeping.survey(found.path)
    done = keeping.restore(found.path)
    return RestoreView(
        written=True, backup=line_of(found), difference=seen.difference, files=seen.files,
        lost=done.lost, before=line_of(done.before) if done.before else None,
        damaged=str(done.damaged) if done.damaged else None,
    )  # fmt: skip


def find(desk: Desk, name: str) -> Backup:
    """Return the backup that a name means: `latest`, its start, or the path of a file.

    Raises:
        NotFound, Ambiguous: no backup goes by that name, or several do.
    """
    folder = desk.store.safekeeping().folder
    path = expanded(name)
    if os.path.isfile(path):  # noqa: PTH113 - a name too long for a disk is no file
        state = path.stat()
        return folder.backup(path) or Backup(path.absolute(), None, "", state.st_size)
    there = folder.backups()
    found = _latest(there) if name == LATEST else [b for b in there if b.name.startswith(name)]
    if not found:
        raise NotFound(f'There is no backup "{name}".', hint=_LIST)
    if len(found) > 1:
        names = ", ".join(each.name for each in found)
        raise Ambiguous(f'"{name}" may be several backups.', hint=f"One of: {names}")
    return found[0]


def _latest(there: Sequence[Backup]) -> Sequence[Backup]:
    """Return the newest that was not kept by a restore: one that was killed can be run again."""
    meant = [each for each in there if each.label != "restore"]
    return (meant or there)[:1]


def _place(folder: Path | None) -> Path | None:
    """Return a folder that may be made: a disk that is not there must not become a folder."""
    if folder is None:
        return None
    place = expanded(folder).absolute()
    if not place.parent.is_dir():
        hint = "Is the disk there? Otherwise make the folder above it first."
        raise Refused(f"There is no folder {place.parent}.", hint=hint)
    return place


def line_of(found: Backup) -> BackupLine:
    """Return what is told of a backup."""
    return BackupLine(
        name=found.name, at=found.at, why=found.label, size=found.size, path=str(found.path)
    )


def _view(made: Made, *, written: bool) -> BackupView:
    return BackupView(
        written=written, backup=line_of(made.backup), entries=made.print.entries,
        commands=made.print.commands, cases=made.print.cases, files=made.files, added=made.added,
        lost=made.lost, thinned=tuple(each.name for each in made.thinned),
    )  # fmt: skip
