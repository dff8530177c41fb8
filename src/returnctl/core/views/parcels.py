"""The views of `parcel`: what numbers are, and which parcels there are."""

from returnctl.core.recognition.formats import Candidate
from returnctl.core.recognition.orders import OrderShape
from returnctl.core.structs import Struct
from returnctl.core.views import Place, View
from returnctl.core.vocabulary import Direction


class Identified(Struct, frozen=True):
    """What one text may be, the likeliest first; `number` is the number alone."""

    input: str
    number: str
    candidates: tuple[Candidate, ...] = ()
    order: OrderShape | None = None


class IdentifiedView(View, frozen=True, kw_only=True):
    """`parcel identify`: a row for each text, in their order."""

    rows: tuple[Identified, ...]


class ParcelLine(Struct, frozen=True, kw_only=True):
    """A parcel of a case; `returns` are the refs of the returns that it carries.

    `carrier` is as recorded, `carrier_name` what to call it, `valid` whether the number's check
    digit is right, `url` the public page that shows it.
    """

    ref: str
    title: str
    direction: Direction
    number: str
    carrier: str | None
    carrier_name: str | None
    returns: tuple[str, ...]
    valid: bool | None
    url: str
    id: str


class ParcelsView(View, frozen=True, kw_only=True):
    """`parcel list`: the parcels of one case (`ref`), or of all open ones."""

    place: Place
    ref: str | None
    title: str
    parcels: tuple[ParcelLine, ...]
