"""A log that comes in against the records: everything is looked at before anything is written."""

import json
from collections.abc import Iterable, Iterator
from itertools import groupby

from returnctl.actions.importing.incoming import Incoming
from returnctl.core.case import Case
from returnctl.core.entries import Book, Command, Entry, LogRow, Purge
from returnctl.core.errors import Refused
from returnctl.core.fold import fold
from returnctl.core.imported import Found, Line, Origin, Skipped
from returnctl.core.importing.comparing import Verdict
from returnctl.core.logrows import UNCHANGED, cut
from returnctl.core.structs import Struct, field
from returnctl.core.totals import order_amount
from returnctl.packs.schema import BrokenPack, parse_body
from returnctl.store.folding import is_noted
from returnctl.store.merging import check
from returnctl.store.reader import Reader

_ERASED = "you erased this order for good"


class Survey(Struct):
    """What a log would add; `added` counts entries, `erased` are refs of cases it erases here."""

    of: Incoming
    books: list[Book] = field(default_factory=list)
    commands: list[Command] = field(default_factory=list)
    purges: list[Purge] = field(default_factory=list)
    rows: dict[Verdict, list[Found]] = field(
        default_factory=lambda: {"new": [], "known": [], "changed": []}
    )
    skipped: list[Skipped] = field(default_factory=list)
    erased: dict[str, str] = field(default_factory=dict)
    hashes: set[str] = field(default_factory=set)
    added: int = 0
    cases: int = 0

    @property
    def has_news(self) -> bool:
        """Whether merging it changes anything."""
        return bool(self.added or self.erased)


def survey(of: Incoming, reader: Reader | None) -> Survey:
    """Look at a log as a whole; without a reader there are no records yet.

    Raises:
        Refused: something in it is nothing that returnctl could have written.
    """
    found = Survey(of)
    rows = of.log.rows()
    first = _heads(found, rows, of.log.name)
    check((), found.commands, found.purges)
    known = {each.id for each in found.commands} | (reader.whole.command_ids() if reader else set())
    gone = reader.whole.purged() if reader else frozenset()
    if reader:
        here = {each.case_id for each in found.purges} - gone
        found.erased = {each: reader.ref(each) for each in sorted(here) if reader.entries(each)}
    gone |= {each.case_id for each in found.purges}
    seen: set[str] = set()
    for case_id, group in groupby(_entries(first, rows), key=lambda entry: entry.case_id):
        if case_id in seen:
            raise cut(of.log.name, "the entries of a case do not stand side by side")
        seen.add(case_id)
        entries = list(group)
        check(entries, ())
        if any(entry.command_id not in known for entry in entries):
            raise cut(of.log.name, "the command of an entry is missing")
        _judge(found, case_id, entries, reader, gone)
    return found


def _heads(found: Survey, rows: Iterator[LogRow], file: str) -> Entry | None:
    """Take in what stands before the entries; return the first entry."""
    for row in rows:
        if isinstance(row, Book):
            _check_book(row, file)
            found.books.append(row)
        elif isinstance(row, Command):
            found.commands.append(row)
        elif isinstance(row, Purge):
            found.purges.append(row)
        else:
            return row
    return None


def _entries(first: Entry | None, rows: Iterable[LogRow]) -> Iterator[Entry]:
    if first is not None:
        yield first
    yield from (row for row in rows if isinstance(row, Entry))


def _check_book(book: Book, file: str) -> None:
    """Refuse what would only be noticed when an order is held against its rules."""
    try:
        values = json.loads(book.body).values()
        if book.kind == "manifest":
            "".join(values)
        else:
            parse_body(book.body)
    except BrokenPack:
        pass  # of a release with other rules for packs; it is left out when deadlines are made
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise cut(file, f"rulebook {book.hash[:12]} is none") from error


def _judge(
    found: Survey, case_id: str, entries: list[Entry], reader: Reader | None, gone: frozenset[str]
) -> None:
    found.cases += 1
    case = fold(case_id, entries)
    row = _row(case, found.of.log.name)
    if case_id in gone:
        found.skipped.append(Skipped(row.source, _ERASED))
        return
    known = {entry.id: entry for entry in reader.entries(case_id)} if reader else {}
    for entry in entries:
        if known.get(entry.id, entry) != entry:
            msg = f"entry {entry.id} of {found.of.log.name} says something else than here."
            raise Refused(msg, hint=f"One of the two was changed by hand. {UNCHANGED}")
    added = sum(entry.id not in known for entry in entries)
    found.added += added
    found.hashes |= {h for e in entries if isinstance(h := e.data.get("sha256"), str)}
    if is_noted(case_id, entries):
        verdict: Verdict = "new" if not known else "changed" if added else "known"
        found.rows[verdict].append(row)


def _row(case: Case, file: str) -> Found:
    order = case.order
    ordered = tuple((e.kind, e.on) for e in case.events if e.kind == "ordered")[:1]
    return Found(
        kind="order",
        shop=order.shop,
        order_number=order.number or "",
        source=Origin(file),
        items=tuple(Line(title=each.title, quantity=each.quantity) for each in case.items),
        amount=order_amount(case),
        happened=ordered,
    )
