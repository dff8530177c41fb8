"""Backups of a store: made, found, compared, put back."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple

from returnctl.core.errors import Unavailable
from returnctl.core.structs import Struct
from returnctl.core.thinning import Keep
from returnctl.core.views.backups import Difference
from returnctl.store.backups import comparing, making, restoring
from returnctl.store.backups.fingerprint import Fingerprint, fingerprint
from returnctl.store.backups.folder import Backup, BackupFolder
from returnctl.store.connection import is_there, reading, version_of, writing
from returnctl.store.creation import create, make_folder
from returnctl.store.evidence import named
from returnctl.store.evidence.checking import is_there as has
from returnctl.store.evidence.folder import EvidenceFolder
from returnctl.store.merging import is_id
from returnctl.store.migrations import SCHEMA_VERSION
from returnctl.store.refusals import missing, newer, refusals
from returnctl.store.stranger import fault_of, opened_copy
from returnctl.store.upkeep import Upkeep

_KEPT: Final = "Nothing was changed."


class Survey(NamedTuple):
    """What a backup holds, how it differs from now, its files of evidence, and those lost."""

    print: Fingerprint
    difference: Difference
    files: int
    lost: int


class Restored(NamedTuple):
    """The backup of what was replaced, where a damaged database went, and evidence nobody has."""

    before: Backup | None
    damaged: Path | None
    lost: int


class Safekeeping(Struct, frozen=True):
    """The backups of one database, in its own folder or in another."""

    path: Path
    evidence: EvidenceFolder
    folder: BackupFolder
    upkeep: Upkeep
    clock: Callable[[], datetime]
    patience: float

    def make(
        self, label: str, *, keep: Keep | None = None, if_changed: bool = False
    ) -> making.Made:
        """Back up; see `backups.making.make`.

        Raises:
            Unavailable: there is nothing to back up, or it did not work; older backups stay.
        """
        with reading(self.path, patience=self.patience):
            pass  # no folder is made beside what is not ours
        return making.make(
            self.path, self.folder, self.evidence, label=label, now=self.clock(),
            patience=self.patience, keep=keep, if_changed=if_changed,
        )  # fmt: skip

    def plan(self, label: str) -> making.Made:
        """Tell what `make` would do; nothing is written."""
        with reading(self.path, patience=self.patience) as conn:
            found, hashes = fingerprint(conn), named.named(conn)
        lost = sum(not has(self.evidence, each) for each in hashes)
        add = [h for h in making.missing_evidence(self.folder, hashes) if has(self.evidence, h)]
        place = self.folder.place(self.clock(), label)
        planned = Backup(place, self.clock(), label, self.path.stat().st_size)
        return making.Made(planned, found, len(add), len(hashes) - lost, lost)

    def survey(self, copy: Path) -> Survey:
        """Look at a backup and at what is recorded now; nothing is written.

        Raises:
            Unavailable: it is damaged, somebody else's, or a later release's.
        """
        with self._opened(copy) as then, self._now() as now:
            hashes, pool = named.named(then), self._pool(copy)
            lost = sum(not has(self.evidence, each) and not has(pool, each) for each in hashes)
            difference = comparing.difference(now, then)
            return Survey(fingerprint(then), difference, len(hashes) - lost, lost)

    def restore(self, copy: Path) -> Restored:
        """Make the records those of a backup, after a backup of what is there.

        Raises:
            Unavailable: it is damaged, somebody else's, or a later release's; or the disk is full.
        """
        with self._opened(copy) as then, refusals(self.path):
            make_folder(self.path.parent)
            lost = restoring.bring_evidence(self._pool(copy), self.evidence, named.named(then))
            if not is_there(self.path):
                create(self.path, lambda draft: self.upkeep.set_up_from(draft, then))
                return Restored(None, None, lost)
            if restoring.is_sound(self.path, patience=self.patience):
                return Restored(self._in_place(then), None, lost)
            fill: Callable[[Path], None] = lambda draft: self.upkeep.set_up_from(draft, then)  # noqa: E731
            return Restored(None, restoring.replace_file(self.path, self.clock(), fill), lost)

    def _in_place(self, then: sqlite3.Connection) -> Backup:
        with writing(self.path, patience=self.patience) as conn:
            self.upkeep.begin(conn)
            try:
                # The lock is held: nothing is recorded between this copy and the commit.
                before = self.make("restore").backup
                self.upkeep.take(conn, then)
                conn.execute("COMMIT")
            finally:
                if conn.in_transaction:
                    conn.execute("ROLLBACK")
        return before

    def _pool(self, copy: Path) -> EvidenceFolder:
        """Return where the evidence of a backup lies: beside it."""
        own = self.folder.backup(copy)
        stem = self.folder.stem if own else copy.name.removesuffix(".db")
        return EvidenceFolder(copy.with_name(f"{stem}.db"))

    @contextmanager
    def _now(self) -> Iterator[sqlite3.Connection | None]:
        """Open what is recorded now; None where there is nothing, or nothing that can be read."""
        if not is_there(self.path) or not restoring.is_sound(self.path, patience=self.patience):
            yield None
            return
        with reading(self.path, patience=self.patience) as conn:
            yield conn

    @contextmanager
    def _opened(self, copy: Path) -> Iterator[sqlite3.Connection]:
        """Open a backup that is whole, ours, and not of a later release."""
        if not is_there(copy):
            raise missing(copy)
        if self.path.exists() and copy.samefile(self.path):
            raise Unavailable(f"{copy} is what is recorded now.", hint="Name a backup of it.")
        for ending in ("-journal", "-wal"):
            if copy.with_name(copy.name + ending).exists():
                msg = f"{copy} was copied while it was in use: its {ending[1:]} lies beside it."
                raise Unavailable(msg, hint=f"{_KEPT} Choose another backup.")
        with _damage(copy), opened_copy(copy) as conn:
            if conn.execute("PRAGMA page_count").fetchone()[0] == 0:
                raise _cannot(copy, "it is empty")
            if fault := fault_of(conn) or _odd_rows(conn):
                raise _cannot(copy, fault)
            if (found := version_of(conn)) > SCHEMA_VERSION:
                raise newer(copy, found=found, known=SCHEMA_VERSION)
            yield conn


@contextmanager
def _damage(copy: Path) -> Iterator[None]:
    """Tell what SQLite cannot read of a backup; its database below answers for itself."""
    try:
        yield
    except sqlite3.Error as error:
        raise _cannot(copy, "it is damaged, or no database") from error


def _cannot(copy: Path, fault: str) -> Unavailable:
    hint = f"{_KEPT} Choose another: returnctl restore"
    return Unavailable(f"{copy} cannot be restored: {fault}.", hint=hint)


def _odd_rows(conn: sqlite3.Connection) -> str:
    """Say what of its rows no returnctl could have written; nothing where there is none."""
    if conn.execute("SELECT 1 FROM log WHERE NOT json_valid(data)").fetchone():
        return "its log cannot be read"
    ids = conn.execute(
        "SELECT id FROM log UNION ALL SELECT case_id FROM log UNION ALL SELECT id FROM commands"
    )
    return "" if all(is_id(str(each)) for (each,) in ids) else "its log has odd ids"
