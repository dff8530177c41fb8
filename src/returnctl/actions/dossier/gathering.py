"""From the records to what a case file is made of; files are read and held against their sums."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Final

from returnctl.actions.desk import Desk
from returnctl.actions.evidence.listing import lines
from returnctl.actions.targets import Target, find_target
from returnctl.core.agenda import dues
from returnctl.core.dossier.material import EVIDENCE, Material, is_left_out, only
from returnctl.core.errors import ReturnctlError
from returnctl.core.filenames import piece_name
from returnctl.core.listing import deadline_rows, ref_of
from returnctl.core.rules import Pack
from returnctl.core.structs import replace
from returnctl.core.views.cases import Explained
from returnctl.core.views.proofs import EvidenceLine
from returnctl.exporting.thumbnails import MOST_BYTES, Picture, picture_of
from returnctl.store.evidence.checking import holds, state_of

_FOLDER: Final = "evidence"
Take = Callable[[bytes], object]


def gather(ref: str, without: frozenset[str], desk: Desk) -> tuple[Target, Material]:
    """Return the case that is meant, and what its case file is made of; every file is looked at."""
    with desk.store.read() as reader:
        target = find_target(reader, ref, desk)
        packs = desk.rules().packs_of(target.case, reader.book)
        found = desk.rules().deadlines_of(target.case, packs, closed_too=True)
    case = only(target.case, target.return_id)
    rows = {row.id: row for row in deadline_rows(target.case, found, target.ref)}
    by_id = {each.id: each for each in found}
    clocks = tuple(Explained(due, by_id[due.row.id]) for due in dues(rows.values(), desk.moment))
    kept = {each.id for each in case.evidence}
    files = tuple(
        replace(each, state=state_of(desk.store.evidence, each.evidence.sha256))
        for each in lines(desk, target)
        if each.evidence.id in kept
    )
    names = {
        each.number: f"{_FOLDER}/{piece_name(each.number, _day(each), each.evidence)}"
        for each in files
    }
    return target, Material(
        ref=ref_of(target.case, target.id, target.ref), whole=target.case, case=case,
        today=desk.moment.today, clocks=clocks, files=files, names=names,
        shop_title=shop_title(packs), without=without,
    )  # fmt: skip


def shop_title(packs: Iterable[Pack]) -> str:
    """Return the shop's name as people know it, where a pack tells it."""
    titles = (pack.title for pack in packs if pack.kind == "shop" and pack.name != "generic")
    return next(titles, "")


def _day(found: EvidenceLine) -> date | None:
    return found.evidence.taken or found.added_on


def packed_files(of: Material) -> Iterator[EvidenceLine]:
    """Yield the files that go in."""
    if EVIDENCE not in of.without:
        yield from (e for e in of.files if e.state == "ok" and not is_left_out(e, of.without))


def pictures_of(of: Material, desk: Desk, done: Callable[[int], None]) -> dict[int, Picture]:
    """Return small pictures of the files that go in, by their numbers."""
    found = {}
    for each in packed_files(of):
        if each.evidence.size <= MOST_BYTES:
            chunks: list[bytes] = []
            giver(each, desk)(chunks.append)
            if (picture := picture_of(b"".join(chunks))) is not None:
                found[each.number] = picture
        done(1)
    return found


def giver(found: EvidenceLine, desk: Desk) -> Callable[[Take], object]:
    """Return what hands over the bytes of a piece of evidence, and stands for every one."""
    sha256 = found.evidence.sha256

    def give(take: Take) -> None:
        path = desk.store.evidence.path_of(sha256)
        if path is None or holds(path, sha256, take=take) != "ok":
            sentence = f"{found.evidence.name} changed while it was read."
            raise ReturnctlError(sentence, hint="Look at it: returnctl evidence verify")

    return give
