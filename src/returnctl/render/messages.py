"""`message`: what was said, letters to send, and the templates they are made from.

A letter is told as it is to be sent: its lines are not broken, so that it can be copied.

Fields of a plain record: of a list - number, day, from, via, ref, text; of a letter - ref,
template, language, to, subject, body; of templates - name, to, languages, your own, what for; of a
template - name, language, own, text; of fields - name, what it is, placeholder, command.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from returnctl.core.views.messages import (
    FieldsView,
    LetterView,
    MessagesView,
    SaidLine,
    TemplatesView,
    TemplateView,
)
from returnctl.core.vocabulary import SENDERS, WAYS
from returnctl.render.blocks import BLANK, Block, Column, Line, Row, Span, Table, line, whole
from returnctl.render.page import Forms, Page
from returnctl.render.records import jsonable, texts
from returnctl.render.wording import tabular_day

_INDENT: Final = 3
_TEMPLATES: Final = (
    Column("name", "TEMPLATE"),
    Column("to", "TO", spare=True, below=""),
    Column("says", "FOR", least=20, most=70),
    Column("languages", "LANGUAGES"),
    Column("own", "YOURS", varied=True),
)
_FIELDS: Final = (
    Column("name", "FIELD"),
    Column("says", "STANDS FOR", least=20, most=60),
    Column("record", "RECORDED BY", least=20, most=70),
)


# --- what was said


def said_head(found: SaidLine, page: Page, *, ref: str) -> Line:
    """Say which message it is: number, day, sender, way, and the return it is about."""
    said = found.message
    day = tabular_day(said.on, page.today) if said.on else "no date"
    way = f", {WAYS.get(said.via, said.via)}" if said.via else ""
    which = f"  ({found.ref})" if found.ref != ref else ""
    who = SENDERS.get(said.sender, said.sender)
    return line(whole(str(found.number), "strong"), "  ", whole(day), f"  {who}{way}{which}")


def _said(view: MessagesView, page: Page) -> Iterator[Block]:
    yield line(whole(view.ref, "strong"), Span(f"  {view.title}", "strong"))
    for each in view.messages:
        yield said_head(each, page, ref=view.ref)
        for text in each.message.text.splitlines():
            yield line(text, indent=_INDENT) if text.strip() else BLANK
    if not view.messages:
        yield line("No messages are noted.")
    if not page.quiet and not view.messages:
        hint = f"Note one: returnctl message add {view.ref} --from seller"
        yield line(Span(hint, "dim"))


def _said_data(view: MessagesView, page: Page) -> list[Any]:
    return [
        {
            "number": each.number,
            "id": each.message.id,
            "on": jsonable(each.message.on, page),
            "from": each.message.sender,
            "via": each.message.via,
            "ref": each.ref,
            "return_id": each.message.of,
            "text": each.message.text,
        }
        for each in view.messages
    ]


def _said_plain(view: MessagesView, _: Page) -> Iterator[Sequence[str]]:
    for each in view.messages:
        said = each.message
        yield texts(each.number, said.on, said.sender, said.via, each.ref, said.text)


# --- a letter


def _letter(view: LetterView, _: Page) -> Iterator[Block]:
    for text in (view.subject, "", *view.body.splitlines()):
        yield line(whole(text)) if text else BLANK


def _letter_plain(view: LetterView, _: Page) -> Iterator[Sequence[str]]:
    yield texts(view.ref, view.template, view.lang, view.to, view.subject, view.body)


# --- templates


def _templates(view: TemplatesView, page: Page) -> Iterator[Block]:
    rows = tuple(
        Row(
            {
                "name": line(whole(each.name)),
                "to": line(each.to),
                "says": line(each.says or "one of yours"),
                "languages": line(whole(" ".join(each.languages))),
                "own": line(whole(" ".join(each.own))),
            }
        )
        for each in view.templates
    )
    yield Table(_TEMPLATES, rows)
    if not page.quiet:
        yield line(Span("One as it is written: returnctl message templates NAME", "dim"))
        yield line(Span("Yours: ", "dim"), whole(f"{view.folder}/LANG/NAME.txt", "dim"))


def _templates_plain(view: TemplatesView, _: Page) -> Iterator[Sequence[str]]:
    for each in view.templates:
        yield texts(each.name, each.to, each.languages, each.own, each.says)


def _template(view: TemplateView, _: Page) -> Iterator[Block]:
    for text in view.text.splitlines():
        yield line(whole(text)) if text.strip() else BLANK


def _template_plain(view: TemplateView, _: Page) -> Iterator[Sequence[str]]:
    yield texts(view.name, view.lang, view.own, view.text)


def _fields(view: FieldsView, page: Page) -> Iterator[Block]:
    rows = tuple(
        Row(
            {
                "name": line(whole(f"{{{each.name}}}")),
                "says": line(each.says),
                "record": line(each.record.replace("{ref}", "REF")),
            }
        )
        for each in view.fields
    )
    yield Table(_FIELDS, rows)
    if not page.quiet:
        hint = "A line that starts with ? is left out where a field in it is not known."
        yield line(Span(hint, "dim"))


def _fields_plain(view: FieldsView, _: Page) -> Iterator[Sequence[str]]:
    for each in view.fields:
        yield texts(each.name, each.says, each.placeholder, each.record)


def _data(view: Any, page: Page) -> Any:
    return jsonable(view, page)


FORMS: Final = {
    MessagesView: Forms(data=_said_data, plain=_said_plain, text=_said),
    LetterView: Forms(data=_data, plain=_letter_plain, text=_letter),
    TemplatesView: Forms(data=_data, plain=_templates_plain, text=_templates),
    TemplateView: Forms(data=_data, plain=_template_plain, text=_template),
    FieldsView: Forms(data=_data, plain=_fields_plain, text=_fields),
}
