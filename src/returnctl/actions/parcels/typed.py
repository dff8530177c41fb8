"""A parcel as it was typed: a number, a carrier, or both, read and tidied, not yet recorded."""

from typing import Final

from returnctl.actions.typed import read_text
from returnctl.core.case import Case, Parcel
from returnctl.core.errors import Refused
from returnctl.core.recognition.carriers import carriers, find_carrier, near_carrier
from returnctl.core.recognition.formats import Candidate
from returnctl.core.recognition.normalising import address_in, has_digits, tidy
from returnctl.core.recognition.recognising import recognise
from returnctl.core.structs import Struct

_EXAMPLE: Final = "Type the number itself, as the label has it."
# Twice what the longest label has; more is something else that was pasted.
_LONGEST: Final = 100


class TypedParcel(Struct, frozen=True, kw_only=True):
    """A number and a carrier's slug; `told` is the carrier that was typed, not the likely one."""

    number: str | None = None
    carrier: str | None = None
    told: bool = False


def read_parcel(number: str | None, carrier: str | None) -> TypedParcel | None:
    """Read what was typed of a parcel; None where nothing was.

    A number that is recognised is kept as its carrier writes it; any other as it was typed.

    Raises:
        Refused: there is no number in it, it can be none, or the carrier is empty.
    """
    if number is None and carrier is None:
        return None
    named = read_carrier(carrier) if carrier is not None else None
    if number is None:
        return TypedParcel(carrier=named, told=True)
    text = read_text(number, "tracking number")
    reading = recognise(text, named)
    if address_in(text) is not None and not has_digits(tidy(reading.number)):
        msg = "there is no tracking number in that address."
        raise Refused(msg, hint=_EXAMPLE)
    if len(reading.number) > _LONGEST:
        raise Refused("that is too long for a tracking number.", hint=_EXAMPLE)
    if not reading.number.isprintable():
        raise Refused("there are characters in it that no number has.", hint=_EXAMPLE)
    likely = named or sole_carrier(reading.candidates)
    return TypedParcel(number=reading.number, carrier=likely, told=named is not None)


def read_carrier(text: str) -> str:
    """Return the slug of a carrier, or the name of one that is not known here, as typed."""
    typed = " ".join(read_text(text, "carrier").lower().split())
    known = find_carrier(typed)
    return known.slug if known else typed


def unknown_carrier(slug: str) -> str | None:
    """Say that a carrier is not known here, and which one it may be; None for a known one."""
    if slug in carriers():
        return None
    near = near_carrier(slug)
    return f"{slug} is no carrier known here." + (f" Did you mean {near.slug}?" if near else "")


def sole_carrier(candidates: tuple[Candidate, ...]) -> str | None:
    """Return the one carrier that a number itself names."""
    telling = [each.carrier for each in candidates if each.telling]
    return telling[0] if len(telling) == 1 and telling[0] == candidates[0].carrier else None


def find_parcel(case: Case, number: str) -> Parcel | None:
    """Return the parcel of a case with that number, however it is spaced."""
    wanted = tidy(number)
    return next((each for each in case.parcels if tidy(each.number) == wanted), None)
