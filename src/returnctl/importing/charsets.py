"""Which encoding a text is in: told by its mark, else UTF-8 if all of it is, else Windows-1252."""

import codecs
from typing import Final

from returnctl.importing.documents import Document

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_PIECE: Final = 1 << 20


def encoding_of(document: Document) -> str | None:
    """Return the name of the encoding; None for what is no text."""
    head = document.head()
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    if b"\0" in head:
        return None
    return "utf-8" if _is_utf8(document) else "cp1252"


def _is_utf8(document: Document) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with document.open() as stream:
        try:
            while piece := stream.read(_PIECE):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True
