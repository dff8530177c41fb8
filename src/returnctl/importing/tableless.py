"""Why a document that was looked through holds no table: what it is instead, in a few words."""

from itertools import islice
from typing import Final

from returnctl.core.errors import Refused
from returnctl.importing.documents import Document
from returnctl.importing.tables import Row, Table

NO_TABLE: Final = "it holds no table"
_TEXTS: Final = (".csv", ".tsv", ".txt", ".json")
# So many rows are asked whether they are as wide as the header.
_WITNESSES: Final = 20


def why_no_table(document: Document) -> str:
    """Say what a document is that no reader finds a table in."""
    head = document.head()
    if not head.strip():
        return "it is empty"
    if head.startswith(b"PK\x03\x04"):
        return "it is a zip file in a zip file: unpack it, and import it by itself"
    if b"\0" not in head:
        return NO_TABLE
    if document.suffix in _TEXTS:
        return "it holds a NUL byte, as no text does: export it again"
    return "it is no text, no mail and no workbook"


def is_regular(table: Table) -> bool:
    """Say whether most rows have the header's cells, or there are none that could tell."""
    fits = tried = 0
    try:
        for each in islice(table.rows(), _WITNESSES):
            tried += 1
            fits += isinstance(each, Row)
    except Refused:
        tried += 1  # a quote without an end: a text has one now and then
    return not tried or fits * 2 > tried
