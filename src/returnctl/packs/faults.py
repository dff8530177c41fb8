"""What is wrong with a pack, as data: a fault names the file, the rule and the field.

Readers of single values raise `Bad`; whoever knows the place turns it into a `Fault`.
"""

from collections.abc import Iterable

from returnctl.core.structs import Struct


class Fault(Struct, frozen=True):
    """One mistake in a pack; `rule` is empty for the pack's own fields, `field` for the file."""

    file: str
    rule: str
    field: str
    sentence: str

    def __str__(self) -> str:
        """Give the line that people read: file, rule, field, and what is wrong."""
        place = ", ".join(part for part in (self.rule and f"rule {self.rule}", self.field) if part)
        return (
            f"{self.file}: {place}: {self.sentence}" if place else f"{self.file}: {self.sentence}"
        )


class Bad(ValueError):
    """A value that cannot be read; `inner` is the way to it inside a table (`.starts`)."""

    def __init__(self, sentence: str, inner: str = "") -> None:
        """Keep the sentence and the place apart."""
        super().__init__(sentence)
        self.sentence = sentence
        self.inner = inner


def no_such(what: str, word: str, known: Iterable[str]) -> str:
    """Say that a word is none of the known ones, with the nearest, or with all of a few."""
    words = sorted(known)
    from difflib import get_close_matches

    near = get_close_matches(word, words, n=1, cutoff=0.6)
    if near:
        return f'"{word}" is no {what}; did you mean "{near[0]}"?'
    return f'"{word}" is no {what}' + (f"; one of: {', '.join(words)}" if len(words) < 16 else "")
