"""The event table: everything that can happen to an order or a return, one row each.

Conventions:
- `levels` names where an event can happen, the preferred place first. `("return", "order")` is a
  return if one is open, else the order itself (a refund without a return, a dispute before one).
- `after` are the events that cannot be later than this one; a date that breaks this is a
  contradiction. It says nothing about whether they were recorded: stages may be skipped.
- `implies` are the events that must have happened, shown as "date unknown" when not recorded.
- `barred_by` are the events after which this one contradicts what is recorded.
- `again_after` are the events after which a once-only one may happen once more: after an appeal a
  dispute is decided again. Without one between, marking it again corrects it.
- `outcomes` are the ones it can have, and `status_by` the status of some of them.
- The table's order is the order of life: of two events on one day the later row came later.
- `inbound` events come to you (`shipped`, `delivered`); `sent`, `arrived_back` go from you.
"""

from typing import Final, Literal

from returnctl.core.errors import Refused
from returnctl.core.structs import Struct
from returnctl.core.vocabulary import choose, dashed, underscored

Level = Literal["order", "return"]


class EventKind(Struct, frozen=True):
    """One row of the table; `says` is how a user would tell it."""

    name: str
    says: str
    levels: tuple[Level, ...]
    status: str | None = None
    once: bool = True
    opens_return: bool = False
    closes: bool = False
    after: tuple[str, ...] = ()
    implies: tuple[str, ...] = ()
    barred_by: tuple[str, ...] = ()
    carries: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    again_after: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    status_by: tuple[tuple[str, str], ...] = ()
    stand_in: str | None = None

    @property
    def on_channel(self) -> bool:
        """Whether the event belongs to a dispute on one channel."""
        return "channel" in self.carries

    @property
    def options(self) -> tuple[str, ...]:
        """The options of `mark` that it takes: a refusal is typed as a reason."""
        return tuple("reason" if name == "refusal" else name for name in self.carries)

    def status_after(self, outcome: str | None) -> str | None:
        """Return the status that the event leads to, with that outcome."""
        return dict(self.status_by).get(outcome or "", self.status)


_ORDER: Final[tuple[Level, ...]] = ("order",)
_RETURN: Final[tuple[Level, ...]] = ("return",)
_CLAIM: Final[tuple[Level, ...]] = ("return", "order")
_ENDED: Final = ("completed", "cancelled", "kept")
_REFUND: Final = ("amount", "part", "to", "until")

# A table is read by rows, so it is laid out by hand.
# fmt: off
_ROWS: Final = (
    # --- the order, until it is in your hands
    EventKind("ordered", "I ordered it", _ORDER, "purchased"),
    EventKind("paid", "I paid for it", _ORDER, "purchased", after=("ordered",)),
    EventKind("cancel_requested", "I asked to cancel the order", _ORDER, after=("ordered",)),
    EventKind("shipped", "the seller sent it to me", _ORDER, "shipped", after=("ordered", "paid"),
              carries=("tracking", "carrier")),
    EventKind("delivered", "it was delivered to me", _ORDER, "delivered",
              after=("ordered", "paid", "shipped"), implies=("shipped",)),
    EventKind("receipt_confirmed", "I confirmed receipt, or the platform did", _ORDER, "delivered",
              after=("ordered", "delivered"), implies=("delivered",), stand_in="delivered"),
    EventKind("watch", "watch the windows of this purchase", _ORDER),
    EventKind("problem", "something is wrong with it", _ORDER, "problem_noted", after=("ordered",),
              carries=("reason", "item")),
    EventKind("seller_contacted", "I wrote to the seller", _CLAIM, once=False),
    EventKind("seller_replied", "the seller answered", _CLAIM, once=False),
    EventKind("extended", "a date was extended", _CLAIM, once=False, carries=("until", "rule"),
              needs=("until", "rule")),
    EventKind("repair_requested", "I asked for a repair or a replacement", _CLAIM,
              after=("delivered",)),
    EventKind("repaired", "it came back repaired or replaced", _CLAIM,
              after=("delivered", "repair_requested"), implies=("repair_requested",)),
    # --- the return
    EventKind("requested", "I asked for a return", _RETURN, "request_submitted", opens_return=True,
              after=("ordered",), carries=("code", "reason", "item")),
    EventKind("withdrawal_sent", "I sent a withdrawal (cancellation) notice", _RETURN,
              "request_submitted", opens_return=True, after=("ordered",),
              carries=("reason", "item")),
    EventKind("withdrawal_received", "the seller got my withdrawal notice", _RETURN,
              after=("withdrawal_sent",), implies=("withdrawal_sent",)),
    EventKind("acknowledged", "the shop has my request", _RETURN, "awaiting_approval",
              opens_return=True, after=("requested",), implies=("requested",), carries=("code",)),
    EventKind("declined", "the shop declined the return", _RETURN, "declined", opens_return=True,
              after=("requested",), implies=("requested",), carries=("refusal",)),
    EventKind("approved", "the shop approved the return", _RETURN, "approved", opens_return=True,
              after=("requested",), implies=("requested",), carries=("code", "until", "label")),
    EventKind("label_received", "I got the return label", _RETURN, opens_return=True,
              after=("requested",), implies=("requested",),
              carries=("tracking", "carrier", "label")),
    EventKind("sent", "I sent it back", _RETURN, "in_transit", opens_return=True,
              after=("delivered", "requested", "approved"), implies=("requested",),
              carries=("tracking", "carrier", "code", "label", "postage")),
    EventKind("tracking_submitted", "I entered the tracking number on the order page", _RETURN,
              after=("sent",), implies=("sent",), carries=("tracking", "carrier")),
    EventKind("arrived_back", "the seller got it back", _RETURN, "item_received", opens_return=True,
              after=("sent",), implies=("sent",)),
    EventKind("inspected", "the shop inspected it", _RETURN, "item_received",
              after=("arrived_back",), implies=("arrived_back",), carries=("outcome", "refusal"),
              outcomes=("accepted", "rejected"), status_by=(("rejected", "declined"),)),
    # --- disputes, each on one channel
    EventKind("dispute_opened", "I opened a dispute, claim or chargeback", _CLAIM, "in_dispute",
              after=("ordered",), carries=("channel", "amount", "code", "reason"),
              again_after=("dispute_closed",)),
    EventKind("offer_made", "the seller offered something", _CLAIM, "in_dispute", once=False,
              carries=("channel", "amount", "until")),
    EventKind("counter_offer", "I made a counter-offer", _CLAIM, "in_dispute", once=False,
              carries=("channel", "amount")),
    EventKind("evidence_asked", "I was asked for evidence", _CLAIM, "in_dispute", once=False,
              carries=("channel", "until")),
    EventKind("evidence_sent", "I sent the evidence", _CLAIM, "in_dispute", once=False,
              carries=("channel",)),
    EventKind("dispute_rejected", "the seller rejected the dispute", _CLAIM, "in_dispute",
              after=("dispute_opened",), implies=("dispute_opened",),
              carries=("channel", "refusal")),
    EventKind("escalated", "I asked the platform or service to step in", _CLAIM, "escalated",
              after=("dispute_opened",), implies=("dispute_opened",), carries=("channel", "code")),
    EventKind("decided", "the dispute was decided", _CLAIM, "decided",
              after=("dispute_opened", "escalated"), implies=("dispute_opened",),
              carries=("channel", "outcome", "amount", "until"), again_after=("appealed",),
              outcomes=("refund", "partial_refund", "refund_after_return", "rejected", "lost")),
    EventKind("appealed", "I appealed the decision", _CLAIM, "appealed", after=("decided",),
              implies=("decided",), carries=("channel", "code")),
    EventKind("dispute_closed", "the dispute was closed", _CLAIM, "dispute_closed",
              after=("dispute_opened",), implies=("dispute_opened",), carries=("channel",)),
    # --- the money, and the end
    EventKind("refund_agreed", "the seller agreed to refund", _CLAIM,
              after=("requested", "dispute_opened"), carries=("amount",)),
    EventKind("refund_issued", "the shop says it refunded", _CLAIM, "refund_processed", once=False,
              after=("paid", "ordered"), carries=_REFUND),
    EventKind("money_in", "I saw the money on my statement", _CLAIM, "refund_processed", once=False,
              after=("paid", "ordered"), implies=("refund_issued",), carries=(*_REFUND, "worth")),
    EventKind("credit_used", "I used the credit or coupon", _CLAIM, "refund_processed",
              after=("refund_issued", "money_in")),
    EventKind("exchange_shipped", "the shop sent the exchange", _CLAIM, "exchange_shipped",
              after=("delivered", "requested"), carries=("tracking", "carrier")),
    EventKind("exchange_received", "the exchange arrived", _CLAIM, "completed", closes=True,
              after=("exchange_shipped",), implies=("exchange_shipped",)),
    EventKind("cancelled", "it was cancelled", _CLAIM, "cancelled", closes=True, after=("ordered",),
              barred_by=("approved", "refund_agreed", "completed")),
    EventKind("kept", "I keep it, close this", _CLAIM, "kept", closes=True, after=("ordered",)),
    EventKind("completed", "it is settled, close this", _CLAIM, "completed", closes=True,
              after=("ordered",)),
    EventKind("reopened", "it is open again", _CLAIM, "reopened", once=False),
    EventKind("archived", "put it away without a word", _ORDER, "archived", closes=True),
)
# fmt: on

EVENTS: Final = {row.name: row for row in _ROWS}
RANK: Final = {row.name: position for position, row in enumerate(_ROWS)}

# What ends a case or opens it again; marked without a date, it keeps the time of day.
ENDINGS: Final = frozenset((*(row.name for row in _ROWS if row.closes), "reopened"))
ENDING_RANK: Final = len(_ROWS)

# Only an event that reopens may follow these; each is a contradiction otherwise.
TERMINAL: Final = frozenset(_ENDED)
FOLLOWS_THE_END: Final = frozenset(
    ("reopened", "archived", "refund_issued", "money_in", "credit_used", "kept", "completed",
     "cancelled", "watch")
)  # fmt: skip

# Words with two meanings are refused with both; a user must say which way the parcel went.
AMBIGUOUS_WORDS: Final = {
    "refunded": ("refund_issued", "money_in"),
    "refund": ("refund_issued", "money_in"),
    "returned": ("sent", "arrived_back"),
    "received": ("delivered", "arrived_back", "receipt_confirmed"),
    "return_shipped": ("sent", "label_received"),
    "arrived": ("delivered", "arrived_back"),
    "rejected": ("declined", "dispute_rejected", "inspected"),
    "closed": ("kept", "completed", "dispute_closed"),
    "accepted": ("approved", "refund_agreed", "inspected"),
    "confirmed": ("receipt_confirmed", "approved"),
    "opened": ("requested", "dispute_opened"),
    "cancel": ("cancelled", "cancel_requested"),
    "used": ("credit_used", "inspected"),
}


def event_kind(text: str) -> EventKind:
    """Return the row that a typed word names (`refund-issued`, `money_in`).

    Raises:
        Refused: the word has two meanings, or none.
    """
    word = underscored(text)
    if word in AMBIGUOUS_WORDS:
        meanings = [f"{dashed(name)} ({EVENTS[name].says})" for name in AMBIGUOUS_WORDS[word]]
        msg = f'"{text}" can mean {_alternatives(meanings)}. Nothing recorded.'
        raise Refused(msg, hint="Say which one.")
    return EVENTS[choose(text, EVENTS, what="event")]


def _alternatives(meanings: list[str]) -> str:
    return ", ".join(meanings[:-1]) + " or " + meanings[-1]
