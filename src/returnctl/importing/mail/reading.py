"""From the bytes of a mail to what it says: its markup first, then the rules of its sender.

Whatever the bytes are, the answer is what was found, or the reason why nothing was.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from returnctl.core.imported import Found, Origin, Skipped
from returnctl.core.structs import replace
from returnctl.importing.mail.letters import read_letter
from returnctl.importing.mail.mail import Mail
from returnctl.importing.mail.markup import has_markup, read_markup
from returnctl.importing.mail.parts import Opened, open_mail
from returnctl.importing.mail.senders import sender_of
from returnctl.importing.way import Unreadable, Way

_STRANGER: Final = "nobody whose mails are known here wrote it"


def read_mail(raw: bytes, source: Origin, way: Way) -> Iterator[Found | Skipped]:
    """Yield what a mail says, and the mails that it forwards."""
    try:
        opened = open_mail(raw)
    except Unreadable as error:
        yield Skipped(source, str(error))
        return
    yield from read_opened(opened, source, way)


def read_opened(opened: Opened, source: Origin, way: Way) -> Iterator[Found | Skipped]:
    """Yield what a mail says that is taken apart already.

    Of a mail with others in it those are what counts, if any of them is understood.
    """
    *inner, outer = [list(_said(Mail.of(each, source, way), way)) for each in _inside_out(opened)]
    forwarded = [each for said in inner for each in said]
    if any(isinstance(each, Found) for each in forwarded) and _is_skipped(outer):
        outer = []
    for each in (*outer, *forwarded):
        yield replace(each, by_mail=True) if isinstance(each, Found) else each


def _inside_out(opened: Opened) -> Iterable[Opened]:
    outer, *inner = opened.each()
    return (*inner, outer)


def _is_skipped(said: Iterable[Found | Skipped]) -> bool:
    return all(isinstance(each, Skipped) for each in said)


def _said(mail: Mail, way: Way) -> Iterator[Found | Skipped]:
    sender = sender_of(mail.address, mail.name)
    marked = list(read_markup(mail, sender, way)) if has_markup(mail.opened.html) else []
    if any(isinstance(each, Found) for each in marked):
        yield from marked
    elif sender is not None:
        yield from read_letter(mail, sender, way)
    elif marked:
        yield from marked
    else:
        yield mail.skipped(_STRANGER)
