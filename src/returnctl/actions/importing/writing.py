"""Previews and imports: every order of the files against the records, in batches.

A batch is a transaction of its own under the file's one command, so that `deadlines` goes on
meanwhile, and `undo` takes the file back whole. An import that was interrupted is finished by
running it again: what is recorded is known then.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import count, islice
from pathlib import Path
from typing import Final

from returnctl.actions.backups import before_import
from returnctl.actions.desk import Desk
from returnctl.actions.importing.fileread import FileRead
from returnctl.actions.importing.judging import Judge, completed
from returnctl.actions.importing.reading import Reading
from returnctl.actions.rulebook import keep_book
from returnctl.core.entries import Draft
from returnctl.core.imported import Found, Skipped
from returnctl.core.importing.bundles import Bundle
from returnctl.core.importing.comparing import Comparison, Kept
from returnctl.core.structs import Struct, field
from returnctl.core.views.imports import ImportView
from returnctl.settings.mappings import keep_layouts
from returnctl.store.reader import Reader
from returnctl.store.writer import Writer

BATCH: Final = 1_000
Progress = Callable[[int], object]


class _Tally(Struct):
    """How the rows stand to what is recorded, so far."""

    rows: dict[str, list[Found]] = field(
        default_factory=lambda: {"new": [], "known": [], "changed": []}
    )
    skipped: list[Skipped] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    archived: int = 0
    watched: int = 0
    unwatched: int = 0

    def add(self, found: Comparison, drafts: Iterable[Draft]) -> None:
        """Count a comparison."""
        for each in found.rows:
            self.rows[each.verdict].append(each.row)
        self.kept += found.kept
        events = {draft.data.get("event") for draft in drafts}
        self.archived += "archived" in events
        self.watched += "watch" in events
        asked = any(each.row.kind in ("return", "refund") for each in found.rows)
        self.unwatched += found.is_new and not asked and not events & {"archived", "watch"}

    def view(self, desk: Desk, *, written: bool) -> ImportView:
        """Return what is to be told."""
        return ImportView(
            place=desk.place, written=written, new=tuple(self.rows["new"]),
            known=tuple(self.rows["known"]), changed=tuple(self.rows["changed"]),
            skipped=tuple(self.skipped), kept=tuple(self.kept), archived=self.archived,
            watched=self.watched, unwatched=self.unwatched,
            commands=tuple(self.commands),
        )  # fmt: skip


def preview(reading: Reading, desk: Desk) -> ImportView:
    """Compare everything, and write nothing."""
    tally, judge, ids = _Tally(), Judge(desk), count()
    with _records(desk) as reader:
        for file in reading.files:
            tally.skipped += file.skipped
            for bundle in file.orders:
                _judge(tally, judge, reader, bundle, lambda: f"{next(ids):08}")
    return tally.view(desk, written=False)


@contextmanager
def _records(desk: Desk) -> Iterator[Reader | None]:
    """Open the records, if there are any yet: a preview makes none."""
    if not desk.store.exists():
        yield None
        return
    with desk.store.read() as reader:
        yield reader


def _judge(
    tally: _Tally, judge: Judge, reader: Reader | None, bundle: Bundle, new_id: Callable[[], str]
) -> tuple[Comparison, tuple[Draft, ...]] | None:
    judged = judge(reader, bundle, new_id)
    if isinstance(judged, Skipped):
        tally.skipped.append(judged)
        return None
    tally.skipped += bundle.apart
    tally.add(*judged)
    return judged


def write(reading: Reading, desk: Desk, *, layouts: Path, progress: Progress) -> ImportView:
    """Record what is new, file by file; `progress` hears of every order that is done."""
    before_import(desk)
    tally, judge = _Tally(), Judge(desk)
    for file in reading.files:
        tally.skipped += file.skipped
        command = _write_file(file, desk, tally, judge, progress)
        tally.commands += [command] if command else []
    keep_layouts(layouts, reading.layouts)
    return tally.view(desk, written=True)


def _write_file(
    file: FileRead, desk: Desk, tally: _Tally, judge: Judge, progress: Progress
) -> str | None:
    command: str | None = None
    bundles = iter(file.orders)
    while batch := list(islice(bundles, BATCH)):
        with desk.store.write("import", part_of=command) as tx:
            for bundle in batch:
                judged = _judge(tally, judge, tx, bundle, tx.new_id)
                if judged and judged[1]:
                    _record(tx, desk, *judged)
            command = tx.command_id if tx.changed else command
        progress(len(batch))
    return command


def _record(tx: Writer, desk: Desk, found: Comparison, drafts: tuple[Draft, ...]) -> None:
    if found.is_new:
        book, ref = desk.book(), tx.free_ref(found.case_id)
        if not tx.changed:
            keep_book(book, tx)
        drafts = (completed(drafts[0], desk, ref=ref, book=book.hash), *drafts[1:])
    tx.record(found.case_id, drafts, source="import")
