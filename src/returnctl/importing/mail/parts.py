"""A mail taken apart into the texts that a reader sees, and the mails that are attached to it.

Not `email.parser`: it recurses as deep as a stranger likes. This one goes through the bytes a
bounded number of times, and says which bound a mail breaks.
"""

import re
from collections.abc import Iterator
from typing import Final

from returnctl.core.structs import Struct, field
from returnctl.importing.mail.decoding import decode_text, decode_transfer
from returnctl.importing.mail.fields import FIELD, Fields, first, read_fields
from returnctl.importing.way import Unreadable

MOST_BYTES: Final = 25 * 1024 * 1024
MOST_PARTS: Final = 200
DEEPEST: Final = 20
_MOST_HEADER: Final = 512 * 1024
_MOST_TEXT: Final = 1_000_000
_PARAMETER: Final = re.compile(
    r";\s{0,20}(boundary|charset)\*?=\s{0,20}(?:\"([^\"]{0,200})\"|([^;\s\"]{1,200}))",
    re.IGNORECASE,
)
# A multipart whose header says nothing of it, as some mail programs save them.
_BARE_PARTS: Final = re.compile(rb"\s{0,100}--([^\n]{1,200})\nContent-", re.IGNORECASE)
_TEXTS: Final = ("text/plain", "text/html")


class Opened(Struct):
    """A mail: its header, its texts, and the mails inside it."""

    fields: Fields
    plain: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    inner: list["Opened"] = field(default_factory=list)

    def each(self) -> Iterator["Opened"]:
        """Yield the mail, and those inside it."""
        yield self
        for mail in self.inner:
            yield from mail.each()


class _Budget(Struct):
    """What may still be read of one mail."""

    parts: int = MOST_PARTS
    text: int = _MOST_TEXT

    def take_part(self) -> None:
        self.parts -= 1
        if self.parts < 0:
            raise Unreadable(f"a mail of more than {MOST_PARTS} parts")


def open_mail(raw: bytes) -> Opened:
    """Take a mail apart.

    Raises:
        Unreadable: it is empty, or breaks a bound.
    """
    if len(raw) > MOST_BYTES:
        raise Unreadable(f"a mail of more than {MOST_BYTES // 1024 // 1024} MB")
    text = raw.removeprefix(b"\xef\xbb\xbf")
    text = text.replace(b"\r\n", b"\n") if b"\n" in text else text.replace(b"\r", b"\n")
    if not text.strip():
        raise Unreadable("an empty mail")
    return _mail(text, _Budget(), 0)


def _mail(raw: bytes, budget: _Budget, depth: int) -> Opened:
    header, body = _split(raw)
    mail = Opened(read_fields(header))
    if not mail.fields:
        raise Unreadable("a mail without a header")
    _part(mail, mail.fields, body, budget, depth)
    return mail


def _split(raw: bytes) -> tuple[bytes, bytes]:
    """Part header and body; a line that is no field ends the header as an empty one does."""
    at = 0
    while at < len(raw):
        end = raw.find(b"\n", at)
        end = len(raw) if end < 0 else end
        line = raw[at : min(end, at + 200)]
        if not line.strip():
            return raw[:at], raw[end + 1 :]
        if line[:1] not in b" \t" and not FIELD.match(line):
            return raw[:at], raw[at:]
        if end > _MOST_HEADER:
            raise Unreadable("a mail whose header never ends")
        at = end + 1
    return raw, b""


def _part(mail: Opened, fields: Fields, body: bytes, budget: _Budget, depth: int) -> None:
    if depth > DEEPEST:
        raise Unreadable(f"a mail of parts in parts, more than {DEEPEST} deep")
    budget.take_part()
    stated = first(fields, "content-type")
    kind = stated.partition(";")[0].strip().lower() or "text/plain"
    told = {m[1].lower(): m[2] or m[3] or "" for m in _PARAMETER.finditer(stated)}
    boundary = told.get("boundary", "").encode("utf-8", "replace")
    if not stated and (bare := _BARE_PARTS.match(body)):
        kind, boundary = "multipart/mixed", bare[1].rstrip()
    if kind.startswith("multipart/") and boundary:
        for piece in _pieces(body, boundary, budget):
            header, inside = _split(piece)
            _part(mail, read_fields(header), inside, budget, depth + 1)
    elif kind == "message/rfc822":
        _attached(mail, fields, body, budget, depth)
    elif kind in _TEXTS and not _is_attachment(fields):
        _text(mail, fields, body, told.get("charset"), kind, budget)


def _pieces(body: bytes, boundary: bytes, budget: _Budget) -> Iterator[bytes]:
    """Yield what stands between the lines of a boundary."""
    line = re.compile(rb"(?:\A|\n)--" + re.escape(boundary) + rb"(--)?[ \t]{0,100}(?=\n|\Z)")
    start: int | None = None
    for number, found in enumerate(line.finditer(body)):
        if start is not None:
            yield body[start : found.start()]
        if found[1]:
            return
        if number > budget.parts:
            raise Unreadable(f"a mail of more than {MOST_PARTS} parts")
        start = found.end() + 1
    if start is not None:
        yield body[start:]


def _attached(mail: Opened, fields: Fields, body: bytes, budget: _Budget, depth: int) -> None:
    raw = decode_transfer(body, first(fields, "content-transfer-encoding")).lstrip(b"\n")
    if raw:
        mail.inner.append(_mail(raw, budget, depth + 1))


def _is_attachment(fields: Fields) -> bool:
    return first(fields, "content-disposition").lower().startswith("attachment")


def _text(
    mail: Opened, fields: Fields, body: bytes, charset: str | None, kind: str, budget: _Budget
) -> None:
    raw = decode_transfer(body[: budget.text * 3], first(fields, "content-transfer-encoding"))
    text = decode_text(raw[: budget.text * 2], charset)[: budget.text]
    budget.text -= len(text)
    (mail.html if kind == "text/html" else mail.plain).append(text)
