"""Breaking a line into what fits: at spaces, never inside what must stay whole.

Convention: a word that is too long is folded, unless it holds something whole, or is a code in the
middle of a text: that is left to the terminal, which wraps it without a character in between, so
that it can be copied in one piece.
"""

import re
from collections.abc import Callable, Iterator
from typing import Final

from returnctl.core.safe import safe
from returnctl.core.structs import Struct, replace
from returnctl.render.blocks import Line, Span

# How many cells a text takes; `rich` knows it for terminals, `len` is enough for pipes.
Measure = Callable[[str], int]

_PIECES: Final = " +|[^ ]+"
# An order number, a return code or a tracking number, with a sign or bracket around it.
_CODE: Final = r"[(\"\[]?(?=[^0-9]*[0-9])[A-Z0-9-]{6,40}[)\"\].,;:]*"


class _Word(Struct, frozen=True):
    """Spans without a space between them, and how many spaces stand before them."""

    gap: int
    spans: list[Span]

    def width(self, measure: Measure) -> int:
        return sum(measure(span.text) for span in self.spans)

    @property
    def whole(self) -> bool:
        return any(span.whole or re.fullmatch(_CODE, span.text) for span in self.spans)


def cleaned(found: Line) -> Line:
    """Return the line with its text made safe: the door that every shown line passes."""
    texts = [safe(span.text) for span in found.spans]
    if all(text is span.text for text, span in zip(texts, found.spans, strict=True)):
        return found
    spans = (replace(s, text=text) for s, text in zip(found.spans, texts, strict=True))
    return replace(found, spans=tuple(spans))


def line_width(found: Line, measure: Measure) -> int:
    """Return how wide a line is in one piece."""
    return found.indent + sum(measure(span.text) for span in found.spans)


def wrapped(found: Line, width: int | None, measure: Measure) -> Iterator[Line]:
    """Break a line at a width; None leaves it in one piece."""
    if width is None or line_width(found, measure) <= width:
        yield found
        return
    indent, used, spans = found.indent, 0, list[Span]()
    hang = _hang(found, width)
    for number, word in enumerate(_folded(found, width, measure)):
        wide = word.width(measure)
        helps = hang + wide <= width or not word.whole
        if spans and helps and indent + used + word.gap + wide > width:
            yield Line(tuple(spans), indent)
            indent, used, spans = hang, 0, []
        gap = word.gap if spans or number == 0 else 0
        spans += [*([Span(" " * gap)] if gap else []), *word.spans]
        used += gap + wide
    if spans:
        yield Line(tuple(spans), indent)


def _hang(found: Line, width: int) -> int:
    """On a narrow screen a deep indent would leave no room: give it up."""
    return found.hang if found.hang <= width // 2 else min(found.indent, width // 3)


def _folded(found: Line, width: int, measure: Measure) -> Iterator[_Word]:
    """Give the words of a line, those that fit nowhere in parts."""
    room = max(width - max(found.indent, _hang(found, width)), 1)
    for word in _words(found):
        if word.whole or word.width(measure) <= room:
            yield word
            continue
        gap = word.gap
        for span in word.spans:
            for part in fold(span.text, room, measure):
                yield _Word(gap, [replace(span, text=part)])
                gap = 0


def _words(found: Line) -> list[_Word]:
    words: list[_Word] = []
    gap, glued = 0, False
    for span in found.spans:
        for piece in [span.text] if span.whole else re.findall(_PIECES, span.text):
            if piece.startswith(" ") and not span.whole:
                gap, glued = gap + len(piece), False
                continue
            if not glued:
                words.append(_Word(gap, []))
            words[-1].spans.append(replace(span, text=piece))
            gap, glued = 0, True
    return words


def fold(text: str, width: int, measure: Measure) -> Iterator[str]:
    """Cut a text into parts of at most a width; a character wider than that stands alone."""
    part = ""
    for char in text:
        if part and measure(part + char) > width:
            yield part
            part = ""
        part += char
    if part:
        yield part
