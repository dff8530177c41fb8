"""Which proof must exist before a step: a table by stage and reason.

Conventions:
- A stage is a moment after which a proof can no longer be made, or is asked for: `keep` (from
  delivery on), `dispute` (before one is opened), `send` (before the parcel leaves), `sent` (on its
  way back), `chargeback` (before one is asked for).
- Within a stage a file proves one thing: the photo of the defect is not the one of the packed box.
- A proof with `since` is wanted once one of these events happened, and files from before it prove
  something else: a receipt from the day of the purchase is no receipt of the counter.
- `core.proving` holds a case against the table; what is missing is kept as keys, which lists read
  here without loading cases.
"""

from collections.abc import Iterable
from typing import Final

from returnctl.core.structs import Struct
from returnctl.core.vocabulary import REASONS, dashed


class Proof(Struct, frozen=True):
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

WANTED: Final = {
    stage: tuple(each for each in PROOFS if stage in each.stages)
    for stage in ("keep", "dispute", "send", "sent", "chargeback")
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
_KEYS: Final = {f"{stage}.{each.name}": each for stage in WANTED for each in WANTED[stage]}


def stage_before(rule: str) -> str | None:
    """Return the stage whose proof a step must find in place, by the id of its rule."""
    return _BY_RULE.get(rule.rpartition(".")[2])


def wanted_before(keys: Iterable[str], rule: str) -> tuple[Proof, ...]:
    """Return which of the missing proofs a rule's step must find in place."""
    stage = stage_before(rule)
    start = f"{stage}."
    return tuple(_KEYS[key] for key in keys if key.startswith(start) and key in _KEYS)
