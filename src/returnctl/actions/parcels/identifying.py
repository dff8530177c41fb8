"""`parcel identify`: what numbers are, told from their form; nothing is read or recorded."""

from collections.abc import Iterable

from returnctl.actions.parcels.typed import read_carrier, unknown_carrier
from returnctl.core.recognition.recognising import recognise
from returnctl.core.views.parcels import Identified, IdentifiedView


def identify(texts: Iterable[str], carrier: str | None) -> tuple[IdentifiedView, tuple[str, ...]]:
    """Return what each text may be, the likeliest first, and what is to be said beside it."""
    named = read_carrier(carrier) if carrier is not None else None
    readings = ((text, recognise(text, named)) for text in texts)
    rows = tuple(Identified(t, r.number, r.candidates, r.order) for t, r in readings)
    told = unknown_carrier(named) if named else None
    return IdentifiedView(rows=rows), (told,) if told else ()
