"""The views of `parcel`: what numbers are, and which parcels there are."""

from dataclasses import dataclass

from returnctl.core.recognition.formats import Candidate
from returnctl.core.recognition.orders import OrderShape
from returnctl.core.views import Place, View
from returnctl.core.vocabulary import Direction


@dataclass(frozen=True, slots=True)
class Identified:
    """What one text may be, the likeliest first; `number` is the number alone."""

    input: str
    number: str
    candidates: tuple[Candidate, ...] = ()
    order: OrderShape | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentifiedView(View):
    """`parcel identify`: a row for each text, in their order."""

    rows: tuple[Identified, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelLine:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelsView(View):
    """`parcel list`: the parcels of one case (`ref`), or of all open ones."""

    place: Place
    ref: str | None
    title: str
    parcels: tuple[ParcelLine, ...]
