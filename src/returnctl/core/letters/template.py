"""A template: subject and body with `{fields}`, read from text and filled with values.

Conventions: the first line is the subject, the body follows. A line that starts with `?` is left
out where a field in it is not known. A brace that encloses no field is a fault: there is no other
syntax, so that neither a template nor a fact can reach anything but the table of fields. A value
goes in as it is, in one line, and is never read again.
"""

import re
from collections.abc import Callable, Collection, Iterator
from typing import Final

from returnctl.core.structs import Struct

_FIELD: Final = re.compile(r"\{([a-z_]+)\}")
_BRACE: Final = re.compile(r"\{[^{}]*\}?|\}")
_OPTIONAL: Final = "?"


class TemplateFault(Struct, frozen=True):
    """What is wrong with a template, and in which line of which file."""

    file: str
    line: int
    sentence: str

    def __str__(self) -> str:
        """Give the line that people read."""
        return f"{self.file}:{self.line}: {self.sentence}"


class Template(Struct, frozen=True, kw_only=True):
    """A text to fill in; `own` says that it is the user's."""

    name: str
    lang: str
    text: str
    own: bool = False

    @property
    def fields(self) -> frozenset[str]:
        """The fields it names."""
        return frozenset(_FIELD.findall(self.text))


class Letter(Struct, frozen=True):
    """A filled template; `missing` are the fields that stand in it as placeholders."""

    subject: str
    body: str
    missing: tuple[str, ...]


def faults_of(text: str, file: str, known: Collection[str]) -> tuple[TemplateFault, ...]:
    """Return what is wrong with the text of a template: nothing in it, or braces that are odd."""
    lines = text.splitlines()
    if not lines or not lines[0].strip(" ?"):
        return (TemplateFault(file, 1, "the first line is the subject, and it is empty"),)
    if not any(line.strip() for line in lines[1:]):
        return (TemplateFault(file, 2, "there is no text below the subject"),)
    return tuple(
        TemplateFault(file, number, sentence)
        for number, line in enumerate(lines, start=1)
        for sentence in _odd(line, known)
    )


def _odd(line: str, known: Collection[str]) -> Iterator[str]:
    for found in _BRACE.findall(line):
        name = _FIELD.fullmatch(found)
        if name is None:
            yield f'"{found}" is no field: write {{name}}'
        elif name[1] not in known:
            yield f'there is no field "{name[1]}"'


def fill(
    template: Template, value_of: Callable[[str], str | None], placeholder: Callable[[str], str]
) -> Letter:
    """Put values into a template; what is not known becomes a placeholder in brackets."""
    missing: dict[str, None] = {}

    def put(found: re.Match[str]) -> str:
        value = value_of(found[1])
        if value is None:
            missing[found[1]] = None
            return f"[{placeholder(found[1])}]"
        return " ".join(value.split())

    def told(line: str) -> str | None:
        if line.startswith(_OPTIONAL):
            line = line.removeprefix(_OPTIONAL).removeprefix(" ")
            if any(value_of(name) is None for name in _FIELD.findall(line)):
                return None
        return _FIELD.sub(put, line).rstrip()

    subject, *body = [line for raw in template.text.splitlines() if (line := told(raw)) is not None]
    return Letter(subject, "\n".join(_closed_up(body)), tuple(missing))


def _closed_up(lines: list[str]) -> Iterator[str]:
    """Leave one empty line where a line that was left out stood between two."""
    pending = False
    started = False
    for line in lines:
        if not line:
            pending = started
            continue
        if pending:
            yield ""
        yield line
        pending, started = False, True
