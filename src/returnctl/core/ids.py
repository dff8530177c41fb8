"""Identifiers: UUIDv7 with a counter (RFC 9562, method 1), and the short refs people type.

Convention: an id made here is always greater than every id made before it that it was told of, even
when the clock went back, so that sorting by id is sorting by the order of recording.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

_COUNTER_BITS: Final = 12
_RANDOM_BITS: Final = 62
# Crockford's base32 in lower case; the first character of a ref is one of its letters, so that a
# ref never looks like an order number.
_ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"
_LETTERS: Final = _ALPHABET[10:]
_REF_LENGTH: Final = 12
# Five bits each, from the right.
_DIGITS: Final = range(0, 5 * (_REF_LENGTH - 1), 5)
_SHORTEST_REF: Final = 3


def id_factory(
    *, newest: str | None, now_ms: int, random_bits: Callable[[int], int] | None = None
) -> Iterator[str]:
    """Yield ids above `newest`, timed at the later of `now_ms` and the time inside `newest`."""
    if random_bits is None:
        # It loads a good part of the cryptography: only who makes ids pays for that.
        from secrets import randbits

        random_bits = randbits
    ms, counter = now_ms, -1
    if newest is not None:
        newest_ms, newest_counter = _parts(newest)
        if newest_ms >= now_ms:
            ms, counter = newest_ms, newest_counter
    while True:
        counter += 1
        if counter >= 1 << _COUNTER_BITS:
            ms, counter = ms + 1, 0
        yield _text(ms, counter, random_bits(_RANDOM_BITS))


def _parts(uuid: str) -> tuple[int, int]:
    value = int(uuid.replace("-", ""), 16)
    return value >> 80, (value >> 64) & 0xFFF


def made_on(uuid: str, zone: str) -> date | None:
    """Return the day in a zone on which an id was made; None for what is no such id."""
    try:
        ms, _ = _parts(uuid)
        return datetime.fromtimestamp(ms / 1000, ZoneInfo(zone)).date()
    except (ValueError, OverflowError, OSError):
        return None


def _text(ms: int, counter: int, random: int) -> str:
    value = (ms << 80) | (0x7 << 76) | (counter << 64) | (0b10 << 62) | random
    digits = f"{value:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def full_ref(case_id: str) -> str:
    """Return the longest ref of a case: a letter, then base32 of the id's random bits."""
    bits = int(case_id.replace("-", ""), 16) & ((1 << _RANDOM_BITS) - 1)
    bits, first = divmod(bits, len(_LETTERS))
    return _LETTERS[first] + "".join([_ALPHABET[(bits >> shift) & 31] for shift in _DIGITS])


def shortest_ref(
    case_id: str, *, taken: Callable[[str], bool], at_least: int = _SHORTEST_REF
) -> str:
    """Return the shortest free start of the case's full ref, of three characters or more."""
    ref = full_ref(case_id)
    lengths = range(at_least, len(ref))
    return next((ref[:n] for n in lengths if not taken(ref[:n])), ref)
