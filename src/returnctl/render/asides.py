"""What is said beside the answer, on standard error: notes, and errors with what to type next.

On a terminal a sentence goes on below at a space; a word, and a command at its end, stay in one
piece, so that they can be copied. Elsewhere each is one line. No error has to load Rich for that.
"""

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final, TextIO

from returnctl.core.safe import safe
from returnctl.render.blocks import Line, Span, line, plain_text, whole
from returnctl.render.wrapping import wrapped

_HANG: Final = 2
_USUAL: Final = 80
_WIDE: Final = frozenset("WF")
# A word; or the command that a hint ends with.
_PIECES: Final = r"(?<=: )returnctl .*$|[^ ]+| +"


def tell_notes(notes: Iterable[str], err: TextIO) -> None:
    """Say what is worth knowing beside the answer."""
    _tell((f"note: {safe(each)}" for each in notes), err)


def tell_refusal(message: str, hints: Iterable[str], err: TextIO) -> None:
    """Say what went wrong in one sentence, and below it what to type next."""
    _tell((f"returnctl: {safe(message)}", *(f"  {safe(hint)}" for hint in hints)), err)


def _tell(sentences: Iterable[str], err: TextIO) -> None:
    width = _width(err)
    for each in sentences:
        err.writelines(f"{part}\n" for part in _lines(each, width))


def _lines(sentence: str, width: int | None) -> Iterator[str]:
    """Break a sentence that is safe already."""
    text = sentence.lstrip(" ")
    indent = len(sentence) - len(text)
    spans = [Span(each) if each.isspace() else whole(each) for each in re.findall(_PIECES, text)]
    for found in wrapped(line(*spans, indent=indent, hang=_HANG), width, _cells):
        yield _text(found)


def _text(found: Line) -> str:
    return " " * found.indent + plain_text(found).rstrip()


def _width(stream: TextIO) -> int | None:
    """Return how wide a terminal is, as Rich would; None for what is none."""
    if not stream.isatty():
        return None
    columns = os.environ.get("COLUMNS", "")
    if columns.isascii() and columns.isdigit():
        return max(int(columns), 1)
    try:
        return os.get_terminal_size(stream.fileno()).columns or _USUAL
    except (OSError, ValueError):
        return _USUAL


def _cells(text: str) -> int:
    """Return how many cells of a terminal a safe text takes."""
    if text.isascii():
        return len(text)
    return sum(map(_cell, text))


def _cell(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in _WIDE else 1
