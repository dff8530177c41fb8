"""How long a rule runs: a whole number of one unit, written `15d`, `3bd`, `48h`, `6mo`.

Convention: `d` are calendar days, `bd` business days, `h` hours, `w` weeks, `mo` months and `y`
years. A length below zero leads backwards: `-7d` is seven days before.
"""

import re
from typing import Final, Literal, cast

from returnctl.core.structs import Struct

Unit = Literal["d", "bd", "h", "w", "mo", "y"]

# What a unit is called, and the most of it a length may have: about a century.
UNITS: Final[dict[Unit, tuple[str, int]]] = {
    "d": ("day", 36_500),
    "bd": ("business day", 26_000),
    "h": ("hour", 876_000),
    "w": ("week", 5_200),
    "mo": ("month", 1_200),
    "y": ("year", 100),
}
_TEXT: Final = r"(-?[0-9]{1,6})(bd|mo|d|h|w|y)"


class Length(Struct, frozen=True):
    """A number of units, before zero for a length that leads backwards."""

    value: int
    unit: Unit

    def __str__(self) -> str:
        return f"{self.value}{self.unit}"


def parse_length(text: str) -> Length:
    """Read `15d`, `3bd`, `48h`, `2w`, `6mo`, `1y` or `-7d`; ValueError for anything else."""
    found = re.fullmatch(_TEXT, text)
    if found is None:
        raise ValueError(f'"{text}" is not a length: write 15d, 3bd, 48h, 2w, 6mo or 1y.')
    length = Length(int(found[1]), cast("Unit", found[2]))
    if abs(length.value) > UNITS[length.unit][1]:
        raise ValueError(f'"{text}" is longer than a century.')
    return length


def words(length: Length) -> str:
    """The length as people say it: 15 days, 1 day, 3 business days, 7 days before."""
    name, _ = UNITS[length.unit]
    plural = "" if abs(length.value) == 1 else "s"
    return f"{abs(length.value)} {name}{plural}{' before' if length.value < 0 else ''}"
