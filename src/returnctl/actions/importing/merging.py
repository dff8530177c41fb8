"""`import` of what returnctl exported: the union of two logs.

Everything is checked before the first row is written. Then it goes in batches of cases, each a
transaction of its own, evidence before the log that names it: one that was interrupted is finished
by running it again. Commands keep their ids: `undo ID` takes back one of them, as it would have on
the machine where it was recorded.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby, islice
from pathlib import Path
from typing import Final

from returnctl.actions.backups import before_import
from returnctl.actions.desk import Desk
from returnctl.actions.importing.incoming import Incoming
from returnctl.actions.importing.surveying import Survey, survey
from returnctl.core.entries import Entry
from returnctl.core.errors import ReturnctlError
from returnctl.core.imported import Origin, Skipped
from returnctl.core.structs import replace
from returnctl.core.views.imports import ImportView
from returnctl.packs.schema import check as check_pack
from returnctl.store.evidence.checking import is_there

BATCH: Final = 1_000
Progress = Callable[[int], object]


def survey_all(found: Iterable[Incoming], desk: Desk) -> tuple[Survey, ...]:
    """Look at every log that comes in; nothing is written.

    Raises:
        Refused: something in one of them is nothing that returnctl could have written.
    """
    if not desk.store.exists():
        return tuple(survey(each, None) for each in found)
    with desk.store.read() as reader:
        return tuple(survey(each, reader) for each in found)


def preview(surveys: Iterable[Survey], desk: Desk, packs: Path) -> ImportView:
    """Tell what merging would do."""
    return _view(tuple(surveys), desk, packs, written=False)


def merge(
    surveys: Iterable[Survey], desk: Desk, *, packs: Path, progress: Progress = lambda _: None
) -> ImportView:
    """Merge the logs; `packs` is the folder of the user's packs, `progress` hears of cases."""
    before_import(desk)
    surveys = tuple(surveys)
    view = _view(surveys, desk, packs, written=True)
    before = _twins(desk)
    for each in surveys:
        if each.of.archive is not None:
            _keep_evidence(each, desk)
            _keep_packs(each.of.archive.packs, packs)
        if each.has_news or _has_new_marks(each, desk):
            _merge_one(each, desk, progress)
    return replace(view, twins=tuple(sorted(_twins(desk) - before)))


def _twins(desk: Desk) -> set[tuple[str, ...]]:
    """Return the refs of cases that share an order number: each machine noted it on its own."""
    if not desk.store.exists():
        return set()
    with desk.store.read() as reader:
        return {tuple(map(reader.ref, group)) for group in reader.twins()}


def _has_new_marks(found: Survey, desk: Desk) -> bool:
    """Say whether it tells of erased cases that nobody here knows: those must not come later."""
    if not desk.store.exists():
        return bool(found.purges)
    with desk.store.read() as reader:
        return not {each.case_id for each in found.purges} <= reader.whole.purged()


def _merge_one(found: Survey, desk: Desk, progress: Progress) -> None:
    erased = _evidence_of(found, desk)
    commands, books, purges = found.commands, found.books, found.purges
    cases = groupby(_entries(found), key=lambda entry: entry.case_id)
    batches = _batches(cases)
    for entries, count in batches:
        with desk.store.write("import") as tx:
            tx.merge(entries, commands, books, purges)
        commands, books, purges = [], [], []
        progress(count)
    if found.erased:
        desk.store.wipe(erased)


def _entries(found: Survey) -> Iterator[Entry]:
    return (row for row in found.of.log.rows() if isinstance(row, Entry))


def _batches(
    cases: Iterator[tuple[str, Iterator[Entry]]],
) -> Iterator[tuple[list[Entry], int]]:
    """Yield the entries of so many cases, at least once: marks come even without entries."""
    first = True
    while True:
        groups = [list(group) for _, group in islice(cases, BATCH)]
        if not groups and not first:
            return
        yield [entry for group in groups for entry in group], len(groups)
        first = False


def _evidence_of(found: Survey, desk: Desk) -> frozenset[str]:
    """Return what the cases that it erases here name as evidence."""
    if not found.erased:
        return frozenset()
    with desk.store.read() as reader:
        named = [reader.named_evidence(case_id) for case_id in found.erased]
    return frozenset().union(*named)


def _keep_evidence(found: Survey, desk: Desk) -> None:
    """Keep the files that the log names and that are not here."""
    archive = found.of.archive
    if archive is None:
        return
    if not desk.store.exists():
        # The folder of the evidence lies beside the database: an empty one is made first.
        with desk.store.write("import"):
            pass
    for sha256, member in archive.evidence.items():
        if sha256 in found.hashes and not is_there(desk.store.evidence, sha256):
            desk.store.evidence.keep_chunks(archive.chunks(member), sha256)


def _keep_packs(texts: Mapping[str, str], folder: Path) -> None:
    """Put packs of the user's where they belong; one that is there already stays."""
    for name in _new_packs(texts, folder):
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(folder / name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(texts[name])
        except OSError as error:
            msg = f"{folder / name} cannot be written: {error.strerror}."
            raise ReturnctlError(msg, hint="Make room for it, and import again.") from error


def _new_packs(texts: Mapping[str, str], folder: Path) -> list[str]:
    """Return the files of sound packs that are not here."""
    return [
        name
        for name, text in texts.items()
        if not os.path.lexists(folder / name) and check_pack(text, name)[0] is not None
    ]


def _left_packs(texts: Mapping[str, str], folder: Path, file: str) -> Iterator[Skipped]:
    """Tell of packs that are not taken."""
    new = _new_packs(texts, folder)
    for name, text in texts.items():
        origin = Origin(f"{file}/packs/{name}")
        if not os.path.lexists(folder / name):
            if name not in new:
                yield Skipped(origin, "it is no sound pack")
        elif (folder / name).read_text(encoding="utf-8", errors="replace") != text:
            yield Skipped(origin, "you have another pack of that name")


def _view(surveys: tuple[Survey, ...], desk: Desk, packs: Path, *, written: bool) -> ImportView:
    skipped = [row for each in surveys for row in each.skipped]
    taken: list[str] = []
    for each in surveys:
        if each.of.archive is not None:
            skipped += _left_packs(each.of.archive.packs, packs, each.of.log.name)
            taken += _new_packs(each.of.archive.packs, packs)
    return ImportView(
        place=desk.place,
        written=written,
        new=tuple(row for each in surveys for row in each.rows["new"]),
        known=tuple(row for each in surveys for row in each.rows["known"]),
        changed=tuple(row for each in surveys for row in each.rows["changed"]),
        skipped=tuple(skipped),
        packs=tuple(taken),
        merged=sum(each.added for each in surveys),
        erased=tuple(ref for each in surveys for ref in each.erased.values()),
    )
