"""The store: the one door to the records on disk.

`read` and `write` are blocks; what a write's block records is there for all when it ends, or not at
all. Everything that the disk, the file or another program refuses is `Unavailable`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from returnctl.store.connection import PATIENCE_SECONDS, begin, is_there, reading, writing
from returnctl.store.reader import Reader
from returnctl.store.refusals import missing, refusals

if TYPE_CHECKING:
    from returnctl.core.views.health import Finding
    from returnctl.store.derive import Derive
    from returnctl.store.evidence.folder import EvidenceFolder
    from returnctl.store.evidence.sweeping import Waste
    from returnctl.store.projecting import Rebuilt
    from returnctl.store.reminding import Ledger
    from returnctl.store.safekeeping import Safekeeping
    from returnctl.store.upkeep import Upkeep
    from returnctl.store.writer import Writer


class Store:
    """A database file; nothing is opened before a block begins.

    `derive` turns a case into its deadlines, `device` gives the id of this machine, `clock` tells
    the present instant, `patience` is how many seconds to wait for other programs. `made` hears of
    a file that was just made.
    """

    def __init__(
        self,
        path: Path,
        *,
        derive: "Derive",
        device: Callable[[], str],
        clock: Callable[[], datetime],
        patience: float = PATIENCE_SECONDS,
        made: Callable[[Path], None] | None = None,
    ) -> None:
        self.path = path
        self._derive = derive
        self._device = device
        self._clock = clock
        self._patience = patience
        self._made = made

    @property
    def device(self) -> str:
        """The id of this machine, whose commands `undo` takes back."""
        return self._device()

    @cached_property
    def evidence(self) -> "EvidenceFolder":
        """The folder beside the file that holds the evidence."""
        from returnctl.store.evidence.folder import EvidenceFolder

        return EvidenceFolder(self.path)

    def check(self) -> "tuple[Finding, ...]":
        """Return the verdict of every check of the file."""
        from returnctl.store import health

        with reading(self.path, patience=self._patience) as conn:
            return health.check(health.Patient(conn, self.path, self._derive))

    def tidy(self, *, modes: bool = True) -> tuple[str, ...]:
        """Take away what crashes left, and from others what they may do; tell what was done."""
        from returnctl.store import litter, privacy

        private = privacy.make_private(self.path) if modes else ()
        gone = litter.clear(self.path)
        return (
            *(f"made private: {path} ({was:04o} to {now:04o})" for path, was, now in private),
            *(f"deleted: {path}" for path in gone),
        )

    def exists(self) -> bool:
        """Say whether there is a file; Unavailable if something else is in its place."""
        return is_there(self.path)

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """Open one snapshot of the records. Never creates, migrates or writes."""
        with reading(self.path, patience=self._patience) as conn:
            yield Reader(conn)

    @contextmanager
    def write(self, command: str, *, part_of: str | None = None) -> "Iterator[Writer]":
        """Run a command's transaction; creates the file on first use, and migrates an old one.

        An exception inside the block, or a block that recorded nothing, leaves no trace. What takes
        long goes in parts: `part_of` is the id of the command that this goes on with.
        """
        self._make_sure_it_is_there()
        with writing(self.path, patience=self._patience) as conn:
            from returnctl.store.writer import Writer

            self._upkeep().begin(conn)
            writer = Writer(
                conn, command=command, part_of=part_of, device=self._device(),
                derive=self._derive, clock=self._clock,
            )  # fmt: skip
            try:
                yield writer
                writer.refresh()
                conn.execute("COMMIT" if writer.changed else "ROLLBACK")
            finally:
                if conn.in_transaction:
                    conn.execute("ROLLBACK")

    @contextmanager
    def alone(self, name: str, *, patience: float) -> Iterator[bool]:
        """Hold a lock of the system beside the file for the block; False: another process has it.

        Raises:
            Unavailable: there is no file, or its folder cannot be written.
        """
        from returnctl.store.alone import alone

        if not self.exists():
            raise missing(self.path)
        with alone(self.path, name, patience=patience) as ours:
            yield ours

    @contextmanager
    def announcing(self) -> "Iterator[Ledger]":
        """Open a short transaction of what this machine announced; nothing of the log."""
        from returnctl.store.reminding import Ledger

        with writing(self.path, patience=self._patience) as conn:
            begin(conn, patience=self._patience)
            try:
                yield Ledger(conn)
                conn.execute("COMMIT")
            finally:
                if conn.in_transaction:
                    conn.execute("ROLLBACK")

    def purge(self, case_id: str) -> None:
        """Erase a case: its entries, rows, words in the search index, free pages, and evidence.

        Leaves a mark of id and date, so that no merge brings the case back. Evidence that another
        case names stays.
        """
        with self.write("rm") as tx:
            hashes = tx.named_evidence(case_id)
            tx.purge(case_id)
        self.wipe(hashes)

    def wipe(self, hashes: frozenset[str]) -> None:
        """Clean up behind erased cases: search index, free pages, evidence that nobody names now.

        `hashes` are those that the erased cases named.
        """
        from returnctl.store import searching
        from returnctl.store.evidence import named, sweeping

        with writing(self.path, patience=self._patience) as conn:
            begin(conn, patience=self._patience)
            searching.optimize(conn)
            sweeping.erase(self.evidence, hashes - named.named(conn))
            conn.execute("COMMIT")
            conn.execute("VACUUM")

    def waste(self) -> "Waste":
        """Return the files of evidence that nothing needs any more."""
        from returnctl.store.evidence import named, sweeping

        with reading(self.path, patience=self._patience) as conn:
            return sweeping.waste(self.evidence, named.named(conn))

    def sweep(self) -> "Waste":
        """Delete files of evidence that nothing needs; no command records anything meanwhile."""
        from returnctl.store.evidence import named, sweeping

        with writing(self.path, patience=self._patience) as conn:
            begin(conn, patience=self._patience)
            found = sweeping.waste(self.evidence, named.named(conn))
            sweeping.drop(found.files)
            conn.execute("ROLLBACK")
        return found

    def safekeeping(self, folder: Path | None = None) -> "Safekeeping":
        """Return the door to its backups: those beside the file, or those in another folder."""
        from returnctl.store.backups.folder import BackupFolder
        from returnctl.store.safekeeping import Safekeeping

        return Safekeeping(
            self.path, self.evidence, BackupFolder(self.path, folder), self._upkeep(), self._clock,
            self._patience,
        )  # fmt: skip

    def backups(self) -> tuple[Path, ...]:
        """Return the copies beside the file that this program made, damaged originals too."""
        kept = (each.path for each in self.safekeeping().folder.backups())
        aside = (
            each
            for each in self.path.parent.iterdir()
            if each.name.startswith(f"{self.path.name}.damaged-")
        )
        return tuple(sorted((*kept, *aside)))

    def rebuild(self) -> "Rebuilt":
        """Make all projections anew from the log, in one transaction."""
        if not self.exists():
            raise missing(self.path)
        with writing(self.path, patience=self._patience) as conn:
            upkeep = self._upkeep()
            upkeep.begin(conn)
            done = upkeep.rebuild(conn)
            conn.execute("COMMIT")
        return done

    def _upkeep(self) -> "Upkeep":
        # Whoever only reads need not load the tables.
        from returnctl.store.upkeep import Upkeep

        return Upkeep(self.path, self._derive, self._clock, self._patience)

    def _make_sure_it_is_there(self) -> None:
        if not self.exists():
            # Loaded by the first run only.
            from returnctl.store.creation import create

            with refusals(self.path):
                create(self.path, self._upkeep().set_up)
            if self._made is not None:
                self._made(self.path)
