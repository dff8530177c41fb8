"""`evidence list`, `open`, `copy` and `verify`: files with what they prove and how they are.

Fields of a plain record: ref, number, kind, name, state, size, taken on, added on, note, SHA-256,
path. After `list`, what is missing follows: ref, `missing`, kind, what it is.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from returnctl.core.dayformat import format_day
from returnctl.core.proof import Proof
from returnctl.core.sizes import files_text, size_text
from returnctl.core.views.proofs import EvidenceLine, EvidenceView, TakenView, VerifiedView
from returnctl.core.vocabulary import EVIDENCE_KINDS, dashed
from returnctl.render.blocks import Block, Column, Line, Row, Span, Table, labelled, line, whole
from returnctl.render.page import Forms, Page
from returnctl.render.records import jsonable, texts
from returnctl.render.wording import count

_COLUMNS: Final = (
    Column("number", right=True),
    Column("kind"),
    Column("name", least=16, most=60),
    Column("day", spare=True, below=""),
    Column("size", right=True, spare=True, below=""),
    Column("state", gap=1),
)
STATE_WORDS: Final = {
    "ok": "ok",
    "missing": "MISSING: its file is not there",
    "altered": "ALTERED: its bytes are not what they were",
    "closed": "CLOSED: its file may not be read",
}
# What to call the proof that is missing, by stage.
ASKING: Final = {"keep": "Worth keeping"}


def kind_words(kind: str) -> str:
    """Name a kind of evidence as people say it."""
    return EVIDENCE_KINDS.get(kind, kind)


def missing_words(stage: str | None, missing: Iterable[Proof]) -> str:
    """Tell in a row what is missing; nothing where nothing is."""
    told = ", ".join(each.says for each in missing)
    return f"{ASKING.get(stage or '', 'MISSING')}: {told}" if told else ""


def _rows(files: Iterable[EvidenceLine]) -> Table:
    return Table(_COLUMNS, tuple(map(_row, files)), under="name", indent=2)


def _row(found: EvidenceLine) -> Row:
    evidence = found.evidence
    day = evidence.taken or found.added_on
    word = "taken" if evidence.taken else "added"
    bad = found.state != "ok"
    cells = {
        "number": line(whole(found.number)),
        "kind": line(kind_words(evidence.kind)),
        "name": line(evidence.name),
        "day": line(whole(f"{word} {format_day(day)}" if day else "")),
        "size": line(whole(size_text(evidence.size))),
        "state": line(Span(STATE_WORDS[found.state].partition(":")[0], "late") if bad else ""),
    }
    return Row(cells, (line(evidence.note or ""),))


def _list(view: EvidenceView, page: Page) -> Iterator[Block]:
    yield line(whole(view.ref, "strong"), Span(f"  {view.title}", "strong"))
    yield _rows(view.files) if view.files else line("No evidence yet.", indent=2)
    for number, proof in enumerate(view.missing):
        label = "" if number else ASKING.get(view.stage or "", "MISSING")
        command = () if page.quiet else (": ", whole(proof.command(view.ref)))
        yield labelled(label, proof.says, *command, width=15)


def _taken(view: TakenView, _: Page) -> Iterator[Line]:
    if not view.files:
        yield line(whole(view.ref), " has no evidence.")
    for each in view.files:
        told = whole(each.path) if each.state == "ok" and each.path else _fault(each)
        yield line(f"{each.number} {kind_words(each.evidence.kind)}  ", told, hang=4)


def _fault(found: EvidenceLine) -> Span:
    return Span(f"{found.evidence.name}: {STATE_WORDS[found.state]}", "late")


def _verified(view: VerifiedView, _: Page) -> Iterator[Line]:
    for each in view.faults:
        yield line(whole(each.ref), f" {each.number} {kind_words(each.evidence.kind)} ",
                   _fault(each), hang=4)  # fmt: skip
    files, bad = count(len(view.files), "file"), len(view.faults)
    if not view.files:
        yield line("No evidence to verify.")
    elif bad:
        verb = "is" if bad == 1 else "are"
        yield line(Span(f"{bad} of {files} {verb} not what was kept.", "late"))
    else:
        size = sum(each.evidence.size for each in view.files)
        yield line(f"{files_text(len(view.files), size)}: every byte is what was kept.")


def file_data(found: EvidenceLine, page: Page) -> dict[str, Any]:
    """Return a piece of evidence for JSON."""
    evidence = jsonable(found.evidence, page)
    return {
        "ref": found.ref,
        "number": found.number,
        "id": evidence["id"],
        "kind": evidence["kind"],
        "name": evidence["name"],
        "size": evidence["size"],
        "taken": evidence["taken"],
        "added_on": jsonable(found.added_on, page),
        "note": evidence["note"],
        "return_id": evidence["of"],
        "sha256": evidence["sha256"],
        "state": found.state,
        "path": found.path,
    }


def proof_data(missing: Iterable[Proof], ref: str) -> list[dict[str, Any]]:
    """Return what is missing for JSON."""
    return [
        {"name": p.name, "says": p.says, "kinds": list(p.kinds), "command": p.command(ref)}
        for p in missing
    ]


def _files_data(view: TakenView | VerifiedView, page: Page) -> list[dict[str, Any]]:
    return [file_data(each, page) for each in view.files]


def _list_data(view: EvidenceView, page: Page) -> dict[str, Any]:
    return {
        "ref": view.ref,
        "title": view.title,
        "files": [file_data(each, page) for each in view.files],
        "stage": view.stage,
        "missing": proof_data(view.missing, view.ref),
    }


def _records(view: EvidenceView | TakenView | VerifiedView, _: Page) -> Iterator[Sequence[str]]:
    for each in view.files:
        found = each.evidence
        yield texts(
            each.ref, each.number, dashed(found.kind), found.name, each.state, found.size,
            found.taken, each.added_on, found.note, found.sha256, each.path,
        )  # fmt: skip
    if isinstance(view, EvidenceView):
        yield from (texts(view.ref, "missing", dashed(p.kinds[0]), p.says) for p in view.missing)


FORMS: Final = {
    EvidenceView: Forms(data=_list_data, plain=_records, text=_list),
    TakenView: Forms(data=_files_data, plain=_records, text=_taken),
    VerifiedView: Forms(data=_files_data, plain=_records, text=_verified),
}
