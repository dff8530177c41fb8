"""`evidence add`: copy files into the evidence folder, and record what they prove.

A file that is there already is not added again; what is newly told of it is recorded.
"""

from pathlib import Path
from typing import Any, Final

from returnctl.actions.changes import write_view
from returnctl.actions.desk import Desk
from returnctl.actions.targets import Target, find_target
from returnctl.actions.typed import read_happened, read_text
from returnctl.core.case import Evidence
from returnctl.core.entries import Draft, Entry
from returnctl.core.errors import Refused
from returnctl.core.filekinds import guess_kind
from returnctl.core.proving import missing_proof, stage_of
from returnctl.core.structs import Struct, replace
from returnctl.core.views.writes import WriteView
from returnctl.core.vocabulary import EVIDENCE_KINDS, choose, dashed
from returnctl.store.evidence.folder import Copied
from returnctl.store.writer import Writer

_COMMAND: Final = "evidence add"


class AddFiles(Struct, frozen=True, kw_only=True):
    """The arguments and options of `evidence add`, as typed."""

    ref: str
    files: tuple[Path, ...]
    kind: str | None = None
    taken: str | None = None
    note: str | None = None


def add_files(request: AddFiles, desk: Desk) -> WriteView:
    """Keep the files, all or none; each is on the disk before the log names it.

    Raises:
        Refused: an option cannot be read, or a file cannot be evidence.
        Unavailable: the disk is full, or the folder cannot be written.
    """
    told = _told(request, desk)
    desk.need_records()
    with desk.store.read() as reader:
        find_target(reader, request.ref, desk)  # before anything is copied
    folder = desk.store.evidence
    files = dict.fromkeys(request.files)
    with folder.copies(files) as copies, desk.store.write(_COMMAND) as tx:
        target = find_target(tx, request.ref, desk)
        before = tuple(tx.deadlines_of(target.case.id))
        drafts = _drafts(copies, target, told, tx)
        for copy in copies:
            folder.keep(copy)
        entries = tx.record(target.case.id, drafts)
        view = write_view(desk, tx, target, entries, command=_COMMAND, before=before)
        return replace(view, then=_then(entries, tx, target, guessed="kind" not in told))


def _told(request: AddFiles, desk: Desk) -> dict[str, Any]:
    """Return what was said of the files, ready for the log."""
    told: dict[str, Any] = {}
    if not request.files:
        raise Refused("there is no FILE.", hint="returnctl evidence add REF FILE...")
    if request.kind is not None:
        told["kind"] = choose(request.kind, EVIDENCE_KINDS, what="kind of evidence")
    if request.taken is not None:
        told["taken"] = read_happened(request.taken, desk, "taken").on.isoformat()
    if request.note is not None:
        told["note"] = read_text(request.note, "note")
    return told


def _drafts(
    copies: tuple[Copied, ...], target: Target, told: dict[str, Any], tx: Writer
) -> list[Draft]:
    known = {each.sha256: each for each in target.case.evidence}
    drafts: dict[str, Draft] = {}
    for copy in copies:
        found = known.get(copy.sha256)
        if found is None:
            new = Draft("noted", tx.new_id(), _facts(copy, target, told))
            drafts.setdefault(copy.sha256, new)
        elif news := {name: value for name, value in told.items() if _says(found, name) != value}:
            drafts[copy.sha256] = Draft("fact", found.id, news)
    return list(drafts.values())


def _facts(copy: Copied, target: Target, told: dict[str, Any]) -> dict[str, Any]:
    facts = {
        "level": "evidence",
        "kind": guess_kind(copy.name),
        "sha256": copy.sha256,
        "name": copy.name,
        "size": copy.size,
        **told,
    }
    return facts if target.return_id is None else {**facts, "of": target.return_id}


def _says(found: Evidence, name: str) -> str | None:
    value = getattr(found, name)
    return None if value is None else str(value)


def _then(
    entries: tuple[Entry, ...], tx: Writer, target: Target, *, guessed: bool
) -> tuple[str, ...]:
    """Say which kinds were guessed, and what is still missing."""
    then = []
    added = [str(entry.data["kind"]) for entry in entries if entry.kind == "noted"]
    if guessed and added:
        kinds = ", ".join(dict.fromkeys(map(dashed, added)))
        then.append(f"Kind by its name: {kinds}. Another? Add it again with --kind.")
    case = tx.case(target.case.id)
    if case is not None:
        owner = target.at(case).proven
        missing = missing_proof(case, owner, stage_of(case, owner))
        then += [f"Proof missing: {each.says}: {each.command(target.ref)}" for each in missing]
    return tuple(then)
