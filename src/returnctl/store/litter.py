"""What crashes left beside a database: drafts of files, and claims of a first run that ended."""

import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from returnctl.store.backups.folder import BackupFolder
from returnctl.store.backups.making import ABANDONED_SECONDS, abandoned
from returnctl.store.evidence.folder import DRAFT_END

_CLAIM: Final = ".claim"


def litter(database: Path) -> tuple[Path, ...]:
    """Return what no running program needs; drafts of evidence are told with the evidence."""
    # Drafts carry the system's time, whatever `--as-of` says.
    oldest = time.time() - ABANDONED_SECONDS
    old = (path for path in _beside(database) if _made(path) < oldest)
    return (*old, *abandoned(BackupFolder(database)))


def _beside(database: Path) -> Iterator[Path]:
    start = f".{database.name}."
    for path in sorted(database.parent.iterdir()):
        draft = path.name.startswith(start) and path.name.endswith((DRAFT_END, "-journal"))
        if draft or path.name == f"{database.name}{_CLAIM}":
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
            path.rmdir() if path.is_dir() else path.unlink()
            done.append(path)
    return done
