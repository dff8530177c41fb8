"""A row of the tables of formats, and what a number that has one of these forms becomes."""

from collections.abc import Callable
from typing import Final, Literal, NamedTuple

Confidence = Literal["high", "medium", "low"]

# Best first; sorting is by this.
CONFIDENCES: Final[tuple[Confidence, ...]] = ("high", "medium", "low")

# From the serial to the check character that it asks for.
Check = Callable[[str], str]


class Format(NamedTuple):
    """A form of a carrier's numbers.

    `pattern` is matched against the whole of a tidied text (`normalising.tidy`); its groups are
    `number` (the number alone, where more stands around it), `serial` and `check` (what the check
    digit is computed from, and the digit). `confidence` is what the form is worth where the check
    digit, if there is one, is right; digits alone are worth less (`recognising`). Of two that are
    equal so far the lower `rank` is the likelier one.

    A named tuple because every `add` pays for defining the tables.
    """

    name: str
    carrier: str
    pattern: str
    confidence: Confidence
    check: Check | None = None
    rank: int = 50


class Candidate(NamedTuple):
    """What a text may be, by one format.

    `carrier` is the slug that rule packs know, `number` the number as the carrier writes it.
    `valid` says whether the check digit is right (None: the format has none), `wants` which one
    would be. `telling`: the number alone says who carries it.
    """

    carrier: str
    carrier_name: str
    format: str
    valid: bool | None
    confidence: Confidence
    url: str
    number: str
    wants: str | None = None
    telling: bool = False
