"""Makes mails as shops and carriers write them, and reads them without a database."""

from __future__ import annotations

from datetime import date
from email.headerregistry import Address
from email.message import EmailMessage
from typing import TYPE_CHECKING

from returnctl.core.imported import Found, Origin, Skipped
from returnctl.core.recognition.orders import order_shape
from returnctl.importing.mail.reading import read_mail
from returnctl.importing.way import Way

if TYPE_CHECKING:
    from collections.abc import Iterable

TODAY = date(2026, 11, 22)
SENT = "Tue, 03 Nov 2026 10:15:00 +0000"


def shop_of(name: str | None, number: str | None) -> str | None:
    """The shop that a name means, else the form of a number."""
    if name:
        return name.lower().removeprefix("https://").removesuffix(".com")
    shape = order_shape(number or "")
    return shape.shop if shape and shape.sure else None


WAY = Way(today=TODAY, zone="Europe/Berlin", shop_of=shop_of, currency="EUR")


def mail(
    sender: str,
    subject: str,
    text: str = "",
    html: str = "",
    *,
    name: str = "",
    day: str | None = SENT,
    message_id: str = "",
) -> bytes:
    """Return a mail as Python's own library writes it."""
    message = EmailMessage()
    message["From"] = Address(name, addr_spec=sender)
    message["To"] = "me@example.org"
    message["Subject"] = subject
    if day:
        message["Date"] = day
    if message_id:
        message["Message-ID"] = f"<{message_id}>"
    if text or not html:
        message.set_content(text or "Hello")
    if html and text:
        message.add_alternative(html, subtype="html")
    elif html:
        message.set_content(html, subtype="html")
    return message.as_bytes()


def said(raw: bytes, way: Way = WAY) -> list[Found | Skipped]:
    """What a mail says."""
    return list(read_mail(raw, Origin("a.eml"), way))


def found(raw: bytes, way: Way = WAY) -> list[Found]:
    """What was found in a mail, all of which must have been understood."""
    rows = said(raw, way)
    assert all(isinstance(each, Found) for each in rows), rows
    return [each for each in rows if isinstance(each, Found)]


def news(raw: bytes, way: Way = WAY) -> Found:
    """The one piece of news in a mail, beside the order itself."""
    rows = found(raw, way)
    told = [each for each in rows if each.kind != "order"] or rows
    (row,) = told
    return row


def reason(raw: bytes, way: Way = WAY) -> str:
    """Why a mail is not understood."""
    (row,) = said(raw, way)
    assert isinstance(row, Skipped), row
    return row.reason


def mbox(mails: Iterable[bytes]) -> bytes:
    """Return mails as one mailbox."""
    sender = b"From somebody@example.org Tue Nov  3 10:15:00 2026\n"
    return b"".join(sender + each.rstrip(b"\n") + b"\n\n" for each in mails)
