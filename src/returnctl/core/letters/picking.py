"""Which letter fits: a table of stage, reason, clocks that ran out and traits of the case.

The rows stand in order of preference: the first that fits is the one that is picked, the others
that fit are offered beside it. An empty column asks nothing.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final

from returnctl.core.letters.finding import missing
from returnctl.core.letters.situation import Situation
from returnctl.core.structs import Struct

# A parcel on its way back that has been silent this long is late, whoever carries it.
_LONG_WAY: Final = timedelta(days=21)
# Unanswered for so long, a message may be sent again.
_UNANSWERED: Final = timedelta(days=3)
_PROTECTION_ENDS: Final = timedelta(days=7)
_CARDS: Final = frozenset(
    ("visa", "visa_debit", "mastercard", "mastercard_debit", "amex", "amex_debit", "card")
)
_LOST: Final = frozenset(("lost", "rejected"))


def _unanswered(of: Situation) -> bool:
    days = [day for day in (of.said({"me"}), of.day("seller_contacted")) if day]
    replies = [day for day in (of.said({"seller"}), of.day("seller_replied")) if day]
    wrote = max(days, default=None)
    answered = replies and wrote and max(replies) >= wrote
    return wrote is not None and not answered and of.today - wrote >= _UNANSWERED


def _late_parcel(of: Situation) -> bool:
    promised = of.case.order.promised_by
    return promised is not None and promised < of.today and not of.last("delivered")


def _offered(of: Situation) -> bool:
    """The offer is the last word in the dispute."""
    words = ("offer_made", "counter_offer", "dispute_rejected", "escalated", "decided")
    event = of.last(*words)
    return event is not None and event.kind == "offer_made"


def _lost_decision(of: Situation) -> bool:
    event = of.last("decided")
    return event is not None and event.outcome in _LOST


def _unlabelled(of: Situation) -> bool:
    prepaid = of.found is not None and of.found.label == "prepaid"
    return not prepaid and of.last("label_received") is None


def _protection_ends(of: Situation) -> bool:
    end = of.case.order.protection_end
    return end is not None and of.today <= end <= of.today + _PROTECTION_ENDS


def _long_under_way(of: Situation) -> bool:
    sent = of.day("sent")
    return sent is not None and of.today - sent >= _LONG_WAY


TRAITS: Final[Mapping[str, Callable[[Situation], bool]]] = {
    "arn known": lambda of: of.arn is not None,
    "code known": lambda of: bool(of.found and of.found.code),
    "decision lost": _lost_decision,
    "long under way": _long_under_way,
    "not confirmed": lambda of: of.last("receipt_confirmed") is None,
    "no code": lambda of: not (of.found and of.found.code),
    "no label": _unlabelled,
    "offer open": _offered,
    "paid by card": lambda of: of.case.order.paid_with in _CARDS,
    "past the promised date": _late_parcel,
    "postage paid": lambda of: of.found is not None and of.found.postage is not None,
    "protection ends": _protection_ends,
    "refund short": lambda of: missing(of) is not None,
    "return numbered": lambda of: of.parcel("return") is not None,
    "unanswered": _unanswered,
    "withdrawal runs": lambda of: of.runs_until("eu.withdrawal", "uk.withdrawal") is not None,
}


class Fit(Struct, frozen=True, kw_only=True):
    """A row: the letter, and all that must hold. Of `late` one slug is enough, of traits all."""

    letter: str
    because: str
    stages: frozenset[str] = frozenset()
    reasons: frozenset[str] = frozenset()
    late: frozenset[str] = frozenset()
    traits: tuple[str, ...] = ()

    def holds(self, of: Situation) -> bool:
        """Say whether the row fits."""
        return (
            (not self.stages or of.stage in self.stages)
            and (not self.reasons or of.reason in self.reasons)
            and (not self.late or bool(self.late & of.late))
            and all(TRAITS[trait](of) for trait in self.traits)
        )


def _row(
    letter: str, because: str, *traits: str, stages: str = "", reasons: str = "", late: str = ""
) -> Fit:
    return Fit(
        letter=letter,
        because=because,
        stages=frozenset(stages.split()),
        reasons=frozenset(reasons.split()),
        late=frozenset(late.split()),
        traits=traits,
    )


_FAULTS: Final = "defective damaged not_as_described wrong_item missing_parts counterfeit"
_COMING: Final = "purchased shipped"
_HERE: Final = "delivered problem_noted reopened"
_ASKED: Final = "request_submitted awaiting_approval"
_DISPUTED: Final = "in_dispute escalated"
_REFUND_CLOCKS: Final = (
    "refund-arrival seller-refund withdrawal-refund reject-refund return-check late-refund"
)

# A table is read by rows, so it is laid out by hand.
# fmt: off
FITS: Final = (
    _row("bank-enquiry-arn", "the refund is late and its ARN is known", "arn known",
         stages="refund_processed", late="refund-arrival"),
    _row("refund-overdue", "the refund is late", late=_REFUND_CLOCKS),
    _row("postage-claim", "less came than was due", "refund short",
         stages="refund_processed item_received kept completed"),
    _row("postage-claim", "you paid the way back, and the fault is not yours", "postage paid",
         stages="item_received refund_processed", reasons=_FAULTS),
    _row("chargeback-letter", "the decision is lost and you paid by card", "decision lost",
         "paid by card", stages="decided dispute_closed appealed"),
    _row("chargeback-letter", "the refund is late and you paid by card", "paid by card",
         late="refund-arrival"),
    _row("decline-partial-offer", "an offer is open", "offer open",
         stages=f"{_DISPUTED} {_ASKED} problem_noted"),
    _row("lost-on-way-back", "it was sent three weeks ago and did not arrive", "long under way",
         stages="in_transit"),
    _row("carrier-claim", "it was sent three weeks ago and did not arrive", "long under way",
         stages="in_transit"),
    _row("shipped-with-number", "it is on its way back with a number", "return numbered",
         stages="in_transit"),
    _row("no-answer-yet", "the seller's time is over", late="seller-response cancel-response"),
    _row("no-answer-yet", "your message has no answer", "unanswered",
         stages=f"{_COMING} {_HERE} {_ASKED}"),
    _row("extension", "the protection ends soon", "protection ends", stages=_COMING),
    _row("not-received", "it did not come", stages=f"{_COMING} {_HERE} {_ASKED} {_DISPUTED}",
         reasons="not_received late"),
    _row("not-received", "the promised date is past", "past the promised date", stages=_COMING),
    _row("ask-prepaid-label", "the return is agreed, and the fault is not yours", "no label",
         stages="approved decided", reasons=_FAULTS),
    _row("code-lost", "the return is agreed and has no code", "no code", stages="approved"),
    _row("exchange-size", "the size is wrong", stages=f"{_HERE} {_ASKED}", reasons="wrong_size"),
    _row("defect", "something is wrong with it", stages=f"{_HERE} {_ASKED} {_DISPUTED} declined",
         reasons=_FAULTS),
    _row("eu-withdrawal", "the law's right of withdrawal runs", "withdrawal runs",
         stages=f"{_COMING} {_HERE} declined"),
    _row("decline-cancel-dispute", "a dispute is open", stages=_DISPUTED),
    _row("early-confirmation-refused", "receipt is not confirmed", "not confirmed",
         stages=f"shipped {_HERE}"),
    _row("code-not-recognised", "there is a return code", "code known",
         stages="approved in_transit"),
    _row("support-chat", "it fits always"),
)
# fmt: on


def fitting(of: Situation) -> tuple[Fit, ...]:
    """Return the rows that fit, each letter once, the best first; there is always one."""
    found: dict[str, Fit] = {}
    for row in FITS:
        if row.holds(of):
            found.setdefault(row.letter, row)
    return tuple(found.values())
