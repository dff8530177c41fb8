"""The case file as a PDF: the same paper as the page, laid out by `casefile.typ`."""

from collections.abc import Iterator, Mapping
from typing import Any

from returnctl.core.dayformat import format_day
from returnctl.core.dossier.paper import (
    Block,
    Facts,
    Messages,
    Note,
    Paper,
    Piece,
    Pieces,
    Table,
)
from returnctl.core.plainvalues import plain_value
from returnctl.exporting.pdfs import make_pdf
from returnctl.exporting.thumbnails import Picture
from returnctl.exporting.timelines import timeline_svg

# The width of the text on A4, in points; Letter is a little wider.
_WIDTH = 496


def casefile_pdf(paper: Paper, pictures: Mapping[int, Picture]) -> bytes:
    """Return the PDF; only pictures that this program made anew are in it.

    Raises:
        Refused: the extra `pdf` is not installed.
    """
    shown = {number: each.data for number, each in pictures.items() if each.made}
    data = {
        "sheet": paper.sheet,
        "title": paper.title,
        "about": paper.about,
        "made": f"State of {format_day(paper.made_on)}",
        "sections": [
            {"title": each.title, "blocks": [dict(_block(block, shown)) for block in each.blocks]}
            for each in paper.sections
        ],
    }
    return make_pdf("casefile.typ", data)


def _block(found: Block, shown: Mapping[int, bytes]) -> Iterator[tuple[str, Any]]:
    match found:
        case Facts(rows):
            yield "kind", "facts"
            yield "rows", [[label, plain_value(cell)] for label, cell in rows]
        case Table(head, rows, caption):
            yield from (("kind", "table"), ("head", list(head)), ("caption", caption))
            yield "rows", [[plain_value(cell) for cell in row] for row in rows]
        case Messages(said):
            yield "kind", "messages"
            yield "said", [plain_value(each) for each in said]
        case Pieces(pieces):
            yield "kind", "pieces"
            yield "pieces", [_piece(each, shown) for each in pieces]
        case Note(text):
            yield from (("kind", "note"), ("text", text))
        case _:
            yield from (("kind", "timeline"), ("words", found.words))
            yield "svg", timeline_svg(found, width=_WIDTH).encode()


def _piece(found: Piece, shown: Mapping[int, bytes]) -> dict[str, Any]:
    return {**plain_value(found), "picture": shown.get(found.number, b"")}
