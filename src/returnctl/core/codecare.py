"""Return code care: what looks wrong about a return code as it was typed. It warns, never refuses.

A code is copied by hand from a chat or a label, and a parcel with a wrong one is nobody's. Looked
for are letters among digits that look like digits (and the other way round), characters that no
keyboard of the seller has, and another number of the case in the code's place.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

from returnctl.core.recognition.recognising import recognise

# Letter -> the digit it is taken for.
_TWINS: Final = {"O": "0", "o": "0", "I": "1", "l": "1", "S": "5", "s": "5", "B": "8"}
_TWIN_DIGITS: Final = frozenset(_TWINS.values())
_RUN: Final = re.compile(r"[A-Za-z0-9]+")
# A twin of a digit with three digits or more around it.
_AMONG_DIGITS: Final = re.compile("(?:(?<=[0-9])(?=.[0-9]{2})|(?<=[0-9]{2})(?=.[0-9]))([OoIlSsB])")
# The form of the world's posts (S10), and the one of UPS.
_TRACKING: Final = re.compile(r"[A-Z]{2}[0-9]{9}[A-Z]{2}|1Z[0-9A-Z]{16}")


def code_warnings(
    code: str, *, order_number: str | None = None, tracking: Iterable[str] = ()
) -> tuple[str, ...]:
    """Return what to look at again, a sentence each; nothing is wrong with most codes."""
    return tuple(_warnings(code.strip(), order_number, tuple(tracking)))


def bare(code: str) -> str:
    """Return a code as it is compared: upper case, letters and digits only."""
    return "".join(char for char in code if char.isalnum()).upper()


def _warnings(code: str, order_number: str | None, tracking: tuple[str, ...]) -> Iterator[str]:
    own = bare(code)
    if order_number and own == bare(order_number):
        yield f"{code} is the order number. The return code is another one."
    elif own in {bare(number) for number in tracking}:
        yield f"{code} is a tracking number. The return code is another one."
    elif _TRACKING.fullmatch(own) or any(c.telling for c in recognise(own).candidates):
        yield f"{code} has the form of a tracking number. Is it the return code?"
    odd = sorted({char for char in code if not char.isascii()})
    if odd:
        names = ", ".join(f"{char} (U+{ord(char):04X})" for char in odd)
        yield f"{code} holds characters that may not be what they look like: {names}."
    for run in _RUN.findall(code):
        if places := _mixed(run, code):
            told = ", ".join(places)
            yield f"{code}: check {told} letter by letter; one may stand for the other."


def _mixed(run: str, code: str) -> list[str]:
    """Return the look-alikes of a run that stand where the other kind is expected."""
    letters = [char for char in run if char.isalpha()]
    digits = [char for char in run if char.isdigit()]
    found = [match[1] for match in _AMONG_DIGITS.finditer(run)]
    if digits and all(char in _TWINS for char in letters):
        # A letter before digits is a prefix; one among or behind them is suspicious.
        found += [char for char in run.lstrip("".join(_TWINS)) if char.isalpha()]
    if letters and all(char in _TWIN_DIGITS for char in digits):
        found += [char for char in run.strip("0123456789") if char.isdigit()]
    for one, other in pairwise(run):
        if _TWINS.get(one) == other or _TWINS.get(other) == one:
            found.append(one)
    if "l" in run and code.upper() == code.replace("l", "L"):
        found.append("l")
    return list(dict.fromkeys(map(_pair, found)))


def _pair(char: str) -> str:
    letter = char if char in _TWINS else next(k for k, v in _TWINS.items() if v == char)
    return f"{letter} and {_TWINS[letter]}"
