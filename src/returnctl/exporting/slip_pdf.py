"""The slip as a PDF: the same facts as the page, laid out by `slip.typ`."""

from returnctl.core.dossier.slip import Slip, Squares
from returnctl.core.plainvalues import plain_value
from returnctl.exporting.codes import bars, bars_svg, is_wide, qr_svg
from returnctl.exporting.pdfs import make_pdf


def slip_pdf(slip: Slip, squares: Squares) -> bytes:
    """Return the PDF.

    Raises:
        Refused: the extra `pdf` is not installed.
    """
    found = bars(slip.code)
    data = {
        **plain_value(slip),
        "items": [f"{quantity} x {title}" for title, quantity in slip.items],
        "qr": qr_svg(squares, slip.code).encode(),
        "wide": found is not None and is_wide(found),
        "bars": bars_svg(found, slip.code).encode() if found else b"",
    }
    return make_pdf("slip.typ", data)
