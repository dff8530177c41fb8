"""How the user's own tables are laid out: which column is what, kept by the set of columns.

A file beside the config, because it is how somebody works and no record of what happened: it serves
every database, and `undo` of an import leaves it.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from returnctl.core.errors import Refused
from returnctl.core.structs import Struct, field


class Layout(Struct, frozen=True):
    """From a column's key to a field, and from a word in the shop's column to a shop."""

    fields: Mapping[str, str] = field(default_factory=dict)
    shops: Mapping[str, str] = field(default_factory=dict)


def load_layouts(path: Path) -> dict[str, Layout]:
    """Return the layouts by name.

    Raises:
        Refused: the file is damaged.
    """
    if not path.exists():
        return {}
    try:
        stored = tomllib.loads(path.read_text(encoding="utf-8"))
        return {name: _layout(told) for name, told in stored.items()}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, TypeError) as error:
        msg = f"the kept mappings in {path} cannot be read: {error}."
        raise Refused(msg, hint="Mend the file, or delete it and give --map again.") from None


def _layout(told: Any) -> Layout:
    if not isinstance(told, dict):
        raise TypeError(told)
    return Layout(_texts(told.get("fields", {})), _texts(told.get("shops", {})))


def _texts(told: Mapping[str, Any]) -> dict[str, str]:
    return {str(key): str(value) for key, value in told.items()}


def keep_layouts(path: Path, layouts: Mapping[str, Layout]) -> None:
    """Add layouts to the file, whole or not at all; nothing is written where they are known.

    Raises:
        Refused: the file cannot be written.
    """
    known = load_layouts(path)
    after = {**known, **layouts}
    if after == known:
        return
    import tomlkit

    from returnctl.settings.config import replace_file

    document = tomlkit.document()
    for name, layout in after.items():
        document[name] = {"fields": dict(layout.fields), "shops": dict(layout.shops)}
    replace_file(path, tomlkit.dumps(document))
