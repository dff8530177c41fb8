"""Making a backup: by SQLite itself, held against the original, in place in one step.

Evidence comes before the copy that names it, and the copy gets its name when it is whole and on the
disk: a crash leaves a draft and files that nothing names, and every older backup as it was.
"""

import errno
import os
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, NamedTuple

from returnctl.core.errors import Unavailable
from returnctl.core.thinning import Keep, kept
from returnctl.store.alone import alone
from returnctl.store.backup import snapshot, sync
from returnctl.store.backups.fingerprint import Fingerprint, fingerprint
from returnctl.store.backups.folder import Backup, BackupFolder
from returnctl.store.connection import reading
from returnctl.store.creation import make_folder, sync_folder
from returnctl.store.evidence import named
from returnctl.store.evidence.checking import is_there, state_of
from returnctl.store.evidence.folder import DRAFT_END, EvidenceFolder, refusal
from returnctl.store.evidence.source import opened
from returnctl.store.stranger import fault_of, opened_copy

# A draft so old belongs to no program that still runs.
ABANDONED_SECONDS: Final = 3600.0
_NO_LINKS: Final = frozenset((errno.EXDEV, errno.EPERM, errno.ENOTSUP, errno.EMLINK, errno.EACCES))


class Made(NamedTuple):
    """A backup, what it holds, files of evidence that were added and are there, and what went."""

    backup: Backup
    print: Fingerprint
    added: int
    files: int
    lost: int
    thinned: tuple[Backup, ...] = ()
    new: bool = True


def make(
    path: Path,
    folder: BackupFolder,
    evidence: EvidenceFolder,
    *,
    label: str,
    now: datetime,
    patience: float,
    keep: Keep | None = None,
    if_changed: bool = False,
) -> Made:
    """Back up a database with its evidence; `keep` says what stays of older backups (None: all).

    Another connection of this process may hold the lock for writing, so that nothing changes
    between the copy and what comes after it. With `if_changed`, the newest backup will do where it
    holds the same.

    Raises:
        Unavailable: there is nothing to back up, the copy is not the same, or the disk is full.
    """
    with _refusals(folder.path), _alone(folder, patience):
        discard(abandoned(folder))
        with reading(path, patience=patience) as conn:
            found = fingerprint(conn)
            hashes = named.named(conn)
            old = _same(folder, found) if if_changed else None
            # What fails in here is of the folder; the database has been read already.
            with _refusals(folder.path):
                draft = None if old else _draft(conn, folder, found)
        try:
            added, lost = _keep_evidence(folder, evidence, hashes)
            backup = old or _publish(draft, folder, label, now)
        finally:
            if draft is not None:
                draft.unlink(missing_ok=True)
        thinned = () if keep is None else _thin(folder, backup, keep)
    return Made(backup, found, added, len(hashes) - lost, lost, thinned, new=old is None)


@contextmanager
def _alone(folder: BackupFolder, patience: float) -> Iterator[None]:
    """Make the folder and have it for oneself: nobody thins what another is about to name."""
    make_folder(folder.path)
    with alone(folder.path / folder.stem, "backup", patience=patience) as ours:
        if not ours:
            msg = f"Another program has been writing to {folder.path} for too long."
            raise Unavailable(msg, hint="Nothing was changed. Try again in a moment.")
        yield


def missing_evidence(folder: BackupFolder, hashes: Iterable[str]) -> list[str]:
    """Return the hashes that a backup would have to copy."""
    return [each for each in hashes if not is_there(folder.evidence, each)]


def abandoned(folder: BackupFolder) -> tuple[Path, ...]:
    """Return the drafts that crashes left; a fresh one may be at work."""
    # Drafts carry the system's time, whatever `--as-of` says.
    oldest = time.time() - ABANDONED_SECONDS
    return tuple(each for each in folder.drafts() if _age_ok(each, oldest))


def _age_ok(path: Path, oldest: float) -> bool:
    try:
        return path.lstat().st_mtime < oldest
    except FileNotFoundError:  # its program has finished
        return False


def discard(files: Iterable[Path]) -> None:
    """Delete drafts; one that cannot be deleted is told by `doctor`."""
    for each in files:
        with suppress(OSError):
            each.unlink()


def _same(folder: BackupFolder, found: Fingerprint) -> Backup | None:
    """Return the newest backup if it is whole and holds just that."""
    newest = next(iter(folder.backups()), None)
    if newest is None:
        return None
    with suppress(sqlite3.Error, OSError), opened_copy(newest.path) as conn:
        if not fault_of(conn) and fingerprint(conn) == found:
            return newest
    return None


def _draft(conn: sqlite3.Connection, folder: BackupFolder, found: Fingerprint) -> Path:
    """Write a copy, hold it against what was read in the same snapshot, and put it on the disk."""
    draft = folder.path / f".{os.urandom(8).hex()}{DRAFT_END}"
    try:
        snapshot(conn, draft)
        _hold_against(draft, found)
        sync(draft)
    except BaseException:
        discard((draft, draft.with_name(f"{draft.name}-journal")))
        raise
    return draft


def _hold_against(draft: Path, found: Fingerprint) -> None:
    with opened_copy(draft) as copy:
        fault = fault_of(copy)
        if fault or fingerprint(copy) != found:
            msg = f"The copy is not what was copied: {fault or 'other rows'}."
            raise Unavailable(msg, hint="No backup was made; older ones stay.")


def _publish(draft: Path | None, folder: BackupFolder, label: str, now: datetime) -> Backup:
    """Give the draft the name of its second, or of the next that is free."""
    if draft is None:
        raise RuntimeError("a backup without a copy")
    taken = {each.name for each in folder.backups()}
    while folder.name_at(now) in taken:
        now += timedelta(seconds=1)
    place = folder.place(now, label)
    try:
        os.link(draft, place)
    except OSError:  # some file systems have no links; whoever else is here waits for the lock
        draft.rename(place)
    sync_folder(folder.path)
    found = folder.backup(place)
    if found is None:
        raise RuntimeError(f"{place} is no name of a backup")
    return found


def _keep_evidence(
    folder: BackupFolder, evidence: EvidenceFolder, hashes: Iterable[str]
) -> tuple[int, int]:
    """Put what is not there yet into the pool; return how many were added, and how many are lost.

    Beside the database a second name will do, as the disk is the same; elsewhere it is a copy.
    """
    added = lost = 0
    for sha256 in sorted(missing_evidence(folder, hashes)):
        source = evidence.path_of(sha256)
        if source is None or state_of(evidence, sha256) != "ok":
            lost += 1
            continue
        added += 1
        if not (folder.is_own and _linked(source, folder, sha256)):
            with opened(source) as file:
                folder.evidence.keep_chunks(file.chunks(), sha256)
    return added, lost


def _linked(source: Path, folder: BackupFolder, sha256: str) -> bool:
    place = folder.evidence.path_of(sha256)
    if place is None:
        return False
    make_folder(place.parent)
    try:
        os.link(source, place)
    except FileExistsError:
        return True
    except OSError as error:
        if error.errno in _NO_LINKS:
            return False
        raise
    sync_folder(place.parent)
    return True


def _thin(folder: BackupFolder, made: Backup, keep: Keep) -> tuple[Backup, ...]:
    """Delete backups that no span keeps, and the evidence that only they named."""
    there = folder.backups()
    stay = kept((each.at for each in there if each.at), keep)
    gone = tuple(each for each in there if each.at not in stay and each.path != made.path)
    for each in gone:
        each.path.unlink(missing_ok=True)
    if gone:
        sync_folder(folder.path)
        _drop_evidence(folder)
    return gone


def _drop_evidence(folder: BackupFolder) -> None:
    """Delete what no backup names; where one cannot be read, all of it stays."""
    wanted: set[str] = set()
    try:
        for each in folder.backups():
            with opened_copy(each.path) as conn:
                wanted |= named.named(conn)
    except (sqlite3.Error, ValueError):
        return
    discard(path for sha256, path in folder.evidence.hashes() if sha256 not in wanted)


@contextmanager
def _refusals(folder: Path) -> Iterator[None]:
    try:
        yield
    except FileExistsError as error:
        hint = "Nothing was changed. Name another folder."
        raise Unavailable(f"{folder} is no folder.", hint=hint) from error
    except OSError as error:
        raise refusal(error, folder, what="backups") from error
    except sqlite3.Error as error:
        if _code(error) == sqlite3.SQLITE_FULL:
            full = OSError(errno.ENOSPC, "full")
            raise refusal(full, folder, what="backups") from error
        raise


def _code(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
