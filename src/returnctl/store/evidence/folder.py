"""The evidence folder: every file under the SHA-256 of its bytes, once, for your eyes only.

The order of keeping is what makes it safe: the copy is whole and on the disk under its final name
before the log names it. A crash leaves a file that nothing names, never a name without its file.
Folders 0700 and files 0600 from the first moment, whatever the umask. Others' files are let be.
"""

import errno
import hashlib
import os
import re
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, NamedTuple

from returnctl.core.errors import Unavailable
from returnctl.store.creation import sync_folder
from returnctl.store.evidence.source import Source, opened

DRAFT_END: Final = ".new"
OPENED: Final = "opened"
_SHA256: Final = r"[0-9a-f]{64}"
_FULL: Final = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))
_UNCHANGED: Final = "Nothing was changed."


class Copied(NamedTuple):
    """A copy of a file: its hash, size and name, and where it waits until it is kept."""

    sha256: str
    size: int
    name: str
    draft: Path


class EvidenceFolder:
    """The folder beside a database; nothing is made before there is something to keep."""

    def __init__(self, database: Path) -> None:
        self.path = database.with_name(f"{database.name.removesuffix('.db')}.evidence")

    def path_of(self, sha256: str) -> Path | None:
        """Return where the bytes of that hash lie; None for what is no hash."""
        return self.path / sha256[:2] / sha256 if re.fullmatch(_SHA256, sha256) else None

    def hashes(self) -> Iterator[tuple[str, Path]]:
        """Yield what lies here under a hash."""
        for path in sorted(self.path.glob("[0-9a-f][0-9a-f]/*")):
            if self.path_of(path.name) == path:
                yield path.name, path

    @contextmanager
    def copies(self, sources: Iterable[Path]) -> Iterator[tuple[Copied, ...]]:
        """Copy files to drafts, all or none; a draft that is not kept is gone when the block ends.

        Raises:
            Refused: a file cannot be evidence.
            Unavailable: the disk is full, or the folder cannot be written.
        """
        made: list[Copied] = []
        try:
            for source in sources:
                with opened(source) as found, self._refusals():
                    made.append(self._copy(found))
            yield tuple(made)
        finally:
            for each in made:
                _discard(each.draft)

    def keep_bytes(self, data: bytes, name: str) -> Copied:
        """Keep what came over the network under its hash, at once.

        Raises:
            Unavailable: the disk is full, or the folder cannot be written.
        """
        digest = hashlib.sha256(data).hexdigest()
        with self._refusals():
            draft = self._draft((data,))
        copy = Copied(digest, len(data), name, draft)
        self.keep(copy)
        return copy

    def keep_chunks(self, chunks: Iterable[bytes], sha256: str) -> None:
        """Keep what another machine kept under that hash, as its pieces come.

        Raises:
            Unavailable: the disk is full, the folder cannot be written, or the bytes are others.
        """
        digest, size = hashlib.sha256(), 0

        def hashed() -> Iterator[bytes]:
            nonlocal size
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                yield chunk

        with self._refusals():
            draft = self._draft(hashed())
        if digest.hexdigest() != sha256:
            _discard(draft)
            raise Unavailable(f"Evidence {sha256[:8]} changed while it was read.", hint=_UNCHANGED)
        self.keep(Copied(sha256, size, sha256, draft))

    def keep(self, copy: Copied) -> None:
        """Put a draft in its place for good; the log may name it from now on."""
        place = self.path / copy.sha256[:2] / copy.sha256
        with self._refusals():
            _make_folder(place.parent)
            copy.draft.replace(place)
            sync_folder(place.parent)

    def _copy(self, source: Source) -> Copied:
        digest = hashlib.sha256()

        def chunks() -> Iterator[bytes]:
            for chunk in source.chunks():
                digest.update(chunk)
                yield chunk

        draft = self._draft(chunks())
        return Copied(digest.hexdigest(), source.state.st_size, _name(source.path), draft)

    def _draft(self, chunks: Iterable[bytes]) -> Path:
        """Write a new file to the disk, whole or not at all."""
        _make_folder(self.path)
        draft = self.path / f".{os.urandom(8).hex()}{DRAFT_END}"
        descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        try:
            os.chmod(draft, 0o600)  # noqa: PTH101 - an umask may have taken too much
            for chunk in chunks:
                _write(descriptor, chunk)
            os.fsync(descriptor)
        except BaseException:
            _discard(draft)
            raise
        finally:
            os.close(descriptor)
        return draft

    @contextmanager
    def _refusals(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise refusal(error, self.path) from error


def refusal(error: OSError, folder: Path, *, what: str = "evidence") -> Unavailable:
    """Return what to tell when the folder cannot take a file."""
    if error.errno in _FULL:
        return Unavailable(f"The disk of {folder} is full.", hint=f"{_UNCHANGED} Make some room.")
    if error.errno == errno.EIO:
        return Unavailable(f"The disk of {folder} failed.", hint=f"{_UNCHANGED} Check the disk.")
    reason = error.strerror or type(error).__name__
    return Unavailable(f"{folder} cannot keep {what}: {reason}.", hint=_UNCHANGED)


def _discard(draft: Path) -> None:
    """Take a draft away; one that stays all the same is swept later."""
    with suppress(OSError):
        draft.unlink()


def _make_folder(folder: Path) -> None:
    """Make a folder that only its owner can enter; refuse one that is somebody else's."""
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        state = folder.lstat()
        if not stat.S_ISDIR(state.st_mode):
            raise Unavailable(f"{folder} is no folder.", hint=_elsewhere(folder)) from None
        if state.st_uid != getattr(os, "geteuid", lambda: state.st_uid)():
            owned = f"{folder} belongs to another user."
            raise Unavailable(owned, hint=_elsewhere(folder)) from None
        if stat.S_IMODE(state.st_mode) != 0o700:
            folder.chmod(0o700)
        return
    folder.chmod(0o700)  # an umask may have taken too much
    sync_folder(folder.parent)


def _elsewhere(folder: Path) -> str:
    return f"{_UNCHANGED} Move it away: evidence of this database belongs at {folder}."


def _write(descriptor: int, chunk: bytes) -> None:
    rest = memoryview(chunk)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _name(path: Path) -> str:
    """Return what the file was called; bytes that are no text are shown as such."""
    return os.fsencode(path.name).decode("utf-8", "backslashreplace")
