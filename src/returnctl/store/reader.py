"""Reading the records: one snapshot, asked in the words of the program.

What only some commands ask for is loaded when they do: `deadlines` under cron starts in no time.
"""

import sqlite3
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from returnctl.core.ids import full_ref
from returnctl.core.rows import DeadlineRow, StatusRow
from returnctl.store import caserefs, counts, lists
from returnctl.store.lists import Purchase, Purchases

if TYPE_CHECKING:
    from returnctl.core.appointments import Edition
    from returnctl.core.case import Case
    from returnctl.core.entries import Book, Entry
    from returnctl.store.asked import Asked
    from returnctl.store.evidence.named import Numbered
    from returnctl.store.finding import Match
    from returnctl.store.history import CommandRow
    from returnctl.store.log import LogCopy
    from returnctl.store.reminding import Key, Runs
    from returnctl.store.whole import Whole


class Reader:
    """Everything that can be asked. Days and instants come as arguments; nothing is computed."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn

    # --- a case

    def entries(self, case_id: str) -> "list[Entry]":
        """Return all entries of a case, undone ones too, oldest first."""
        from returnctl.store import log

        return log.entries_of(self._conn, case_id)

    def case(self, case_id: str) -> "Case | None":
        """Return the case; None if nothing live notes its order."""
        from returnctl.core.fold import fold
        from returnctl.store.folding import is_noted

        entries = self.entries(case_id)
        return fold(case_id, entries) if is_noted(case_id, entries) else None

    def case_ids(self) -> list[str]:
        """Return every case that has entries, undone and removed ones too, oldest first."""
        from returnctl.store import log

        return log.case_ids(self._conn)

    def ref(self, case_id: str) -> str:
        """Return the ref that a case answers to; it keeps it when undone or removed."""
        return caserefs.ref_of(self._conn, case_id) or full_ref(case_id)

    def book(self, book_hash: str) -> str | None:
        """Return the text of a rulebook by its hash."""
        from returnctl.store import log

        return log.book_text(self._conn, book_hash)

    def packs(self) -> "list[Book]":
        """Return the packs that are kept, of all rulebooks."""
        from returnctl.store import log

        return [book for book in log.books(self._conn) if book.kind == "pack"]

    @property
    def newest_id(self) -> str | None:
        """The greatest id of an entry or a command: the newest, if no clock was ever wrong."""
        from returnctl.store import log

        return log.newest_id(self._conn)

    # --- evidence

    def evidence(self) -> "list[Numbered]":
        """Return the evidence of all cases, closed ones too."""
        from returnctl.store.evidence import named

        return list(named.recorded(self._conn))

    def named_evidence(self, case_id: str) -> frozenset[str]:
        """Return the hashes of all evidence that a case ever named."""
        from returnctl.store.evidence import named

        return named.named_by(self._conn, case_id)

    # --- finding

    def find(self, text: str, *, titles: bool = False) -> "list[Match]":
        """Return the cases and returns that a text can mean; see `store.finding`."""
        from returnctl.store import finding

        return finding.find(self._conn, text, titles=titles)

    def search(self, text: str, *, limit: int | None = None) -> list[StatusRow]:
        """Return the rows of the cases that hold all words of a text, best match first."""
        from returnctl.store import searching

        found = searching.search(self._conn, text, limit=limit)
        return [row for case_id in found for row in lists.statuses_of(self._conn, case_id)]

    def twins(self) -> list[tuple[str, ...]]:
        """Return the ids of cases that share shop and order number, group by group."""
        return counts.twins(self._conn)

    def find_order(self, shop: str, number: str) -> str | None:
        """Return the case with that order number of that shop; the oldest of several."""
        from returnctl.store import finding

        return finding.find_order(self._conn, shop, number)

    def find_payment(self, payment: str) -> tuple[str, str] | None:
        """Return shop and number of the order that was paid with a payment of that number."""
        from returnctl.store import finding

        return finding.find_payment(self._conn, payment)

    def find_parcel(self, number: str) -> list[tuple[str, str, str, str]]:
        """Return shop, number, ref and the parcel's direction of the orders that have a parcel."""
        from returnctl.store import finding

        return finding.find_parcel(self._conn, number)

    def removed_orders(self) -> set[tuple[str, str]]:
        """Return shop and number of the orders that the user removed."""
        from returnctl.store import finding

        return finding.removed_orders(self._conn)

    def orders_without_number(self, shop: str) -> list[str]:
        """Return the open orders of a shop that are known by their items only."""
        return counts.unnumbered(self._conn, shop)

    def find_gone(self, ref: str) -> str | None:
        """Return the case with that ref, even if it was undone or removed."""
        return caserefs.case_of(self._conn, ref.strip().lower())

    def same_as(self, case_id: str) -> str | None:
        """Return the case to which a removed case was joined."""
        from returnctl.store import finding

        return finding.same_as(self._conn, case_id)

    # --- tracking

    def asked(self, numbers: Collection[str]) -> "list[Asked]":
        """Return what this machine asked services about numbers."""
        from returnctl.store import asked

        return asked.asked(self._conn, numbers)

    # --- lists

    def due(
        self,
        *,
        today: date,
        until: date,
        theirs: bool = False,
        purchases: bool = True,
        quiet: bool = False,
    ) -> list[DeadlineRow]:
        """Return what is due; see `store.lists.due`."""
        return lists.due(
            self._conn, today=today, until=until, theirs=theirs, purchases=purchases, quiet=quiet
        )

    def deadlines_of(self, case_id: str) -> list[DeadlineRow]:
        """Return the deadlines of an open case, met ones too."""
        return lists.deadlines_of(self._conn, case_id)

    def pending_of(self, case_id: str, *, today: date, untold: bool = False) -> list[DeadlineRow]:
        """Return the deadlines of an open case that can be its next; see `store.lists`."""
        return lists.pending_of(self._conn, case_id, today=today, untold=untold)

    def every_deadline(self) -> list[DeadlineRow]:
        """Return the deadlines of all open cases, met ones too."""
        return lists.every_deadline(self._conn)

    def statuses(
        self, *, kinds: Sequence[str] = ("return", "problem"), closed: bool = False
    ) -> list[StatusRow]:
        """Return a row per order or return of these kinds; closed ones if asked for."""
        return lists.statuses(self._conn, kinds=kinds, closed=closed)

    def statuses_of(self, case_id: str) -> list[StatusRow]:
        """Return the rows of one case, closed ones too."""
        return lists.statuses_of(self._conn, case_id)

    def purchases(self, *, today: date, until: date) -> Purchases:
        """Count watched purchases with a running window, and those with one closing by a day."""
        return lists.purchases(self._conn, today=today, until=until)

    def listed_purchases(self, *, today: date) -> list[Purchase]:
        """Return every open watched purchase, each with its first running window."""
        return lists.listed_purchases(self._conn, today=today)

    def count_purchases(self, *, unwatched: bool = False) -> int:
        """Count the open orders that have neither problem nor return; or those not watched."""
        return counts.purchases(self._conn, unwatched=unwatched)

    def is_empty(self) -> bool:
        """Say whether nothing was ever recorded."""
        return counts.is_empty(self._conn)

    # --- reminders

    def births(self, ids: Sequence[str]) -> "dict[Key, datetime]":
        """Return since when this machine knows deadlines, by id and the day that counts."""
        from returnctl.store import reminding

        return reminding.births(self._conn, ids)

    def told(self, ids: Sequence[str]) -> "dict[str, dict[Key, set[int]]]":
        """Return the rungs of deadlines that were announced here, by channel."""
        from returnctl.store import reminding

        return reminding.told(self._conn, ids)

    def reminder_runs(self) -> "Runs":
        """Return when reminders last ran here."""
        from returnctl.store import reminding

        return reminding.runs(self._conn)

    # --- calendars

    def editions(self, case_ids: Collection[str]) -> "dict[str, Edition]":
        """Return how many entries cases have, and when the newest of each was recorded."""
        from returnctl.store import editions

        return editions.editions(self._conn, case_ids)

    def known_since(self, day: date) -> dict[str, set[str]]:
        """Return the deadlines that were ever here with that day or a later one, by case."""
        from returnctl.store import editions

        return editions.known_since(self._conn, day)

    # --- history

    def commands(
        self, *, case_id: str | None = None, limit: int | None = None
    ) -> "list[CommandRow]":
        """Return the commands, newest first."""
        from returnctl.store import history

        return history.commands(self._conn, case_id=case_id, limit=limit)

    def command(self, command_id: str) -> "CommandRow | None":
        """Return one command."""
        from returnctl.store import history

        return history.command(self._conn, command_id)

    def command_entries(self, command_id: str) -> "list[Entry]":
        """Return what a command recorded, oldest first."""
        from returnctl.store import log

        return log.entries_by(self._conn, command_id)

    def last_live_command(self, device: str) -> str | None:
        """Return the newest command of a device that an undo can take back."""
        from returnctl.store import history

        return history.last_live(self._conn, device)

    def last_undo(self, device: str) -> str | None:
        """Return the newest undo of a device that a redo can take back."""
        from returnctl.store import history

        return history.last_undo(self._conn, device)

    def export_log(self) -> "LogCopy":
        """Return the whole log, for `Writer.merge` of another database."""
        from returnctl.store import log

        return log.copy_of(self._conn)

    @property
    def whole(self) -> "Whole":
        """All records at once."""
        from returnctl.store.whole import Whole

        return Whole(self._conn)

    @property
    def is_current(self) -> bool:
        """Whether the file is of this release; if not, the next write brings it up to date."""
        from returnctl.store import upkeep

        return upkeep.is_current(self._conn)
