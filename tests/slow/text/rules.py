"""What must hold of every answer, whoever wrote what is in it."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from rich.cells import cell_len

from returnctl.core.safe import safe
from tests.slow.text.strings import OWN, foreign

# From here on nothing is wider than the terminal but what must be copied in one piece.
NARROW: Final = 40
# What stays in one piece: a command, a path (names of files have spaces), a day, an amount; else a
# word, if it can be a code, or leads somewhere.
_PIECE: Final = re.compile(
    r"returnctl [^;]*|\"?/.*|(?:[A-Z][a-z]{2} )?\d{1,2} [A-Z][a-z]{2}(?: \d{4})?"
    r"(?: \d\d:\d\d(?: \w+ time)?)?"
    r"|-?[\d.,]+ [A-Z]{3}|[^ ]+"
)
_LEADS: Final = re.compile(r"(?:returnctl |\"?/|https?:).*")
_LONGEST_CODE: Final = 45
# The beginnings of what `Planted` gives its cases, and how many digits must follow. Within the name
# of a file a number may be folded with it.
_CODES: Final = re.compile(r"(?<![\w.-])(81901234|71901234|RMA20261117-|JJD0003900078)(\d*)")
_DIGITS: Final = {"81901234": 8, "71901234": 8, "RMA20261117-": 4, "JJD0003900078": 8}
# Joiners, selectors, flags, keycaps, tones of skin, and Indic vowels that take a cell or none.
_COMPOSED: Final = re.compile(
    "[\u200d\ufe0f\u20e3\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff\u0900-\u0dff]"
)


def faults(text: str, columns: int | None = None, *, name: str = "") -> Iterator[str]:
    """Say what is wrong with what a terminal of a width, or a pipe, was sent.

    `name` is that of a file, as it was typed. A sentence may go on below at its spaces, and keeps
    what is between them in one piece, to be copied: a line can begin with the rest of a path.
    """
    if strange := foreign(text):
        yield f"leaked {strange}"
    shown = OWN.sub("", text)
    yield from (f"cut {each}" for each in cut(shown))
    if columns is not None and columns >= NARROW:
        rest = [each for each in safe(name).split(" ") if cells(each) > columns // 3]
        for each in shown.split("\n"):
            if too_wide(each, columns) and not any(word in each for word in rest):
                yield f"wide {each[:120]!r}"


def cut(shown: str) -> list[str]:
    """Return the codes and numbers of which only a part is there."""
    found = _CODES.finditer(shown)
    return [each[0] for each in found if len(each[2]) != _DIGITS[each[1]]]


def whole_codes(shown: str) -> frozenset[str]:
    """Return the codes and numbers that stand there in one piece."""
    found = _CODES.finditer(OWN.sub("", shown))
    return frozenset(each[0] for each in found if len(each[2]) == _DIGITS[each[1]])


def too_wide(line: str, columns: int) -> bool:
    """Say whether a line is wider than the terminal although it could go on below.

    A code, a path or a command of a third of the width and more may stand behind an indent that
    leaves it no room.
    """
    return cells(line) > columns and not any(
        cells(each) > columns // 3 and (cells(each) <= _LONGEST_CODE or _LEADS.fullmatch(each))
        for each in _PIECE.findall(line)
    )


def cells(text: str) -> int:
    """Return how many cells a text takes, by Unicode's own tables.

    Of signs that are put together (emoji, Indic vowels) terminals differ: there Rich's word counts.
    """
    return cell_len(text) if _COMPOSED.search(text) else sum(map(_cell, text))


def _cell(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def json_faults(text: str) -> Iterator[str]:
    """JSON parses, is UTF-8 without lone surrogates, and holds no raw control character."""
    try:
        document = json.loads(text)
    except ValueError as error:
        yield f"torn JSON: {error}"
        return
    if list(document)[:1] != ["schema"]:
        yield "no envelope"
    if strange := foreign(text):
        yield f"leaked {strange}"
