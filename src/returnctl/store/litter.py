"""What crashes left: drafts of files, claims of a first run that ended, copies of records.

The first two lie beside the database, the copies in the folder for temporary files.
"""

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from returnctl.store.backups.folder import BackupFolder
from returnctl.store.backups.making import ABANDONED_SECONDS, abandoned
from returnctl.store.evidence.folder import DRAFT_END

_CLAIM: Final = ".claim"
# How the folder of such copies is named, and how long an import may wait for its answer.
COPIES: Final = "returnctl-copy-"
_WAITING_SECONDS: Final = 24 * 3600.0


def litter(database: Path) -> tuple[Path, ...]:
    """Return what no running program needs; drafts of evidence are told with the evidence."""
    # Drafts carry the system's time, whatever `--as-of` says.
    oldest = time.time() - ABANDONED_SECONDS
    old = (path for path in _beside(database) if _made(path) < oldest)
    return (*old, *abandoned(BackupFolder(database)), *_copies())


def _beside(database: Path) -> Iterator[Path]:
    start = f".{database.name}."
    for path in sorted(database.parent.iterdir()):
        draft = path.name.startswith(start) and path.name.endswith((DRAFT_END, "-journal"))
        if draft or path.name == f"{database.name}{_CLAIM}":
            yield path


def _copies() -> Iterator[Path]:
    """Yield folders of ours that hold nothing but copies of databases."""
    from tempfile import gettempdir

    oldest = time.time() - _WAITING_SECONDS
    for path in sorted(Path(gettempdir()).glob(f"{COPIES}*")):
        with suppress(OSError):  # somebody else's, or just gone
            ours = not hasattr(os, "getuid") or path.lstat().st_uid == os.getuid()
            if not ours or path.is_symlink() or not path.is_dir() or _made(path) >= oldest:
                continue
            if all(each.is_file() and ".db" in each.name for each in path.iterdir()):
                yield path


def _made(path: Path) -> float:
    try:
        return path.lstat().st_mtime
    except FileNotFoundError:  # its program has finished
        return float("inf")


def clear(database: Path) -> list[Path]:
    """Delete it, and return what went."""
    done = []
    for path in litter(database):
        with suppress(OSError):
            _delete(path)
            done.append(path)
    return done


def _delete(path: Path) -> None:
    if not path.is_dir():
        path.unlink()
        return
    if path.name.startswith(COPIES):
        for each in path.iterdir():
            each.unlink()
    path.rmdir()
