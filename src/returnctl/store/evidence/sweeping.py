"""What may go: files that nothing names, copies that were never finished, and opened ones.

Files are only looked for where this program puts them, under names that it gives; all else is let
be. Whoever sweeps holds the lock for writing, so that no command is about to name what goes.
"""

import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from returnctl.core.errors import Unavailable
from returnctl.store.evidence.folder import DRAFT_END, OPENED, EvidenceFolder

# A draft so old belongs to no program that still runs.
_ABANDONED_SECONDS: Final = 3600.0


class Waste(NamedTuple):
    """Files that may go, and how many bytes they take."""

    files: tuple[Path, ...] = ()
    size: int = 0


def waste(folder: EvidenceFolder, named: Collection[str]) -> Waste:
    """Return what nothing needs, given the hashes that must stay."""
    found = tuple(_wasted(folder, named))
    return Waste(found, sum(path.lstat().st_size for path in found))


def _wasted(folder: EvidenceFolder, named: Collection[str]) -> Iterator[Path]:
    yield from (path for sha256, path in folder.hashes() if sha256 not in named)
    # Drafts carry the system's time, whatever `--as-of` says.
    oldest = time.time() - _ABANDONED_SECONDS
    drafts = folder.path.glob(f".*{DRAFT_END}")
    yield from (path for path in sorted(drafts) if path.lstat().st_mtime < oldest)
    yield from sorted((folder.path / OPENED).glob("*"))


def drop(files: Iterable[Path]) -> None:
    """Delete files; one that is gone already is no trouble.

    Raises:
        Unavailable: one cannot be deleted.
    """
    for path in files:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            hint = "Delete it by hand, or run returnctl doctor --clean again."
            raise Unavailable(f"{path} cannot be deleted: {reason}.", hint=hint) from error
        if not path.name.endswith(DRAFT_END):
            with suppress(OSError):  # it holds others
                path.parent.rmdir()


def erase(folder: EvidenceFolder, hashes: Iterable[str]) -> None:
    """Delete the bytes of some hashes, and every copy that was opened."""
    places = (folder.path_of(each) for each in hashes)
    drop(path for path in places if path is not None)
    drop((folder.path / OPENED).glob("*"))
