"""What is fuzzed: from bytes to everything that a file, an answer or a word can become.

A target takes any bytes and ends. It may refuse them in a sentence; anything else that it raises is
a bug. What it finds is written as the log would keep it, so that nothing comes out of a reader that
no database takes.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from returnctl.actions.importing.surveying import survey
from returnctl.core.codecare import code_warnings
from returnctl.core.dates import parse_countdown, parse_when
from returnctl.core.errors import ReturnctlError
from returnctl.core.imported import Found, Skipped
from returnctl.core.importing.bundles import Gathering
from returnctl.core.importing.comparing import compare
from returnctl.core.lengths import parse_length
from returnctl.core.money import parse_money
from returnctl.core.recognition.recognising import recognise
from returnctl.core.safe import safe
from returnctl.core.sightings import Round, Wanted
from returnctl.importing.amounts import read_amount
from returnctl.importing.days import Days
from returnctl.importing.documents import Document, documents
from returnctl.importing.formats import read_document
from returnctl.importing.way import Unreadable
from returnctl.tracking import cainiao, dhl, laposte, royalmail, seventeentrack, ship24
from returnctl.tracking.failing import Failed
from returnctl.tracking.reading import parse_json
from tests.importing.mail.mails import TODAY, WAY

NUMBER = "RR123456785CN"
PARSERS: tuple[Callable[[Any, list[Wanted]], Round], ...] = (
    seventeentrack.parse, seventeentrack.parse_registration, dhl.parse, laposte.parse,
    royalmail.parse, cainiao.parse, ship24.parse,
)  # fmt: skip


def take_in(found: Iterable[Document]) -> None:
    """Read documents as `import` does, up to the entries that would be recorded."""
    orders = Gathering()
    for document in found:
        for each in read_document(document, WAY):
            if isinstance(each, Skipped):
                safe(each.reason)
                json.dumps([each.header, each.cells])
            elif each.order_number:
                orders.add(each)
            else:
                _kept(each)
    ids = count()
    for bundle in orders:
        told = compare(bundle, None, (), lambda: f"id-{next(ids)}")
        for draft in told.drafts:
            json.dumps(draft.data, ensure_ascii=False).encode()
        for row in bundle.rows:
            _kept(row)


def _kept(row: Found) -> None:
    for text in (row.shop, row.order_number, row.title, row.carrier, *row.tracking_numbers):
        (text or "").encode()
    assert row.on is None or row.on.year >= 2000


def file(name: str) -> Callable[[bytes], None]:
    """A document with that name."""

    def target(data: bytes) -> None:
        take_in([Document(name, len(data), lambda: io.BytesIO(data))])

    return target


def own_log(data: bytes) -> None:
    from returnctl.actions.importing.incoming import Incoming
    from returnctl.importing.ownlog import OwnLog

    survey(Incoming(OwnLog(Document("log.json", len(data), lambda: io.BytesIO(data)))), None)


@cache
def _folder() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="returnctl-fuzz-")


SHEET = "xl/worksheets/sheet1.xml"


@cache
def workbook_parts() -> dict[str, bytes]:
    """The files of a small workbook, of which one is replaced."""
    from openpyxl import Workbook

    book, out = Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Order ID", "Title", "Price"])
    sheet.append(["12-34567-89012", "Cup", 1.5])
    book.save(out)
    with zipfile.ZipFile(out) as found:
        return {name: found.read(name) for name in found.namelist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as found:
        for name, content in parts.items():
            found.writestr(name, content)
    return out.getvalue()


_PARTS = (SHEET, "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml")


def archive(data: bytes) -> None:
    """The first byte says how: as it is, or as a part of a whole workbook or zip."""
    how, rest = data[:1] or b"z", data[1:]
    if how in b"0123":
        rest = zipped({**workbook_parts(), _PARTS[int(how)]: rest})
    elif how == b"m":
        name, _, content = rest.partition(b"\n")
        rest = zipped({name.decode("latin-1").strip("\0") or "a.csv": content})
    path = Path(_folder().name) / f"a.{'xlsx' if how in b'0123x' else 'zip'}"
    path.write_bytes(rest)
    take_in(documents(path))


def answer(data: bytes) -> None:
    """An answer of a tracking service; the first byte says whose."""
    if not data:
        return
    parse = PARSERS[data[0] % len(PARSERS)]
    found = parse(parse_json(data[1:]), [Wanted(number=NUMBER)])
    for report in found.reports:
        for scan in report.scans:
            json.dumps([scan.text, scan.place], ensure_ascii=False).encode()
            assert 2000 <= scan.on.year < 2100


def _length(text: str) -> None:
    with suppress(ValueError):  # its own way to say no
        parse_length(text)


_DAYS = Days(today=TODAY, zone="Europe/Berlin", order="dmy")
GRAMMARS: tuple[Callable[[str], object], ...] = (
    lambda text: parse_when(text, today=TODAY, order="dmy"),
    lambda text: parse_when(text, today=TODAY, order="mdy", looks="forward"),
    parse_countdown,
    _length,
    lambda text: parse_money(text, currency=None, default="EUR"),
    lambda text: parse_money(text, currency="JPY"),
    recognise,
    lambda text: recognise(text, "dhl"),
    lambda text: read_amount(text, currency=None, default="EUR", decimal=None),
    lambda text: read_amount(text, currency="USD", default=None, decimal=","),
    _DAYS.read,
    code_warnings,
    safe,
)


def words(data: bytes) -> None:
    """Every grammar of what is typed or stands in a cell."""
    text = data.decode("utf-8", "replace")
    for grammar in GRAMMARS:
        with suppress(*REFUSALS):
            grammar(text)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "table": file("a.csv"),
    "mail": file("a.eml"),
    "mailbox": file("a.mbox"),
    "page": file("a.html"),
    "json": file("a.json"),
    "log": own_log,
    "archive": archive,
    "answer": answer,
    "words": words,
}
REFUSALS = (ReturnctlError, Unreadable, Failed)


def run(name: str, data: bytes) -> None:
    """Give bytes to a target; a refusal is an answer."""
    with suppress(*REFUSALS):
        TARGETS[name](data)
