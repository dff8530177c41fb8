"""Which proof a case lacks: its evidence held against the table of `core.proof`.

Nothing here depends on today, so the store can keep what is missing (`unproven`).
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Final

from returnctl.core.case import Case, Evidence
from returnctl.core.ids import made_on
from returnctl.core.proof import WANTED, Proof
from returnctl.core.statuses import status_of

# fmt: off
_BY_STATUS: Final = {
    "delivered": "keep",
    "problem_noted": "dispute", "request_submitted": "dispute", "awaiting_approval": "dispute",
    "declined": "dispute", "reopened": "dispute",
    "in_dispute": "dispute", "escalated": "dispute", "appealed": "dispute",
    "approved": "send", "in_transit": "sent", "item_received": "sent",
    "decided": "chargeback", "dispute_closed": "chargeback",
}
# fmt: on


def stage_of(case: Case, target: str) -> str | None:
    """Return the stage that the status of an order or a return is in; None: nothing is wanted."""
    return _BY_STATUS.get(status_of(case, target).name)


def missing_proof(case: Case, target: str, stage: str | None) -> tuple[Proof, ...]:
    """Return what is wanted of an order or a return at a stage and is not there."""
    wanted = _wanted(stage or "", case.reason_of(target) or "", _happened(case, target))
    files = [each for each in case.evidence if each.of in (None, target) or target == case.id]
    if not files:
        return wanted
    missing = []
    for proof in wanted:
        start = _start(case, target, proof) if proof.since else None
        found = _find(files, proof, start, case.order.zone or "UTC")
        if found is None:
            missing.append(proof)
        else:
            files.remove(found)
    return tuple(missing)


@lru_cache(maxsize=1024)
def _wanted(stage: str, reason: str, happened: frozenset[str]) -> tuple[Proof, ...]:
    """Return what is wanted at a stage for a reason, after events of some kinds."""
    return tuple(
        proof
        for proof in WANTED.get(stage, ())
        if (proof.reasons is None or reason in proof.reasons)
        and (not proof.since or not happened.isdisjoint(proof.since))
    )


def _happened(case: Case, target: str) -> frozenset[str]:
    return frozenset(each.kind for each in case.events if each.target in (target, case.id))


def _start(case: Case, target: str, proof: Proof) -> date | None:
    days = (e.on for e in case.events if e.target in (target, case.id) and e.kind in proof.since)
    return min(days, default=None)


def _find(
    files: Iterable[Evidence], proof: Proof, start: date | None, zone: str
) -> Evidence | None:
    fitting = [each for each in files if each.kind in proof.kinds and _counts(each, start, zone)]
    return min(fitting, key=lambda each: proof.kinds.index(each.kind), default=None)


def _counts(found: Evidence, start: date | None, zone: str) -> bool:
    day = found.taken or made_on(found.id, zone)
    return start is None or day is None or day >= start


def unproven(case: Case, target: str) -> tuple[str, ...]:
    """Return what is missing at every stage, as keys that `wanted_before` reads."""
    if not case.evidence:
        return _all_keys(case.reason_of(target) or "", _happened(case, target))
    return tuple(
        _key(stage, each) for stage in WANTED for each in missing_proof(case, target, stage)
    )


@lru_cache(maxsize=1024)
def _all_keys(reason: str, happened: frozenset[str]) -> tuple[str, ...]:
    """Return all that is wanted at every stage where no file was kept."""
    return tuple(_key(stage, each) for stage in WANTED for each in _wanted(stage, reason, happened))


def _key(stage: str, proof: Proof) -> str:
    return f"{stage}.{proof.name}"
