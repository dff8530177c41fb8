"""`message templates`: which letters there are, one as it is written, and the table of fields."""

from pathlib import Path

from returnctl.core.errors import NotFound
from returnctl.core.letters.fields import FIELDS
from returnctl.core.letters.kinds import KINDS, kind_of
from returnctl.core.views.messages import (
    FieldLine,
    FieldsView,
    TemplateLine,
    TemplatesView,
    TemplateView,
)
from returnctl.packs.letters import Rack, rack


def list_templates(folder: Path) -> tuple[TemplatesView, tuple[str, ...]]:
    """Return the templates, the shipped in the order of a return's life; and the faults."""
    known = rack(folder)
    own = sorted(set(known.names) - set(KINDS))
    lines = tuple(_line(name, known) for name in (*KINDS, *own))
    faults = tuple(
        f"a template of yours is left out: {fault}"
        for found in known.faults.values()
        for fault in found
    )
    return TemplatesView(templates=lines, folder=str(folder)), faults


def _line(name: str, known: Rack) -> TemplateLine:
    kind, languages = kind_of(name), known.languages(name)
    return TemplateLine(
        name=name,
        says=kind.says,
        to=kind.to,
        languages=languages,
        own=tuple(lang for lang in languages if known.templates[name, lang].own),
    )


def show_template(folder: Path, name: str, lang: str | None) -> TemplateView:
    """Return a template as it is written.

    Raises:
        NotFound: there is none of that name and language.
    """
    known, wanted = rack(folder), name.strip().lower()
    languages = known.languages(wanted)
    if not languages:
        msg = f'there is no template "{name}".'
        raise NotFound(msg, hint="One of: " + ", ".join(known.names))
    code = lang.strip().lower() if lang else ("en" if "en" in languages else languages[0])
    if code not in languages:
        msg = f"{wanted} has no template in {code}."
        raise NotFound(msg, hint="It has: " + ", ".join(languages))
    found = known.templates[wanted, code]
    return TemplateView(name=wanted, lang=code, own=found.own, text=found.text)


def list_fields(lang: str | None) -> FieldsView:
    """Return what templates may name, with the placeholder of a language."""
    code = (lang or "en").strip().lower()
    return FieldsView(
        tuple(
            FieldLine(each.name, each.says, f"[{each.label(code)}]", each.record)
            for each in FIELDS.values()
        )
    )
