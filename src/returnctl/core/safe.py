r"""Text from strangers, made safe to show: what acts on a terminal or hides becomes visible.

Conventions: control characters are shown as `\x1b`, `\n`; what is invisible or turns the
direction of writing as `<U+202E>`. Joiners stay inside emoji and inside words of scripts that need
them. Of combining marks in a row the first four stay. Other text of any script comes back as it is.
"""

import unicodedata
from collections.abc import Iterator
from typing import Final

_NAMED: Final = {"\n": r"\n", "\r": r"\r", "\t": r"\t"}
_JOINERS: Final = "\u200c\u200d"
_MOST_MARKS: Final = 4
# Format characters, line separators, surrogates; unassigned ones are judged by `_HIDDEN`.
_UNSEEN: Final = frozenset(("Cf", "Cs", "Zl", "Zp"))
_Ranges = tuple[tuple[str, str], ...]
# Visible although their category is Cf: signs that enclose Arabic and Syriac numbers.
_NUMBER_SIGNS: Final[_Ranges] = (
    ("\u0600", "\u0605"), ("\u06dd", "\u06dd"), ("\u070f", "\u070f"), ("\u0890", "\u0891"),
    ("\u08e2", "\u08e2"),
)  # fmt: skip
# Invisible although their category says otherwise: fillers, joiners and tags.
_HIDDEN: Final[_Ranges] = (
    ("\u034f", "\u034f"), ("\u115f", "\u1160"), ("\u17b4", "\u17b5"), ("\u180b", "\u180f"),
    ("\u2065", "\u2065"), ("\u3164", "\u3164"), ("\uffa0", "\uffa0"), ("\ufff0", "\ufff8"),
    ("\U000e0000", "\U000e0fff"),
)  # fmt: skip
# Arabic to Tibetan, Myanmar, Khmer, Mongolian: words there need joiners.
_JOINING_SCRIPTS: Final[_Ranges] = (
    ("\u0600", "\u0fff"), ("\u1000", "\u109f"), ("\u1780", "\u18af"), ("\ua8e0", "\ua8ff"),
)  # fmt: skip
# Skin tones, and the selector that makes a sign an emoji.
_EMOJI_PARTS: Final[_Ranges] = (("\U0001f3fb", "\U0001f3ff"), ("\ufe0f", "\ufe0f"))
_STYLED: Final = frozenset(("So", "Sm", "Po", "Nd", "Lo"))


def safe(text: str) -> str:
    """Return the text with everything visible that controls, hides or reorders."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(text))


def is_whole(text: str) -> bool:
    """Say whether no half of a character stands in it: no database and no file keeps such a text.

    JSON can say one, and Python makes them of the bytes of a terminal of another encoding.
    """
    return text.isascii() or not any("\ud800" <= char <= "\udfff" for char in text)


def _shown(text: str) -> Iterator[str]:
    marks = 0
    for position, char in enumerate(text):
        category = unicodedata.category(char)
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        before = text[position - 1] if position else ""
        after = text[position + 1 : position + 2]
        if category == "Cc":
            yield _NAMED.get(char) or f"\\x{ord(char):02x}"
        elif marks > _MOST_MARKS or _is_hidden(char, category, before=before, after=after):
            yield f"<U+{ord(char):04X}>"
        else:
            yield char


def _is_hidden(char: str, category: str, *, before: str, after: str) -> bool:
    if char in _JOINERS:
        return not _joins(before, after)
    if "\ufe00" <= char <= "\ufe0f":
        return not before or unicodedata.category(before) not in _STYLED
    if _is_in(_NUMBER_SIGNS, char):
        return False
    return category in _UNSEEN or _is_in(_HIDDEN, char)


def _joins(before: str, after: str) -> bool:
    """Say whether a joiner between two characters does its work."""
    if not before or not after:
        return False
    if _is_in(_JOINING_SCRIPTS, before) and _is_in(_JOINING_SCRIPTS, after):
        return True
    emoji_before = unicodedata.category(before) == "So" or _is_in(_EMOJI_PARTS, before)
    return emoji_before and unicodedata.category(after) == "So"


def _is_in(ranges: _Ranges, char: str) -> bool:
    return any(first <= char <= last for first, last in ranges)
