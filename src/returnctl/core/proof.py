"""Which proof must exist before a step, and which of it is missing: a table, and what reads it.

Conventions:
- A stage is a moment after which a proof can no longer be made, or is asked for: `keep` (from
  delivery on), `dispute` (before one is opened), `send` (before the parcel leaves), `sent` (on its
  way back), `chargeback` (before one is asked for).
- Within a stage a file proves one thing: the photo of the defect is not the one of the packed box.
- A proof with `since` is wanted once one of these events happened, and files from before it prove
  something else: a receipt from the day of the purchase is no receipt of the counter.
- Nothing here depends on today, so the store can keep what is missing (`unproven`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from returnctl.core.case import Case, Evidence
from returnctl.core.ids import made_on
from returnctl.core.statuses import status_of
from returnctl.core.vocabulary import REASONS, dashed


@dataclass(frozen=True, slots=True)
class Proof:
    """One row: what is wanted at some stages, and which kinds of files are it, the best first.

    `reasons` are those it is wanted for (None: whatever the reason; "" in it: none is known).
    """

    name: str
    says: str
    stages: tuple[str, ...]
    kinds: tuple[str, ...]
    reasons: frozenset[str] | None = None
    since: tuple[str, ...] = ()

    def command(self, ref: str) -> str:
        """Return what to type to add it."""
        return f"returnctl evidence add {ref} FILE --kind {dashed(self.kinds[0])}"


_SEEN: Final = ("photo", "video")
_SAID: Final = ("message", "screenshot")
_BEFORE: Final = ("dispute",)
_FAULTS: Final = {
    "defect": ("photo or video of the defect", "defective"),
    "damage": ("photo or video of the damage, with the parcel's label", "damaged"),
    "difference": ("photo or video of what differs from the listing", "not_as_described"),
    "wrong-item": ("photo or video of what came, with the parcel's label", "wrong_item"),
    "contents": ("photo or video of all that came, and of its packaging", "missing_parts"),
    "fake": ("photo or video of what shows that it is fake", "counterfeit"),
    "measure": ("photo with a measure beside it", "wrong_size"),
    "problem": ("photo or video of the problem", "other "),
}

# fmt: off
PROOFS: Final = (
    # --- from delivery on, while it is easy to get
    Proof("listing", "listing screenshot", ("keep",), ("listing",)),
    Proof("order", "order confirmation", ("keep", "chargeback"), ("receipt",)),
    Proof("policy", "the shop's return policy", ("keep",), ("policy",)),
    Proof("form", "return form, if one came", ("keep",), ("form",)),
    # --- before a dispute
    *(Proof(name, says, _BEFORE, _SEEN, frozenset(reasons.split(" ")))
      for name, (says, reasons) in _FAULTS.items()),
    Proof("advert", "listing screenshot", _BEFORE, ("listing",),
          frozenset(("not_as_described", "wrong_item", "missing_parts", "counterfeit"))),
    Proof("tracking", "screenshot of the tracking page", _BEFORE,
          ("screenshot", "proof_of_delivery"), frozenset(("not_received", "late"))),
    Proof("chat", "seller chat", _BEFORE, _SAID,
          frozenset(REASONS) - {"changed_mind"} | {""}),
    # --- before the parcel leaves, and on its way
    Proof("condition", "photo or video of the item as it leaves", ("send",), _SEEN),
    Proof("packing", "photo of the packed box with its label", ("send",), ("label", "photo")),
    Proof("counter", "receipt of the counter", ("send", "sent"), ("receipt",),
          since=("approved", "label_received", "sent")),
    # --- before a chargeback
    Proof("sending", "proof of sending", ("chargeback",),
          ("receipt", "proof_of_delivery", "label"), since=("sent", "arrived_back")),
    Proof("messages", "messages with the seller", ("chargeback",), _SAID),
)

STAGES: Final = ("keep", "dispute", "send", "sent", "chargeback")

_BY_STATUS: Final = {
    "delivered": "keep",
    "problem_noted": "dispute", "request_submitted": "dispute", "awaiting_approval": "dispute",
    "declined": "dispute", "reopened": "dispute",
    "in_dispute": "dispute", "escalated": "dispute", "appealed": "dispute",
    "approved": "send", "in_transit": "sent", "item_received": "sent",
    "decided": "chargeback", "dispute_closed": "chargeback",
}
# By the slug of the rule whose step comes next.
_BY_RULE: Final = {
    "dispute": "dispute", "dispute-not-received": "dispute", "claim": "dispute",
    "escalate": "dispute", "evidence": "dispute",
    "ship-back": "send", "ship-back-decided": "send", "withdrawal-send-back": "send",
    "chargeback": "chargeback", "chargeback-refund": "chargeback",
    "chargeback-not-received": "chargeback", "billing-error": "chargeback",
}
# fmt: on
_KEYS: Final = {f"{stage}.{each.name}": each for each in PROOFS for stage in each.stages}


def stage_of(case: Case, target: str) -> str | None:
    """Return the stage that the status of an order or a return is in; None: nothing is wanted."""
    return _BY_STATUS.get(status_of(case, target).name)


def stage_before(rule: str) -> str | None:
    """Return the stage whose proof a step must find in place, by the id of its rule."""
    return _BY_RULE.get(rule.rpartition(".")[2])


def missing_proof(case: Case, target: str, stage: str | None) -> tuple[Proof, ...]:
    """Return what is wanted of an order or a return at a stage and is not there."""
    files = [each for each in case.evidence if each.of in (None, target) or target == case.id]
    reason = case.reason_of(target) or ""
    missing = []
    for proof in PROOFS:
        if stage not in proof.stages or (proof.reasons is not None and reason not in proof.reasons):
            continue
        start = _start(case, target, proof)
        if proof.since and start is None:
            continue
        found = _find(files, proof, start, case.order.zone or "UTC")
        if found is None:
            missing.append(proof)
        else:
            files.remove(found)
    return tuple(missing)


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
    return tuple(f"{stage}.{proof.name}" for stage, proof in _all_missing(case, target))


def _all_missing(case: Case, target: str) -> Iterator[tuple[str, Proof]]:
    for stage in STAGES:
        yield from ((stage, proof) for proof in missing_proof(case, target, stage))


def wanted_before(keys: Iterable[str], rule: str) -> tuple[Proof, ...]:
    """Return which of the missing proofs a rule's step must find in place."""
    stage = stage_before(rule)
    start = f"{stage}."
    return tuple(_KEYS[key] for key in keys if key.startswith(start) and key in _KEYS)
