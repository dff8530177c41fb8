"""The letters there are: what each is for, and to whom. A user's own may have other names."""

from typing import Final, Literal

from returnctl.core.structs import Struct

Addressee = Literal["seller", "platform", "carrier", "bank"]


class Kind(Struct, frozen=True):
    """A letter: its name, what it is for, and who gets it.

    `leans` are fields of which one must be known, else the letter has no ground; `why` names the
    rule to ask about then.
    """

    name: str
    says: str
    to: Addressee = "seller"
    leans: tuple[str, ...] = ()
    why: str = ""


_KINDS: Final = (
    Kind("defect", "report what is wrong and ask for a refund or replacement"),
    Kind("not-received", "say that it did not come"),
    Kind("extension", "ask for a longer buyer protection while the parcel is on its way"),
    Kind("early-confirmation-refused", "decline to confirm receipt before all is well"),
    Kind("eu-withdrawal", "withdraw from the purchase by law (EU, UK)",
         leans=("withdrawal_by", "uk_cancel_by"), why="withdrawal"),
    Kind("exchange-size", "ask for another size or colour"),
    Kind("ask-prepaid-label", "ask for a prepaid label, or a refund without sending it back"),
    Kind("no-answer-yet", "remind a seller who does not answer"),
    Kind("decline-partial-offer", "decline an offer that is too low"),
    Kind("decline-cancel-dispute", "decline to cancel the dispute"),
    Kind("code-lost", "ask for a return code that is lost or never came"),
    Kind("code-not-recognised", "say that the return code is not recognised"),
    Kind("shipped-with-number", "give the tracking number of the return"),
    Kind("lost-on-way-back", "say that the return did not arrive, with the proof of sending"),
    Kind("carrier-claim", "ask the carrier to search, or to pay for the loss", "carrier"),
    Kind("refund-overdue", "ask for a refund that is late"),
    Kind("postage-claim", "claim return postage, or what is missing of a refund"),
    Kind("bank-enquiry-arn", "ask the bank to find a refund by its ARN", "bank"),
    Kind("chargeback-letter", "dispute the payment with the card issuer", "bank"),
    Kind("support-chat", "tell the shop's support the case with all its numbers", "platform"),
)  # fmt: skip
KINDS: Final = {kind.name: kind for kind in _KINDS}


def kind_of(name: str) -> Kind:
    """Return the kind of letter; one of a user's own goes to the seller."""
    return KINDS.get(name) or Kind(name, "")
