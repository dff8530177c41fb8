"""Writing the records: one command, one transaction.

The tables and the fold are loaded by the commands that write, and not by whoever names a Writer.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import cached_property

from returnctl.core.entries import Book, Command, Draft, Entry, Purge, Source
from returnctl.core.ids import id_factory, shortest_ref
from returnctl.store import asked, caserefs, log
from returnctl.store.derive import Derive
from returnctl.store.reader import Reader


class Writer(Reader):
    """A command that is running. What it recorded is there for all once its block ends.

    Until then `case`, `entries` and `ref` already tell of it; lists and `find` do after `refresh`.
    """

    def __init__(
        self,
        conn: sqlite3.Connection,
        *,
        command: str,
        device: str,
        derive: Derive,
        clock: Callable[[], datetime],
        part_of: str | None = None,
    ) -> None:
        super().__init__(conn)
        self._command = command
        self._part_of = part_of
        self._device = device
        self._derive = derive
        self._clock = clock
        self._dirty: set[str] = set()  # their projections are behind
        self._unsettled: set[str] = set()  # their refs are not decided yet
        self._reserved: set[str] = set()
        self._noted = False
        self.changed = False

    def new_id(self) -> str:
        """Return an id above every other; sorting by id is sorting by the order of recording."""
        return next(self._ids)

    @cached_property
    def _ids(self) -> Iterator[str]:
        now_ms = int(self._clock().timestamp() * 1000)
        return id_factory(newest=log.newest_id(self._conn), now_ms=now_ms)

    @cached_property
    def command_id(self) -> str:
        """The id of this command; the log knows it once something was recorded."""
        return self._part_of or self.new_id()

    def record(
        self, case_id: str, drafts: Iterable[Draft], *, source: Source = "user"
    ) -> tuple[Entry, ...]:
        """Append what a case's drafts say; returns the entries. No drafts leave no trace."""
        entries = tuple(self._entry(case_id, draft, source) for draft in drafts)
        for entry in entries:
            self._note_command(entry.recorded_at)
            if not log.add_entry(self._conn, entry):
                raise RuntimeError(f"the id {entry.id} was given twice")
            self._dirty.add(case_id)
            self._unsettled.add(case_id)
            self.changed = True
        return entries

    def _entry(self, case_id: str, draft: Draft, source: Source) -> Entry:
        command_id = self.command_id
        return Entry(
            id=self.new_id(), case_id=case_id, command_id=command_id, kind=draft.kind,
            target=draft.target, source=source, device=self._device, recorded_at=self._now(),
            data=draft.data,
        )  # fmt: skip

    def _now(self) -> str:
        instant = self._clock().astimezone(UTC)
        return instant.isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def _note_command(self, recorded_at: str) -> None:
        if not self._noted:
            command = Command(self.command_id, self._command, self._device, recorded_at)
            log.add_command(self._conn, command)
            self._noted = True

    def keep_book(self, book_hash: str, kind: str, name: str, body: str) -> None:
        """Keep the text of a rulebook under its hash, once."""
        log.add_book(self._conn, Book(book_hash, kind, name, body))

    def free_ref(self, case_id: str) -> str:
        """Return the shortest ref that no case has here, and keep it for this one."""
        self._settle()
        ref = shortest_ref(case_id, taken=self._is_taken)
        self._reserved.add(ref)
        return ref

    def _is_taken(self, ref: str) -> bool:
        return ref in self._reserved or caserefs.is_taken(self._conn, ref)

    def ref(self, case_id: str) -> str:
        """Return the ref that a case answers to, one that was just recorded too."""
        self._settle()
        return super().ref(case_id)

    def _settle(self) -> None:
        """Give refs to the cases that got entries since."""
        from returnctl.store.folding import recorded_ref

        fresh = {case_id: self.entries(case_id) for case_id in self._unsettled}
        refs = {case_id: recorded_ref(case_id, found) for case_id, found in fresh.items() if found}
        self._unsettled.clear()
        self._dirty |= caserefs.settle(self._conn, refs)

    def purge(self, case_id: str) -> None:
        """Erase a case for good; `Store.purge` then cleans the pages that held it."""
        asked.forget(self._conn, case_id)
        log.erase(self._conn, Purge(case_id, self._now()))
        self._dirty.add(case_id)
        self.changed = True

    def note_asked(self, rows: Iterable[asked.Asked]) -> None:
        """Remember what services answered; no part of the log."""
        before = self._conn.total_changes
        asked.note(self._conn, rows)
        self.changed = self.changed or self._conn.total_changes > before

    def merge(
        self,
        entries: Sequence[Entry],
        commands: Sequence[Command],
        rulebooks: Sequence[Book],
        purges: Sequence[Purge],
    ) -> tuple[str, ...]:
        """Take in another log (`Reader.export_log`); returns the cases that it touched.

        Raises:
            Refused: a row is none that returnctl could have written; nothing is taken in.
        """
        from returnctl.store import merging

        before = self._conn.total_changes
        for purge in purges:
            asked.forget(self._conn, purge.case_id)
        touched = merging.merge(self._conn, entries, commands, rulebooks, purges)
        self._dirty.update(touched)
        self._unsettled.update(touched)
        self.changed = self.changed or self._conn.total_changes > before
        # Ids made from now on must be above those that came in.
        self.__dict__.pop("_ids", None)
        return touched

    def refresh(self) -> None:
        """Make the projections tell of what was recorded so far; the end of the block does it."""
        dirty, self._dirty = self._dirty, set()
        if dirty:
            from returnctl.store import births
            from returnctl.store.projecting import project

            project(self._conn, dirty, self._derive)
            births.note(self._conn, dirty, self._now())
