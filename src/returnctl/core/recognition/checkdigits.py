"""The check digits of parcels: from a serial to the character that should follow it.

Each takes text that its format's pattern has matched: digits, or upper-case letters and digits.
"""

from itertools import cycle
from typing import Final

_ALPHABET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# UPU S10: the weights of the eight digits.
_S10: Final = (8, 6, 4, 2, 3, 5, 9, 7)
_MOD_36: Final = 36


def s10(serial: str) -> str:
    """Eight digits by weights, modulo 11; ten becomes 0 and eleven 5 (UPU S10)."""
    check = 11 - sum(w * int(d) for w, d in zip(_S10, serial, strict=True)) % 11
    return {10: "0", 11: "5"}.get(check, str(check))


def gs1(serial: str) -> str:
    """Digits from the right times 3 and 1, modulo 10 (GS1: SSCC, USPS, FedEx Ground)."""
    return _mod10(sum(w * int(d) for w, d in zip(cycle((3, 1)), reversed(serial), strict=False)))


def gs1_behind_91(serial: str) -> str:
    """As `gs1`, of a label that leaves out the 91 in front (older numbers of USPS)."""
    return gs1(f"91{serial}")


def ups(serial: str) -> str:
    """Digits from the left times 1 and 2, not folded; a letter counts as a digit (UPS, OnTrac)."""
    values = (int(c) if c.isdigit() else (ord(c) - 3) % 10 for c in serial)
    return _mod10(sum(w * v for w, v in zip(cycle((1, 2)), values, strict=False)))


def luhn(serial: str) -> str:
    """Digits from the right times 2 and 1, two-digit products folded (Luhn)."""
    doubled = (w * int(d) for w, d in zip(cycle((2, 1)), reversed(serial), strict=False))
    return _mod10(sum(value - 9 if value > 9 else value for value in doubled))


def mod7(serial: str) -> str:
    """The number's rest by 7 (air waybills)."""
    return str(int(serial) % 7)


def fedex(serial: str) -> str:
    """Digits from the right times 1, 3 and 7 over and over, modulo 11, of ten the 0 (FedEx)."""
    weighed = zip(cycle((1, 3, 7)), reversed(serial), strict=False)
    return str(sum(w * int(d) for w, d in weighed) % 11 % 10)


def mod37(serial: str) -> str:
    """ISO 7064 modulo 37,36 (DPD)."""
    rest = _MOD_36
    for char in serial:
        rest = (rest + _ALPHABET.index(char)) % _MOD_36 or _MOD_36
        rest = rest * 2 % (_MOD_36 + 1)
    return _ALPHABET[(_MOD_36 + 1 - rest) % _MOD_36]


def _mod10(total: int) -> str:
    return str(-total % 10)
