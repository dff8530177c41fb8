"""The words users choose from, as tables: reasons, resolutions, ways to pay, actors, channels.

Convention: data uses underscores where the command line uses hyphens (`wrong_size`, `wrong-size`);
`dashed` and `underscored` are the only places that know this.
"""

from collections.abc import Iterable, Mapping
from typing import Final, Literal

from returnctl.core.errors import Refused

REASONS: Final = {
    "changed_mind": "changed mind",
    "wrong_size": "wrong size",
    "defective": "defective",
    "damaged": "damaged on arrival",
    "not_as_described": "not as described",
    "wrong_item": "wrong item",
    "missing_parts": "missing parts",
    "counterfeit": "counterfeit",
    "not_received": "not received",
    "late": "late",
    "other": "other",
}

RESOLUTIONS: Final = {
    "refund": "refund",
    "partial_refund": "partial refund",
    "refund_only": "refund without return",
    "exchange": "exchange",
    "replacement": "replacement",
    "repair": "repair",
}

PAYMENTS: Final = {
    "visa": "Visa credit",
    "visa_debit": "Visa debit",
    "mastercard": "Mastercard credit",
    "mastercard_debit": "Mastercard debit",
    "amex": "American Express",
    "amex_debit": "American Express debit",
    "card": "card",
    "paypal": "PayPal",
    "alipay": "Alipay",
    "klarna": "Klarna",
    "bank": "bank transfer",
    "wallet": "wallet",
    "giftcard": "gift card",
}

ACTORS: Final = {
    "you": "you",
    "seller": "seller",
    "platform": "platform",
    "carrier": "carrier",
    "bank": "bank",
    "authority": "authority",
}

CHANNELS: Final = {
    "seller": "the seller",
    "platform": "the platform",
    "paypal": "PayPal",
    "card": "the card issuer",
    "carrier": "the carrier",
    "statute": "the law",
}

# Who says something, and where.
SENDERS: Final = {
    "seller": "seller",
    "me": "me",
    "platform": "platform",
    "carrier": "carrier",
    "bank": "bank",
}
WAYS: Final = {
    "chat": "chat",
    "mail": "mail",
    "phone": "phone",
    "letter": "letter",
    "page": "order page",
}

OUTCOMES: Final = {
    "refund": "refund",
    "partial_refund": "partial refund",
    "refund_after_return": "refund after return",
    "accepted": "accepted",
    "rejected": "rejected",
    "lost": "lost",
}

EVIDENCE_KINDS: Final = {
    "photo": "photo",
    "video": "video",
    "receipt": "receipt",
    "label": "parcel label",
    "screenshot": "screenshot",
    "message": "message",
    "proof_of_delivery": "proof of delivery",
    "listing": "listing",
    "policy": "return policy",
    "form": "form",
    "tracking": "carrier's answer",
    "other": "other file",
}

# Why sellers say no: to a request, to what came back, to a dispute.
REFUSALS: Final = {
    "used": "used",
    "incomplete": "incomplete",
    "damaged_by_you": "damaged by you",
    "wrong_item_back": "wrong item back",
    "empty_parcel": "empty parcel",
    "too_late": "too late",
    "other": "other",
}

# What a refund is made of; unsplit money fills them in this order.
COMPONENTS: Final = {
    "item": "item",
    "postage": "postage",
    "fee": "fee",
    "coupon": "coupon",
    "credit": "store credit",
}

# What a refund is paid in.
TENDERS: Final = {
    "card": "the card",
    "paypal": "PayPal",
    "bank": "the bank account",
    "wallet": "the shop's wallet",
    "credit": "store credit",
    "coupon": "a coupon",
    "giftcard": "a gift card",
}
# These can expire before they are used.
EXPIRING: Final = frozenset(("credit", "coupon", "giftcard"))

# Who pays the way back.
LABELS: Final = {"prepaid": "prepaid label", "own": "at your own cost"}

# Which way a parcel goes: to you, or back.
Direction = Literal["inbound", "return"]

# What a carrier says of a parcel; `unknown` is whatever nobody understood.
PARCEL_STATUSES: Final = {
    "pre_transit": "Pre-transit",
    "in_transit": "In Transit",
    "out_for_delivery": "Out for Delivery",
    "available_for_pickup": "Available for Pickup",
    "delivered": "Delivered",
    "exception": "Exception",
    "returned": "Returned",
    "expired": "Expired",
    "unknown": "Unknown",
}

BUYERS: Final = {"consumer": "consumer", "business": "business"}

# ISO 3166 codes a condition may name as one group; Northern Ireland aside, these are the states
# that apply EU consumer law (EEA: with Iceland, Liechtenstein and Norway).
EU: Final = frozenset(
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split()
)
PLACE_GROUPS: Final[Mapping[str, frozenset[str]]] = {
    "EU": EU,
    "EEA": EU | {"IS", "LI", "NO"},
}


def dashed(word: str) -> str:
    """Give a word of the data its form on the command line."""
    return word.replace("_", "-")


def underscored(word: str) -> str:
    """Give a word of the command line its form in the data."""
    return word.strip().lower().replace("-", "_")


def choose(text: str, words: Iterable[str], *, what: str) -> str:
    """Return the word of `words` that `text` names, or refuse it with the nearest ones.

    Raises:
        Refused: `text` is none of them.
    """
    known = list(words)
    word = underscored(text)
    if word in known:
        return word
    from difflib import get_close_matches

    near = get_close_matches(word, known, n=1, cutoff=0.6)
    hint = (
        f"Did you mean {dashed(near[0])}?" if near else "One of: " + ", ".join(map(dashed, known))
    )
    msg = f'"{text}" is no {what}.'
    raise Refused(msg, hint=hint)
