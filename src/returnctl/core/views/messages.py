"""The views of `message`: what was said, a letter to send, and the templates of letters."""

from returnctl.core.case import Message
from returnctl.core.structs import Struct
from returnctl.core.views import Place, View


class SaidLine(Struct, frozen=True):
    """A message with its number in the list, and the ref of what it is about."""

    number: int
    ref: str
    message: Message


class MessagesView(View, frozen=True, kw_only=True):
    """`message list`: what was said, oldest first."""

    place: Place
    ref: str
    title: str
    messages: tuple[SaidLine, ...]


class MissingFact(Struct, frozen=True):
    """A fact that a letter wants: its field, what it is, and the command that records it."""

    field: str
    says: str
    record: str


class LetterView(View, frozen=True, kw_only=True):
    """`message draft`: a letter, why it was picked, and what else fits."""

    ref: str
    template: str
    lang: str
    to: str
    subject: str
    body: str
    because: str = ""
    others: tuple[str, ...] = ()
    missing: tuple[MissingFact, ...] = ()


class TemplateLine(Struct, frozen=True, kw_only=True):
    """A template in the list; `own` are the languages in which it is the user's."""

    name: str
    says: str
    to: str
    languages: tuple[str, ...]
    own: tuple[str, ...] = ()


class TemplatesView(View, frozen=True, kw_only=True):
    """`message templates`: those there are, and where to put one's own."""

    templates: tuple[TemplateLine, ...]
    folder: str


class TemplateView(View, frozen=True, kw_only=True):
    """`message templates NAME`: one as it is written, to copy and change."""

    name: str
    lang: str
    own: bool
    text: str


class FieldLine(Struct, frozen=True):
    """A field of the table: what it stands for, its placeholder, and what records it."""

    name: str
    says: str
    placeholder: str
    record: str


class FieldsView(View, frozen=True):
    """`message templates --fields`: what templates may name."""

    fields: tuple[FieldLine, ...]
