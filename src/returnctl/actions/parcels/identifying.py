"""`parcel identify`: what numbers are, told from their form; nothing is read or recorded."""

from collections.abc import Iterable

from returnctl.actions.parcels.typed import read_carrier
from returnctl.core.recognition.recognising import recognise
from returnctl.core.views.parcels import Identified, IdentifiedView


def identify(texts: Iterable[str], carrier: str | None) -> IdentifiedView:
    """Return what each text may be, the likeliest first."""
    named = read_carrier(carrier) if carrier is not None else None
    readings = ((text, recognise(text, named)) for text in texts)
    return IdentifiedView(
        rows=tuple(Identified(t, r.number, r.candidates, r.order) for t, r in readings)
    )
