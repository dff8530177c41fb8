"""A mail as the rules see it: who, when, about what, and the text and links that a reader sees."""

from datetime import date
from functools import cached_property
from typing import Final

from returnctl.core.imported import Origin, Skipped
from returnctl.core.structs import Struct
from returnctl.importing.mail.fields import address, day_of, first, words
from returnctl.importing.mail.parts import Opened
from returnctl.importing.mail.visible import Visible, of_page, of_plain, together
from returnctl.importing.way import Way

_MOST_TEXT: Final = 60_000
COLUMNS: Final = ("From", "Subject", "Date")


class Mail(Struct, frozen=True, dict=True):
    """A mail; `day` is the user's day on which it was sent, None where it says none."""

    source: Origin
    name: str
    address: str
    subject: str
    day: date | None
    opened: Opened

    @classmethod
    def of(cls, opened: Opened, source: Origin, way: Way) -> "Mail":
        """Read the header of an opened mail."""
        name, sent_from = address(first(opened.fields, "from"))
        subject = words(first(opened.fields, "subject"))
        day = day_of(opened.fields, zone=way.zone, today=way.today)
        return cls(source, name, sent_from, subject[:500], day, opened)

    @property
    def id(self) -> tuple[str, str] | None:
        """What tells a mail from others; None where it has no id of its own."""
        given = first(self.opened.fields, "message-id").strip()[:500]
        return (given, self.subject) if len(given) > 3 else None

    @cached_property
    def visible(self) -> Visible:
        """What a reader sees, of all versions of the text."""
        texts = [of_plain(text) for text in self.opened.plain]
        return together((*texts, *(of_page(page) for page in self.opened.html)))

    @cached_property
    def text(self) -> str:
        """Subject and text on one line."""
        return " ".join((self.subject, *self.visible.lines))[:_MOST_TEXT]

    def skipped(self, reason: str) -> Skipped:
        """Return the mail as one that is not imported."""
        told = self.opened.fields.get("date", ("",))[0]
        return Skipped(self.source, reason, COLUMNS, (self.address, self.subject, told[:100]))
