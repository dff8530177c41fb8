"""Holding what is kept against its hash, and taking it out again, hashed on the way."""

import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final, Literal

from returnctl.store.evidence.folder import DRAFT_END, EvidenceFolder
from returnctl.store.evidence.source import FLAGS

# `closed`: it is there, and cannot be read.
State = Literal["ok", "missing", "altered", "closed"]
_CHUNK: Final = 1 << 20


def state_of(folder: EvidenceFolder, sha256: str) -> State:
    """Say whether the bytes of that hash are there, all of them."""
    path = folder.path_of(sha256)
    return "missing" if path is None else holds(path, sha256)


def is_there(folder: EvidenceFolder, sha256: str) -> bool:
    """Say whether a file lies where that hash belongs; its bytes are not looked at."""
    path = folder.path_of(sha256)
    return path is not None and path.is_file() and not path.is_symlink()


def take_out(folder: EvidenceFolder, sha256: str, target: Path, *, mode: int) -> State:
    """Write the bytes of that hash to a new file; one that is not right is not left behind.

    Raises:
        OSError: the file is there already, or cannot be written.
    """
    path = folder.path_of(sha256)
    if path is None:
        return "missing"
    _check_free(target)
    # Under its name it is whole, or not there: a crash leaves a draft.
    draft = target.with_name(f".{os.urandom(6).hex()}{DRAFT_END}")
    descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            state = holds(path, sha256, take=file.write)
            file.flush()
            os.fsync(file.fileno())
        if state == "ok":
            draft.chmod(mode)
            _publish(draft, target)
    finally:
        draft.unlink(missing_ok=True)
    return state


def _publish(draft: Path, target: Path) -> None:
    try:
        os.link(draft, target)
    except FileExistsError:
        raise
    except OSError:  # some file systems have no links
        _check_free(target)
        draft.replace(target)


def _check_free(target: Path) -> None:
    if os.path.lexists(target):
        raise FileExistsError(target)


def holds(path: Path, sha256: str, *, take: Callable[[bytes], object] = len) -> State:
    """Say whether a file holds the bytes of a hash, and hand them to `take` on the way."""
    try:
        descriptor = os.open(path, FLAGS)
    except FileNotFoundError:
        return "missing"
    except OSError:
        return "closed"
    digest = hashlib.sha256()
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return "altered"
        for chunk in _chunks(descriptor):
            digest.update(chunk)
            take(chunk)
    finally:
        os.close(descriptor)
    return "ok" if digest.hexdigest() == sha256 else "altered"


def _chunks(descriptor: int) -> Iterator[bytes]:
    """Read to the end, or to where the disk gives no more: then the hash tells."""
    while chunk := _read(descriptor):
        yield chunk


def _read(descriptor: int) -> bytes:
    with suppress(OSError):
        return os.read(descriptor, _CHUNK)
    return b""
