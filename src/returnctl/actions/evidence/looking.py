"""`evidence open` and `evidence copy`: the files, where people and other programs can read them."""

from pathlib import Path
from typing import Final

from returnctl.actions.desk import Desk
from returnctl.actions.evidence.listing import lines
from returnctl.actions.evidence.picking import pick
from returnctl.actions.targets import Target, find_target
from returnctl.core.errors import Refused
from returnctl.core.filekinds import is_viewed
from returnctl.core.filenames import piece_name
from returnctl.core.structs import replace
from returnctl.core.views.proofs import EvidenceLine, TakenView
from returnctl.store.evidence import taking

_MOST_WINDOWS: Final = 5


def paths(desk: Desk, ref: str, what: str | None) -> TakenView:
    """Tell where the files of a case lie, or one of them."""
    target, found = _found(desk, ref, what)
    return TakenView(ref=target.ref, files=found)


def for_viewers(desk: Desk, ref: str, what: str | None) -> TakenView:
    """Put copies where viewers may have them; what may be a program keeps its place.

    Raises:
        Refused: that many windows are nobody's wish.
    """
    target, found = _found(desk, ref, what)
    if len(found) > _MOST_WINDOWS:
        hint = f"Name one: returnctl evidence open {target.ref} N"
        raise Refused(f"{target.ref} has {len(found)} files.", hint=hint)
    taken = tuple(_to_look_at(desk, each) if is_shown(each) else each for each in found)
    return TakenView(ref=target.ref, files=taken, opened=True)


def is_shown(found: EvidenceLine) -> bool:
    """Say whether a file is one that viewers show."""
    return is_viewed(found.evidence.name)


def copy_files(desk: Desk, ref: str, folder: Path) -> TakenView:
    """Copy the files of a case into a folder, numbered and dated; nothing is overwritten.

    Raises:
        Refused: the folder cannot be made.
        Unavailable: it cannot be written.
    """
    target, found = _found(desk, ref, None)
    place = folder.absolute()
    if found:
        taking.make_folder(place)
    taken = tuple(_copied(desk, each, place) for each in found)
    return TakenView(ref=target.ref, files=taken, folder=str(place))


def _found(desk: Desk, ref: str, what: str | None) -> tuple[Target, tuple[EvidenceLine, ...]]:
    with desk.store.read() as reader:
        target = find_target(reader, ref, desk)
    found = lines(desk, target)
    return target, found if what is None else (found[pick(target, what) - 1],)


def _to_look_at(desk: Desk, found: EvidenceLine) -> EvidenceLine:
    evidence = found.evidence
    return _placed(found, taking.to_look_at(desk.store.evidence, evidence.name, evidence.sha256))


def _copied(desk: Desk, found: EvidenceLine, folder: Path) -> EvidenceLine:
    evidence = found.evidence
    day = evidence.taken or found.added_on
    name = piece_name(found.number, day, evidence)
    taken = taking.copy_into(folder, name, of=desk.store.evidence, sha256=evidence.sha256)
    return _placed(found, taken)


def _placed(found: EvidenceLine, taken: taking.Taken) -> EvidenceLine:
    return replace(found, state=taken.state, path=str(taken.path) if taken.path else None)
