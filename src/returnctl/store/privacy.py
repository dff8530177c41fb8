"""Who may look: the database, its evidence and its backups are for their owner alone."""

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from returnctl.store.backups.folder import BackupFolder
from returnctl.store.evidence.folder import EvidenceFolder

_OTHERS: Final = 0o077


def too_open(database: Path) -> Iterator[tuple[Path, int]]:
    """Yield what others may read or write, with its mode; links are not followed."""
    if sys.platform == "win32":
        return
    for path in _ours(database):
        mode = stat.S_IMODE(path.lstat().st_mode)
        if mode & _OTHERS and not path.is_symlink():
            yield path, mode


def _ours(database: Path) -> Iterator[Path]:
    """What lies in a folder that is closed to others is out of their reach, whatever its mode."""
    yield database
    for folder in (EvidenceFolder(database).path, BackupFolder(database).path):
        if folder.is_dir() and folder.lstat().st_mode & _OTHERS:
            yield folder
            yield from (path for path in sorted(folder.rglob("*")) if not path.is_symlink())


def make_private(database: Path) -> list[tuple[Path, int, int]]:
    """Take from others what they may do; return each path with its mode before and after.

    What belongs to somebody else is let be, and told by the next check.
    """
    done = []
    for path, mode in list(too_open(database)):
        if path.lstat().st_uid == os.geteuid():
            path.chmod(mode & ~_OTHERS)
            done.append((path, mode, mode & ~_OTHERS))
    return done
