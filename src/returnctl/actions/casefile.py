"""`casefile`: one case in one file, for a platform, a bank or an ombudsman."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import BinaryIO, Final

from returnctl.actions.desk import Desk
from returnctl.actions.dossier.gathering import Take, gather, giver, packed_files, pictures_of
from returnctl.actions.dossier.manifest import manifest_of
from returnctl.actions.following.track import Progress, silent
from returnctl.actions.targets import Target
from returnctl.core.dossier.casefile import casefile, left_out
from returnctl.core.dossier.material import MESSAGES, Material, is_left_out
from returnctl.core.dossier.paper import Paper
from returnctl.core.filenames import safe_name
from returnctl.core.proving import missing_proof, stage_of
from returnctl.core.structs import Struct, replace
from returnctl.core.views.papers import CasefileView, PackedFile
from returnctl.core.views.proofs import EvidenceLine
from returnctl.exporting.bundle import Part, of_bytes, write_bundle
from returnctl.exporting.casefile_page import casefile_page
from returnctl.exporting.filing import check_free, refusals, write_bytes, write_file
from returnctl.exporting.thumbnails import Picture

_PAGE: Final = "index.html"
_PDF: Final = "casefile.pdf"


class CasefileRequest(Struct, frozen=True, kw_only=True):
    """The argument and options of `casefile`; `without` names what stays out."""

    ref: str
    out: Path | None = None
    pdf: bool = False
    without: frozenset[str] = frozenset()
    force: bool = False


def make_casefile(
    request: CasefileRequest, desk: Desk, progress: Progress = silent
) -> CasefileView:
    """Write the case file, whole or not at all.

    Raises:
        Refused: a file is there already, or a PDF is wanted and its extra is not there.
    """
    target, of = gather(request.ref, request.without, desk)
    path = _path(request, desk, of.ref)
    check_free(path, force=request.force)
    alone = path.suffix.lower() == ".pdf"
    if alone or request.pdf:
        from returnctl.exporting.pdfs import check_typst

        check_typst()
    # A PDF alone has no files beside it.
    paper = casefile(replace(of, names={}) if alone else of)
    packed: tuple[PackedFile, ...] = ()
    files = sum(1 for _ in packed_files(of))
    with progress(files if alone else 2 * files) as done:
        pictures = pictures_of(of, desk, done)
        if alone:
            write_bytes(path, _pdf(paper, pictures), force=request.force)
        else:
            parts = _parts(request, paper, pictures)
            parts += [_evidence(of.names[e.number], e, desk, done) for e in packed_files(of)]
            packed = _bundle(path, parts, of, force=request.force)
    return _view(target, of, path, packed)


def _path(request: CasefileRequest, desk: Desk, ref: str) -> Path:
    name = f"casefile-{safe_name(ref)}-{desk.moment.today.isoformat()}.zip"
    if request.out is None:
        return Path(name).absolute()
    with refusals(request.out):
        return (request.out / name if request.out.is_dir() else request.out).absolute()


def _parts(request: CasefileRequest, paper: Paper, pictures: Mapping[int, Picture]) -> list[Part]:
    parts = [of_bytes(_PAGE, casefile_page(paper, pictures))]
    if request.pdf:
        parts.append(of_bytes(_PDF, _pdf(paper, pictures)))
    return parts


def _evidence(path: str, found: EvidenceLine, desk: Desk, done: Callable[[int], None]) -> Part:
    """Return a piece of evidence as a part; `done` hears when it is packed."""

    def give(take: Take) -> None:
        giver(found, desk)(take)
        done(1)

    return Part(path, give)


def _bundle(
    path: Path, parts: Iterable[Part], of: Material, *, force: bool
) -> tuple[PackedFile, ...]:
    packed: list[PackedFile] = []

    def write(out: BinaryIO) -> None:
        packed.extend(
            PackedFile(each.path, each.size, each.sha256)
            for each in write_bundle(out, parts, manifest_of(of))
        )

    write_file(path, write, force=force)
    return tuple(packed)


def _pdf(paper: Paper, pictures: Mapping[int, Picture]) -> bytes:
    from returnctl.exporting.casefile_pdf import casefile_pdf

    return casefile_pdf(paper, pictures)


def _view(target: Target, of: Material, path: Path, packed: tuple[PackedFile, ...]) -> CasefileView:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    shown = [each for each in of.files if not is_left_out(each, of.without)]
    owner = target.proven
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
        evidence=sum(1 for _ in packed_files(of)),
        messages=0 if MESSAGES in of.without else len(of.case.messages),
        missing=missing_proof(target.case, owner, stage),
    )
