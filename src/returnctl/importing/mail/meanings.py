"""What a mail can mean: the kind of news, the event that it makes, and the state of the parcel."""

from typing import Final

from returnctl.core.imported import FoundKind
from returnctl.core.structs import Struct


class Meaning(Struct, frozen=True):
    """A row of the table; `event` is None where the day of the news is nobody's business."""

    kind: FoundKind
    event: str | None = None
    state: str | None = None


MEANINGS: Final = {
    "ordered": Meaning("order", "ordered"),
    "shipped": Meaning("shipment", "shipped", "in_transit"),
    "in_transit": Meaning("shipment", None, "in_transit"),
    "out_for_delivery": Meaning("shipment", None, "out_for_delivery"),
    "pickup": Meaning("shipment", None, "available_for_pickup"),
    "returned": Meaning("shipment", None, "returned"),
    "exception": Meaning("shipment", None, "exception"),
    "delivered": Meaning("delivery", "delivered", "delivered"),
    "return_requested": Meaning("return", "requested"),
    "return_approved": Meaning("return", "approved"),
    "return_label": Meaning("return", "label_received"),
    "return_received": Meaning("return", "arrived_back"),
    "refunded": Meaning("refund", "refund_issued"),
}
# News that closes a case, of which a mail never says whether it is of the whole order.
CANCELLED: Final = "cancelled"
