"""The first file: made whole under another name, then put in place in one step.

Nobody ever sees a half-made database, so of several first runs at once one wins and the others
use what it made. Folder 0700 and file 0600 from the first moment, whatever the umask.
"""

import os
from collections.abc import Callable
from pathlib import Path

from returnctl.core.errors import Unavailable
from returnctl.store.refusals import closed_folder


def create(path: Path, set_up: Callable[[Path], None]) -> None:
    """Make the database at `path` unless it is there; `set_up` fills an empty file."""
    try:
        make_folder(path.parent)
        draft = draft_beside(path)
    except OSError as error:
        raise closed_folder(path, error) from error
    try:
        set_up(draft)
        _publish(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, that only its owner can enter, unless it is there."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    try:
        folder.mkdir(mode=0o700)
        folder.chmod(0o700)  # an umask may have taken too much
    except FileExistsError:
        if not folder.is_dir():
            raise


def draft_beside(path: Path) -> Path:
    """Make an empty file of ours in the folder of another."""
    draft = path.with_name(f".{path.name}.{os.urandom(6).hex()}.new")
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    draft.chmod(0o600)
    return draft


def _publish(draft: Path, path: Path) -> None:
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    except OSError:
        _publish_without_links(draft, path)
    sync_folder(path.parent)


def _publish_without_links(draft: Path, path: Path) -> None:
    """Some file systems (FAT) have no links: a folder of that name decides who is first."""
    claim = path.with_name(f"{path.name}.claim")
    try:
        claim.mkdir()
    except OSError as error:
        raise Unavailable(
            f"{path} is being set up by another program.",
            hint=f"Try again in a moment. If nothing else runs, remove {claim}.",
        ) from error
    try:
        if not path.exists():
            draft.rename(path)
    finally:
        claim.rmdir()


def sync_folder(folder: Path) -> None:
    """Have the disk keep the names in a folder."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
