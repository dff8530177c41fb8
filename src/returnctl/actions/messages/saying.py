"""`message add`, `list` and `rm`: what was said, by whom, where and when."""

from typing import Any, Final

from returnctl.actions.changes import write_view
from returnctl.actions.desk import Desk
from returnctl.actions.targets import Target, find_target
from returnctl.actions.typed import read_happened, read_text
from returnctl.core.case import Message
from returnctl.core.dayformat import format_day
from returnctl.core.entries import Draft
from returnctl.core.errors import NotFound
from returnctl.core.excerpt import excerpt
from returnctl.core.listing import ref_of
from returnctl.core.messages import in_order
from returnctl.core.structs import Struct
from returnctl.core.views.messages import MessagesView, SaidLine
from returnctl.core.views.writes import WriteView
from returnctl.core.vocabulary import SENDERS, WAYS, choose

# What may follow from a message, by who sent it; the words are in `render.writes`.
_ADVICE: Final = {"me": "said-by-me", "seller": "said-by-seller"}


# So much of a message says which one it is.
_MOST: Final = 60


class SayRequest(Struct, frozen=True, kw_only=True):
    """The arguments and options of `message add`, as typed."""

    ref: str
    sender: str
    via: str | None = None
    on: str | None = None
    text: str = ""


def add_message(request: SayRequest, desk: Desk) -> WriteView:
    """Note a message of today, or of an earlier day.

    Raises:
        Refused: something typed cannot be read.
    """
    data = _data(request, desk)
    desk.need_records()
    with desk.store.write("message add") as tx:
        target = find_target(tx, request.ref, desk)
        before = tuple(tx.deadlines_of(target.case.id))
        about = {"of": target.return_id} if target.return_id else {}
        noted = Draft("noted", tx.new_id(), {"level": "message", **data, **about})
        entries = tx.record(target.case.id, [noted])
        advice = _ADVICE.get(data["sender"])
        return write_view(
            desk, tx, target, entries, command="message add", before=before,
            then=(advice,) if advice else (),
        )  # fmt: skip


def _data(request: SayRequest, desk: Desk) -> dict[str, Any]:
    day = desk.moment.today
    if request.on is not None:
        day = read_happened(request.on, desk, "a message").on
    via = {"via": choose(request.via, WAYS, what="way to write")} if request.via else {}
    sender = choose(request.sender, SENDERS, what="sender")
    text = read_text("\n".join(request.text.splitlines()), "message")
    return {"sender": sender, **via, "on": day.isoformat(), "text": text}


def list_messages(desk: Desk, ref: str) -> MessagesView:
    """Return what was said about a case, or about one return that was named."""
    with desk.store.read() as reader:
        target = find_target(reader, ref, desk)
    return MessagesView(
        place=desk.place, ref=target.ref, title=target.title, messages=_said(target)
    )


def _said(target: Target) -> tuple[SaidLine, ...]:
    """Number all of the case; a return that was named shows its own, with the same numbers."""
    shown = (None, target.return_id)
    one_of_many = target.return_id is not None and len(target.case.returns) > 1
    return tuple(
        SaidLine(number, ref_of(target.case, each.of or target.case.id, target.ref), each)
        for number, each in enumerate(in_order(target.case), start=1)
        if not one_of_many or each.of in shown
    )


def preview(desk: Desk, ref: str, number: int) -> str:
    """Tell which message would go.

    Raises:
        NotFound: there is no message of that number.
    """
    with desk.store.read() as reader:
        return _says(_numbered(find_target(reader, ref, desk), number))


def remove_message(desk: Desk, ref: str, number: int) -> WriteView:
    """Take a message out of the case; the log keeps it.

    Raises:
        NotFound: there is no message of that number.
    """
    desk.need_records()
    with desk.store.write("message rm") as tx:
        target = find_target(tx, ref, desk)
        before = tuple(tx.deadlines_of(target.case.id))
        gone = _numbered(target, number)
        entries = tx.record(target.case.id, [Draft("removed", gone.id, {"says": _says(gone)})])
        return write_view(desk, tx, target, entries, command="message rm", before=before)


def _numbered(target: Target, number: int) -> Message:
    found = in_order(target.case)
    if not 1 <= number <= len(found):
        msg = f"{target.ref} has no message {number}."
        raise NotFound(msg, hint=f"returnctl message list {target.ref}")
    return found[number - 1]


def _says(message: Message) -> str:
    day = f" of {format_day(message.on)}" if message.on else ""
    sender = SENDERS.get(message.sender, message.sender)
    return f'message from {sender}{day}: "{excerpt(message.text, _MOST)}"'
