"""The views of `message`: what was said, a letter to send, and the templates of letters."""

from dataclasses import dataclass

from returnctl.core.case import Message
from returnctl.core.views import Place, View


@dataclass(frozen=True, slots=True)
class SaidLine:
    """A message with its number in the list, and the ref of what it is about."""

    number: int
    ref: str
    message: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagesView(View):
    """`message list`: what was said, oldest first."""

    place: Place
    ref: str
    title: str
    messages: tuple[SaidLine, ...]


@dataclass(frozen=True, slots=True)
class MissingFact:
    """A fact that a letter wants: its field, what it is, and the command that records it."""

    field: str
    says: str
    record: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterView(View):
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


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateLine:
    """A template in the list; `own` are the languages in which it is the user's."""

    name: str
    says: str
    to: str
    languages: tuple[str, ...]
    own: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplatesView(View):
    """`message templates`: those there are, and where to put one's own."""

    templates: tuple[TemplateLine, ...]
    folder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateView(View):
    """`message templates NAME`: one as it is written, to copy and change."""

    name: str
    lang: str
    own: bool
    text: str


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A field of the table: what it stands for, its placeholder, and what records it."""

    name: str
    says: str
    placeholder: str
    record: str


@dataclass(frozen=True, slots=True)
class FieldsView(View):
    """`message templates --fields`: what templates may name."""

    fields: tuple[FieldLine, ...]
