"""Where templates of letters come from: those shipped with the program, and the user's own folder.

Both are `LANG/NAME.txt`. A template of the user's takes the place of the shipped one of its name
and language, and may have a name or a language of its own. A broken one is reported, by file and
line, and is no template; everything else works on.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from returnctl.core.letters.fields import FIELDS
from returnctl.core.letters.template import Template, TemplateFault, faults_of
from returnctl.core.structs import Struct, field

_SHIPPED: Final = Path(__file__).parent.parent / "templates"
_NAME: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LANG: Final = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]+)*")

Key = tuple[str, str]


class Rack(Struct, frozen=True):
    """Templates by name and language, and the faults of those that are none."""

    templates: Mapping[Key, Template]
    faults: Mapping[Key, tuple[TemplateFault, ...]] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """Every name, broken ones too."""
        return tuple(dict.fromkeys(name for name, _ in (*self.templates, *self.faults)))

    def languages(self, name: str) -> tuple[str, ...]:
        """Return the languages of a template, sorted."""
        return tuple(sorted(lang for each, lang in self.templates if each == name))


def rack(folder: Path | None = None) -> Rack:
    """Return the shipped templates with the user's over them; broken ones stand for nothing."""
    # The tests check the shipped ones, so nobody else has to.
    found = {key: _template(key, path) for key, path in _files(_SHIPPED)}
    faults: dict[Key, tuple[TemplateFault, ...]] = {}
    for key, path in _files(folder) if folder else ():
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError):
            wrong: tuple[TemplateFault, ...] = (
                TemplateFault(str(path), 1, "it cannot be read as UTF-8 text"),
            )
        else:
            wrong = faults_of(text, str(path), FIELDS)
        if wrong:
            faults[key] = wrong
            found.pop(key, None)
        else:
            found[key] = Template(name=key[0], lang=key[1], text=text, own=True)
    return Rack(found, faults)


def _template(key: Key, path: Path) -> Template:
    return Template(name=key[0], lang=key[1], text=path.read_text(encoding="utf-8"))


def _files(folder: Path) -> Iterator[tuple[Key, Path]]:
    """Give the files that have the name of a template, in the folders of languages."""
    for path in sorted(folder.glob("*/*.txt")) if folder.is_dir() else ():
        if _NAME.fullmatch(path.stem) and _LANG.fullmatch(path.parent.name) and path.is_file():
            yield (path.stem, path.parent.name), path
