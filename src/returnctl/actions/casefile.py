"""`casefile`: one case in one file, for a platform, a bank or an ombudsman."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO, Final

from returnctl import __version__
from returnctl.actions.desk import Desk
from returnctl.actions.evidence.listing import lines, proven_thing
from returnctl.actions.targets import Target, find_target
from returnctl.core.agenda import dues
from returnctl.core.dossier.casefile import casefile, left_out
from returnctl.core.dossier.clocks import told_clocks
from returnctl.core.dossier.material import EVIDENCE, MESSAGES, Material, is_left_out, only
from returnctl.core.dossier.paper import Paper
from returnctl.core.errors import ReturnctlError
from returnctl.core.filenames import piece_name, safe_name
from returnctl.core.listing import deadline_rows, ref_of
from returnctl.core.proving import missing_proof, stage_of
from returnctl.core.rules import Pack
from returnctl.core.views.cases import Explained
from returnctl.core.views.papers import CasefileView, PackedFile
from returnctl.core.views.proofs import EvidenceLine
from returnctl.exporting.bundle import Part, of_bytes, write_bundle
from returnctl.exporting.casefile_page import casefile_page
from returnctl.exporting.filing import check_free, write_bytes, write_file
from returnctl.exporting.thumbnails import MOST_BYTES, Picture, picture_of
from returnctl.store.evidence.checking import holds, state_of

_SCHEMA: Final = "returnctl-casefile/1"
_PAGE: Final = "index.html"
_PDF: Final = "casefile.pdf"
_FOLDER: Final = "evidence"


@dataclass(frozen=True, slots=True, kw_only=True)
class CasefileRequest:
    """The argument and options of `casefile`; `without` names what stays out."""

    ref: str
    out: Path | None = None
    pdf: bool = False
    without: frozenset[str] = frozenset()
    force: bool = False


def make_casefile(request: CasefileRequest, desk: Desk) -> CasefileView:
    """Write the case file, whole or not at all.

    Raises:
        Refused: a file is there already, or a PDF is wanted and its extra is not there.
    """
    target, of = _material(request, desk)
    path = _path(request, desk, of.ref)
    check_free(path, force=request.force)
    alone = path.suffix.lower() == ".pdf"
    if alone or request.pdf:
        from returnctl.exporting.pdfs import check_typst

        check_typst()
    paper = casefile(of)
    pictures = {} if EVIDENCE in of.without else _pictures(of, desk)
    if alone:
        write_bytes(path, _pdf(paper, pictures), force=request.force)
        packed: tuple[PackedFile, ...] = ()
    else:
        packed = _bundle(path, request, paper, pictures, of, desk)
    return _view(target, of, path, packed)


def _path(request: CasefileRequest, desk: Desk, ref: str) -> Path:
    name = f"casefile-{safe_name(ref)}-{desk.moment.today.isoformat()}.zip"
    if request.out is None:
        return Path(name).absolute()
    return (request.out / name if request.out.is_dir() else request.out).absolute()


# --- what it is made from


def _material(request: CasefileRequest, desk: Desk) -> tuple[Target, Material]:
    with desk.store.read() as reader:
        target = find_target(reader, request.ref, desk)
        packs = desk.rules().packs_of(target.case, reader.book)
        found = desk.rules().deadlines(target.case, reader.book, closed_too=True)
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
    shop = next((pack for pack in packs if pack.kind == "shop"), None)
    return target, Material(
        ref=ref_of(target.case, target.id, target.ref), whole=target.case, case=case,
        today=desk.moment.today, clocks=clocks, files=files, names=names,
        shop_title=_title(shop), without=request.without,
    )  # fmt: skip


def _title(shop: Pack | None) -> str:
    return shop.title if shop and shop.name != "generic" else ""


def _day(found: EvidenceLine) -> Any:
    return found.evidence.taken or found.added_on


def _packed(of: Material) -> Iterator[EvidenceLine]:
    """Yield the files that go in."""
    if EVIDENCE not in of.without:
        yield from (e for e in of.files if e.state == "ok" and not is_left_out(e, of.without))


def _pictures(of: Material, desk: Desk) -> dict[int, Picture]:
    found = {}
    for each in _packed(of):
        if each.evidence.size <= MOST_BYTES:
            chunks: list[bytes] = []
            _giver(each, desk)(chunks.append)
            picture = picture_of(b"".join(chunks))
            if picture is not None:
                found[each.number] = picture
    return found


def _giver(found: EvidenceLine, desk: Desk) -> Callable[[Callable[[bytes], object]], object]:
    """Return what hands over the bytes of a piece of evidence, and stands for every one."""
    sha256 = found.evidence.sha256

    def give(take: Callable[[bytes], object]) -> None:
        path = desk.store.evidence.path_of(sha256)
        if path is None or holds(path, sha256, take=take) != "ok":
            sentence = f"{found.evidence.name} changed while it was read."
            raise ReturnctlError(sentence, hint="Look at it: returnctl evidence verify")

    return give


# --- what is made of it


def _bundle(
    path: Path,
    request: CasefileRequest,
    paper: Paper,
    pictures: Mapping[int, Picture],
    of: Material,
    desk: Desk,
) -> tuple[PackedFile, ...]:
    parts = [of_bytes(_PAGE, casefile_page(paper, pictures))]
    if request.pdf:
        parts.append(of_bytes(_PDF, _pdf(paper, pictures)))
    parts += [Part(of.names[each.number], _giver(each, desk)) for each in _packed(of)]
    packed: list[PackedFile] = []

    def write(out: BinaryIO) -> None:
        packed.extend(
            PackedFile(each.path, each.size, each.sha256)
            for each in write_bundle(out, parts, _manifest(of))
        )

    write_file(path, write, force=request.force)
    return tuple(packed)


def _pdf(paper: Paper, pictures: Mapping[int, Picture]) -> bytes:
    from returnctl.exporting.casefile_pdf import casefile_pdf

    return casefile_pdf(paper, pictures)


def _manifest(of: Material) -> dict[str, Any]:
    order = of.case.order
    rules = {
        each.deadline.rule: {
            "rule": each.deadline.rule,
            "title": each.deadline.source.title,
            "address": each.deadline.source.address,
            "read_on": form.as_of.isoformat() if (form := each.deadline.form).as_of else None,
            "confidence": form.confidence,
        }
        for each in told_clocks(of)
    }
    return {
        "schema": _SCHEMA,
        "made_by": f"returnctl {__version__}",
        "as_of": of.today.isoformat(),
        "ref": of.ref,
        "shop": order.shop,
        "order_number": order.number,
        "return_codes": [each.code for each in of.case.returns if each.code],
        "left_out": list(left_out(of)),
        "rulebook": order.book,
        "rules": [rules[name] for name in sorted(rules)],
    }


def _view(target: Target, of: Material, path: Path, packed: tuple[PackedFile, ...]) -> CasefileView:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    shown = [each for each in of.files if not is_left_out(each, of.without)]
    owner = proven_thing(target)
    stage = stage_of(target.case, owner)
    return CasefileView(
        ref=of.ref,
        title=target.title,
        path=str(path),
        size=path.stat().st_size,
        sha256=digest,
        made_on=of.today,
        files=packed,
        left_out=tuple(left_out(of)),
        faults=tuple((e.evidence.name, e.state) for e in shown if e.state != "ok"),
        evidence=sum(1 for _ in _packed(of)),
        messages=0 if MESSAGES in of.without else len(of.case.messages),
        missing=missing_proof(target.case, owner, stage),
    )
