"""How a paper for others tells what happened: in the third person, with who did it.

The program says "you"; a bank reads "the buyer".
"""

from typing import Final

from returnctl.core.vocabulary import ACTORS

# Event -> what a stranger reads, and whether it was the buyer's doing.
_TOLD: Final = {
    "ordered": ("Ordered", True),
    "paid": ("Paid", True),
    "cancel_requested": ("The buyer asked to cancel the order", True),
    "shipped": ("Sent to the buyer", False),
    "delivered": ("Delivered to the buyer", False),
    "receipt_confirmed": ("Receipt confirmed", True),
    "watch": ("Noted by the buyer", True),
    "problem": ("The buyer noted a problem", True),
    "seller_contacted": ("The buyer wrote to the seller", True),
    "seller_replied": ("The seller answered", False),
    "extended": ("A date was extended", False),
    "repair_requested": ("The buyer asked for a repair or a replacement", True),
    "repaired": ("It came back repaired or replaced", False),
    "requested": ("The buyer asked for a return", True),
    "withdrawal_sent": ("The buyer sent a notice of withdrawal", True),
    "withdrawal_received": ("The seller received the notice of withdrawal", False),
    "acknowledged": ("The shop acknowledged the request", False),
    "declined": ("The shop declined the return", False),
    "approved": ("The shop approved the return", False),
    "label_received": ("The return label came", False),
    "sent": ("The buyer sent it back", True),
    "tracking_submitted": ("The buyer gave the tracking number of the parcel back", True),
    "arrived_back": ("It arrived at the seller's", False),
    "inspected": ("The shop inspected it", False),
    "dispute_opened": ("The buyer opened a dispute", True),
    "offer_made": ("The seller made an offer", False),
    "counter_offer": ("The buyer made a counter-offer", True),
    "evidence_asked": ("The buyer was asked for evidence", False),
    "evidence_sent": ("The buyer sent evidence", True),
    "dispute_rejected": ("The seller rejected the dispute", False),
    "escalated": ("The buyer asked the service to step in", True),
    "decided": ("The dispute was decided", False),
    "appealed": ("The buyer appealed the decision", True),
    "dispute_closed": ("The dispute was closed", False),
    "refund_agreed": ("The seller agreed to refund", False),
    "refund_issued": ("The shop says it refunded", False),
    "money_in": ("Money came in, by the buyer's statement", False),
    "credit_used": ("The buyer used the credit or coupon", True),
    "exchange_shipped": ("The shop sent the exchange", False),
    "exchange_received": ("The exchange arrived", False),
    "cancelled": ("It was cancelled", False),
    "kept": ("The buyer keeps it", True),
    "completed": ("Settled", True),
    "reopened": ("Taken up again", True),
    "archived": ("Put away", True),
}

SOURCES: Final = {
    "user": "buyer's record",
    "import": "shop's export",
    "tracking": "carrier's scans",
    "demo": "made up",
}
STATES: Final = {
    "met": "done",
    "running": "open",
    "last_chance": "open",
    "not_started": "not yet open",
    "overdue": "ran out",
    "lapsed": "over",
    "possible": "not certain",
}
# Whose word a date is that was not computed.
WORD_OF: Final = {
    "order_page": "as written on the order page",
    "told": "as the buyer was told",
    "own": "a date of the buyer's own",
}
CONFIDENCE: Final = {
    "high": "the official text was read",
    "medium": "copies of the text were read",
    "low": "one source",
    "recalled": "no source at hand",
}


def told(kind: str) -> str:
    """Return what happened as a stranger reads it."""
    return _TOLD[kind][0] if kind in _TOLD else kind.replace("_", " ").capitalize()


def is_mine(kind: str) -> bool:
    """Say whether it was the buyer's doing."""
    return _TOLD[kind][1] if kind in _TOLD else True


def actor(name: str) -> str:
    """Name who must act."""
    return "buyer" if name == "you" else ACTORS.get(name, name)
