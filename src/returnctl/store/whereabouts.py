"""What lies around the database and may harm it: the disk, the folder, copies of a conflict."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from returnctl.core.mounts import NETWORK, file_system, is_conflict_copy, synchronised_by

_MOUNTS: Final = Path("/proc/self/mountinfo")
_ELSEWHERE: Final = "keep the records on a disk of this machine, and backups there"


def dangers(database: Path) -> Iterator[str]:
    """Tell why records may be lost where they are, in a sentence each."""
    whole = Path(os.path.realpath(database))
    kind = file_system(whole, _mounts())
    if kind in NETWORK:
        yield f"{database.parent} is on a network disk ({kind}), whose locks may fail: {_ELSEWHERE}"
    if name := synchronised_by(whole):
        yield f"{name} copies {database.name} while it is written: {_ELSEWHERE}"


def place_of(database: Path) -> str:
    """Say what the folder of the records is, where it is no danger."""
    kind = file_system(Path(os.path.realpath(database)), _mounts())
    return f"a local disk ({kind or 'unknown'}), no synchronised folder"


def conflict_copies(database: Path) -> list[Path]:
    """Return the copies that a synchronising program left beside the database."""
    with suppress(OSError):
        beside = sorted(database.parent.iterdir())
        return [each for each in beside if is_conflict_copy(each.name, database.name)]
    return []


def _mounts() -> str:
    """Return what the system tells of its disks; nothing where it does not."""
    with suppress(OSError):
        return _MOUNTS.read_text(encoding="utf-8", errors="replace")
    return ""
