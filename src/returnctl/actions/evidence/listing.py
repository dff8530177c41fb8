"""`evidence list` and `evidence verify`: what is there, and whether it is what it was."""

from collections.abc import Iterable

from returnctl.actions.desk import Desk
from returnctl.actions.targets import Target, find_target
from returnctl.core.ids import made_on
from returnctl.core.proving import missing_proof, stage_of
from returnctl.core.views.proofs import EvidenceLine, EvidenceView, VerifiedView
from returnctl.store.evidence.checking import is_there, state_of
from returnctl.store.evidence.named import Numbered


def list_evidence(desk: Desk, ref: str) -> EvidenceView:
    """List the evidence of a case, and what is missing at its stage."""
    with desk.store.read() as reader:
        target = find_target(reader, ref, desk)
    owner = target.proven
    stage = stage_of(target.case, owner)
    return EvidenceView(
        place=desk.place,
        ref=target.ref,
        title=target.title,
        files=lines(desk, target),
        stage=stage,
        missing=missing_proof(target.case, owner, stage),
    )


def lines(desk: Desk, target: Target) -> tuple[EvidenceLine, ...]:
    """Return the evidence of a case in the order it was added; bytes are not looked at."""
    folder, zone = desk.store.evidence, desk.moment.zone
    return tuple(
        EvidenceLine(
            ref=target.ref,
            number=number,
            evidence=each,
            added_on=made_on(each.id, zone),
            state="ok" if is_there(folder, each.sha256) else "missing",
            path=str(folder.path_of(each.sha256) or "") or None,
        )
        for number, each in enumerate(target.case.evidence, 1)
    )


def verify(desk: Desk, ref: str | None) -> VerifiedView:
    """Hold every file against its hash: of one case, or of all."""
    with desk.store.read() as reader:
        only = find_target(reader, ref, desk).case.id if ref is not None else None
        found = [each for each in reader.evidence() if only in (None, each.case_id)]
        refs = {case_id: reader.ref(case_id) for case_id in {each.case_id for each in found}}
    return VerifiedView(files=tuple(_verified(desk, found, refs)))


def _verified(
    desk: Desk, found: Iterable[Numbered], refs: dict[str, str]
) -> Iterable[EvidenceLine]:
    folder, zone = desk.store.evidence, desk.moment.zone
    for each in found:
        yield EvidenceLine(
            ref=refs[each.case_id],
            number=each.number,
            evidence=each.evidence,
            added_on=made_on(each.evidence.id, zone),
            state=state_of(folder, each.evidence.sha256),
            path=str(folder.path_of(each.evidence.sha256) or "") or None,
        )
