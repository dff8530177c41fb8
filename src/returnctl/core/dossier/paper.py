"""What a paper is made of: sections of facts, tables, messages and files, and a timeline.

Conventions: text is as it was recorded; making it safe and escaping it belongs to whoever writes
the page. A cell's `style` says what it is: a `code` and a `hash` are never cut, an `amount` stands
at the right, a `day` stays on one line, `dim` is said in passing. Links are https or http, or a
path inside the case file.
"""

from datetime import date
from typing import Final, Literal

from returnctl.core.dossier.timeline import Timeline
from returnctl.core.structs import Struct

Sheet = Literal["a4", "us-letter"]
# Where offices use the North American sheet.
_LETTER: Final = frozenset("US CA MX PR CL CO PH".split())

Style = Literal["", "code", "amount", "day", "hash", "dim", "strong"]


class Cell(Struct, frozen=True):
    """Some text in one style; `below` stands under it in small, `link` is where it leads."""

    text: str
    style: Style = ""
    below: str = ""
    link: str = ""


class Facts(Struct, frozen=True):
    """Labels with what is known of them."""

    rows: tuple[tuple[str, Cell], ...]


class Table(Struct, frozen=True):
    """Rows under named columns; every row has a cell for each."""

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""


class Said(Struct, frozen=True):
    """A message: who said it when and where, and every line of it."""

    head: str
    text: str
    mine: bool = False


class Messages(Struct, frozen=True):
    """What was said, oldest first."""

    said: tuple[Said, ...]


class Piece(Struct, frozen=True, kw_only=True):
    """A file of the evidence.

    `path` is where its bytes lie in the case file ("": they are not in it, and `absent` says why),
    `opens` that a viewer may show it: what could be a program is never linked.
    """

    number: int
    kind: str
    name: str
    told: str
    sha256: str
    path: str = ""
    absent: str = ""
    opens: bool = False


class Pieces(Struct, frozen=True):
    """The evidence, in the order it was added."""

    pieces: tuple[Piece, ...]


class Note(Struct, frozen=True):
    """A sentence or two."""

    text: str


Block = Facts | Table | Messages | Pieces | Timeline | Note


class Section(Struct, frozen=True):
    """A part of the paper under a heading."""

    title: str
    blocks: tuple[Block, ...]


class Paper(Struct, frozen=True, kw_only=True):
    """The whole: what it is about, the day it was made, and its sections."""

    title: str
    about: str
    made_on: date
    sections: tuple[Section, ...]
    sheet: Sheet = "a4"


def sheet_in(country: str | None) -> Sheet:
    """Return what paper is printed on in a country."""
    return "us-letter" if country in _LETTER else "a4"
