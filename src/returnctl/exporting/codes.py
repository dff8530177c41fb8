"""A return code as a QR code and as Code 128 (extra `slip`), as squares and as pictures.

Squares and bars stand on white with the light edge that readers need, whatever the page's colours.
"""

from collections.abc import Iterable
from typing import Final

from returnctl.core.dossier.slip import Squares
from returnctl.core.errors import Refused
from returnctl.exporting.markup import Markup, tag

_HINT: Final = "pip install 'returnctl[slip]'"
_EDGE: Final = 4
_BAR_EDGE: Final = 10
_BAR_HEIGHT: Final = 44
# More bars than this are too fine for a printer at home, and Code 128 knows no other letters.
_MOST_CHARACTERS: Final = 30
# A bar code of more bars than this takes a row of its own.
_WIDE: Final = 240
# What a QR code of the largest size holds at this level.
_MOST_BYTES: Final = 2000
_SVG: Final = "http://www.w3.org/2000/svg"


def qr_squares(code: str) -> Squares:
    """Return the squares of a QR code with its light edge; True is dark.

    Raises:
        Refused: the extra is not installed, or the code is no code.
    """
    if len(code.encode()) > _MOST_BYTES:
        raise Refused("That code is too long for a QR code.", hint="Is it a code?")
    try:
        import segno
    except ImportError as error:
        raise Refused("The codes of a slip need the extra slip.", hint=_HINT) from error
    # What is no ASCII says its own encoding: else readers guess one.
    beyond = not code.isascii()
    made = segno.make_qr(code, error="m", encoding="utf-8" if beyond else None, eci=beyond)
    return tuple(tuple(bool(dark) for dark in row) for row in made.matrix_iter(border=_EDGE))


def bars(code: str) -> str | None:
    """Return Code 128 as a row of `1` and `0`; None for what it cannot say, or not finely.

    Raises:
        Refused: the extra is not installed.
    """
    if not (code.isascii() and code.isprintable()) or len(code) > _MOST_CHARACTERS:
        return None
    try:
        from barcode.codex import Code128  # type: ignore[import-untyped]
    except ImportError as error:
        raise Refused("The codes of a slip need the extra slip.", hint=_HINT) from error
    return str(Code128(code).build()[0])


def qr_svg(squares: Squares, code: str) -> Markup:
    """Return the picture of a QR code."""
    side = len(squares)
    spots = ((x, y, 1) for y, row in enumerate(squares) for x, dark in enumerate(row) if dark)
    return _picture(spots, side, side, f"QR code of {code}", "qr", edges="crispEdges")


def is_wide(found: str) -> bool:
    """Say whether a bar code needs the whole width."""
    return len(found) > _WIDE


def bars_svg(found: str, code: str) -> Markup:
    """Return the picture of a bar code."""
    spots = ((_BAR_EDGE + x, 0, _BAR_HEIGHT) for x, bar in enumerate(found) if bar == "1")
    width = len(found) + 2 * _BAR_EDGE
    name = "bars wide" if is_wide(found) else "bars"
    # Crisp edges would make equal bars unequal where a bar is no whole number of pixels.
    title = f"Code 128 of {code}"
    return _picture(spots, width, _BAR_HEIGHT, title, name, edges="geometricPrecision")


def _picture(
    spots: Iterable[tuple[int, int, int]],
    width: int,
    height: int,
    title: str,
    name: str,
    *,
    edges: str,
) -> Markup:
    path = "".join(f"M{x} {y}h1v{tall}h-1z" for x, y, tall in spots)
    ground = tag("rect", width=str(width), height=str(height), fill="#ffffff")
    ink = tag("path", d=path, fill="#000000")
    return tag("svg", tag("title", title), ground, ink, xmlns=_SVG, role="img", class_=name,
               viewBox=f"0 0 {width} {height}", width=str(width), height=str(height),
               shape_rendering=edges, preserveAspectRatio="xMidYMid meet")  # fmt: skip
