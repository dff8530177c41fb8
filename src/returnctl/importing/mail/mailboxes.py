"""Mails of a document: one, or those of an mbox, streamed; a Maildir is a folder of single ones.

An mbox may be larger than memory: only one mail of it is held, and of one that is too large only
its beginning. A mail that stands twice (one mailbox for each label) counts once.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from returnctl.core.imported import Found, Origin, Skipped
from returnctl.core.structs import Struct, field
from returnctl.importing.documents import Document
from returnctl.importing.mail.fields import FIELD, first, read_fields, words
from returnctl.importing.mail.parts import MOST_BYTES
from returnctl.importing.mail.reading import read_mail
from returnctl.importing.way import Way

# What begins a mail in an mbox: a sender, and a time of day.
_FROM: Final = re.compile(rb">?From [^\n]{0,300}\d{2}:\d{2}")
# As every program writes it: nothing else looks like this, whatever follows.
_SURE: Final = re.compile(
    rb"From [^\n]{0,300} [A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} [^\n]{0,20}\d{4}"
)
# A line is read in pieces of this size.
_PIECE: Final = 1 << 20
_HEAD: Final = 16_384
# Fields of which at least one stands in every mail's header, and in no table's.
_TELLING: Final = frozenset(
    "from subject date received return-path message-id delivered-to mime-version".split()
)


def is_mailbox(document: Document) -> bool:
    """Say whether a document is an mbox."""
    return _FROM.match(document.head(400)) is not None


def is_mail(document: Document) -> bool:
    """Say whether a document is a mail: by its ending, or by its first fields."""
    if document.suffix in (".eml", ".emlx", ".mail"):
        return True
    head = document.head(_HEAD).replace(b"\r", b"")
    if not FIELD.match(head):
        return False
    fields = read_fields(head.partition(b"\n\n")[0])
    return len(_TELLING & fields.keys()) > 1


def read_single(document: Document, way: Way) -> Iterator[Found | Skipped]:
    """Yield what a mail says."""
    with document.open() as stream:
        raw = stream.read(MOST_BYTES + 1)
    yield from read_mail(raw, Origin(document.name), way)


def read_mailbox(document: Document, way: Way) -> Iterator[Found | Skipped]:
    """Yield what the mails of an mbox say, one after the other."""
    seen: set[tuple[str, str]] = set()
    with document.open() as stream:
        for line, raw in mails(stream):
            source = Origin(document.name, line)
            key = _identity(raw)
            if key and key in seen:
                yield Skipped(source, "the same mail stands above")
                continue
            if key:
                seen.add(key)
            yield from read_mail(raw, source, way)


def _identity(raw: bytes) -> tuple[str, str] | None:
    head = raw[:65_536].replace(b"\r", b"").partition(b"\n\n")[0]
    fields = read_fields(head)
    given = first(fields, "message-id").strip()
    return (given[:500], words(first(fields, "subject"))[:500]) if len(given) > 4 else None


class _Held(Struct):
    """The mail that is being read, as far as it is kept."""

    line: int = 1
    size: int = 0
    pieces: list[bytes] = field(default_factory=list)

    def add(self, piece: bytes) -> None:
        if self.size <= MOST_BYTES:
            self.pieces.append(piece)
        self.size += len(piece)


def mails(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield the mails of an mbox with the lines that they begin in.

    A line begins a mail where it stands behind an empty one and is written as programs do, or at
    least looks like it, and a field follows: so a sentence that begins with "From" does not.
    """
    held, number, after_empty = _Held(), 0, True
    waiting: bytes | None = None
    whole = True
    while piece := stream.readline(_PIECE):
        number += whole
        if waiting is not None:
            if FIELD.match(piece) or piece[:5] == b">From" or _SURE.match(waiting):
                if held.size:
                    yield held.line, b"".join(held.pieces)
                held = _Held(number - 1)
            else:
                held.add(waiting)
            waiting = None
        if after_empty and whole and piece[:5] == b"From " and _FROM.match(piece):
            waiting = piece
        else:
            held.add(piece)
        whole = piece.endswith(b"\n")
        after_empty = whole and not piece.strip()
    if held.size:
        yield held.line, b"".join(held.pieces)
