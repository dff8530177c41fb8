"""The config file: read with care, changed without losing comments, unknown keys refused.

Fields of a section (`[providers.dhl]`) go by dotted names: `providers.dhl.url`.
"""

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from returnctl.core.errors import Refused
from returnctl.core.structs import Struct, replace
from returnctl.settings.guesses import guess
from returnctl.settings.keys import KEYS, MEMBERS, SECTIONS, Key

# Words that would make a key stand in the config itself.
_SECRET_WORDS: Final = frozenset(("key", "api_key", "apikey", "token", "secret", "password"))
# Rules have names of several words.
_MEMBER: Final = {"ladders": r"[a-z0-9][a-z0-9_-]*"}


class Value(Struct, frozen=True):
    """A setting's value and where it came from: environment, config, system, default, not set."""

    value: Any
    origin: str


class Settings(Struct, frozen=True):
    """All settings, each with its origin; of sections only the fields that are set."""

    values: Mapping[str, Value]

    def __getitem__(self, name: str) -> Any:
        """Return the value of a setting; None where it is not set."""
        return self.values[name].value

    def section(self, name: str) -> dict[str, dict[str, Any]]:
        """Return what is set of a section: member -> field -> value."""
        members: dict[str, dict[str, Any]] = {}
        for dotted, held in self.values.items():
            section, _, rest = dotted.partition(".")
            if section == name and rest:
                member, _, field = rest.partition(".")
                members.setdefault(member, {})[field] = held.value
        return members

    def is_sure(self, name: str) -> bool:
        """Whether the user said so, rather than the system's guess."""
        return self.values[name].origin in ("environment", "config")


def load_settings(path: Path, environ: Mapping[str, str]) -> Settings:
    """Return the settings: environment, then the file, then the system, then the default.

    Raises:
        Refused: the file is not TOML, has an unknown key, or a value that cannot be read.
    """
    stored = _read_file(path)
    keys = KEYS | {key.name: key for key in _members(stored, environ)}
    return Settings({name: _value(key, environ, stored, path) for name, key in keys.items()})


def _members(stored: Mapping[str, Any], environ: Mapping[str, str]) -> Iterator[Key]:
    """Yield a key for every field of a section that the file or the environment sets."""
    names = {name for name in stored if name not in KEYS}
    for row in MEMBERS.values():
        before, _, after = row.variable.partition("*")
        found = (_between(before, variable, after) for variable in environ)
        names |= {row.name.replace("*", member.lower()) for member in found if member}
    yield from (_known(name, where="") for name in sorted(names))


def _value(key: Key, environ: Mapping[str, str], stored: Mapping[str, Any], path: Path) -> Value:
    if text := environ.get(key.variable):
        return Value(_read(key, text, key.variable), "environment")
    if key.name in stored:
        return Value(_read(key, _text(stored[key.name]), f"{key.name} in {path}"), "config")
    if (found := guess(key.name, environ)) is not None:
        return Value(_read(key, found, f"{key.name} of the system"), "system")
    return Value(key.default, "default" if key.default is not None else "not set")


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _read(key: Key, text: str, where: str) -> Any:
    """Read a value that was not typed just now, and so say where it stands."""
    try:
        return key.read(text)
    except Refused as error:
        raise Refused(f"{where}: {error.message}", hint=error.hint) from None


def _read_file(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    import tomllib

    try:
        stored = dict(_flat(tomllib.loads(path.read_text(encoding="utf-8"))))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        msg = f"the config file {path} cannot be read: {error}."
        raise Refused(msg, hint="Mend it, or name another with RETURNCTL_CONFIG.") from None
    for name in stored:
        _known(name, where=f" in {path}")
    return stored


def _flat(table: Mapping[str, Any], start: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every value with its dotted name."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{start}{name}.")
        else:
            yield start + name, value


def known_key(name: str) -> Key:
    """Return the key of that name.

    Raises:
        Refused: there is none; the hint names the nearest.
    """
    return _known(name.strip().lower().replace("-", "_"), where="")


def _between(before: str, variable: str, after: str) -> str:
    """Return the member that a variable names: capitals and digits; "" where it is another's."""
    if not (variable.startswith(before) and variable.endswith(after)):
        return ""
    member = variable[len(before) : len(variable) - len(after)]
    return member if member.isalnum() and member.isascii() and member == member.upper() else ""


def _known(name: str, *, where: str) -> Key:
    if name in KEYS:
        return KEYS[name]
    section, _, rest = name.partition(".")
    member, _, field = rest.rpartition(".")
    row = MEMBERS.get(f"{section}.*.{field}")
    if row is not None and re.fullmatch(_MEMBER.get(section, r"[a-z0-9]+"), member):
        return replace(row, name=name)
    msg = f'"{name}" is no setting{where}.'
    raise Refused(msg, hint=_nearest(name, section, member, field))


def _nearest(name: str, section: str, member: str, field: str) -> str:
    """Return what was probably meant."""
    if section in SECTIONS and field in _SECRET_WORDS:
        ways = f"token_command, key_file or keyring in [{section}.{member}]"
        return f"A key never stands in the config: use the environment, or {ways}."
    if section in SECTIONS:
        fields = [row.rpartition(".")[2] for row in MEMBERS if row.startswith(section + ".")]
        return f"Of [{section}.NAME] there are: " + ", ".join(fields)
    from difflib import get_close_matches

    near = get_close_matches(name, KEYS, n=1)
    return f"Did you mean {near[0]}?" if near else "One of: " + ", ".join(KEYS)


def change_setting(path: Path, name: str, text: str | None) -> None:
    """Set a key to a checked value, or take it out (None); comments stay.

    Raises:
        Refused: the key is unknown, the value cannot be read, or the file cannot be written.
    """
    import tomlkit

    key = known_key(name)
    value = None if text is None else key.read(text)
    _read_file(path)
    document = (
        tomlkit.parse(path.read_text(encoding="utf-8")) if path.exists() else tomlkit.document()
    )
    _put(document, key.name.split("."), value)
    replace_file(path, tomlkit.dumps(document))


def _put(table: Any, names: list[str], value: Any) -> None:
    """Set a value below its tables, which are made; or take it out (None), and what is left empty.

    A table that only holds tables gets no heading of its own.
    """
    import tomlkit

    name, *deeper = names
    if not deeper and value is not None:
        table[name] = value
    elif not deeper:
        table.pop(name, None)
    elif value is not None or name in table:
        if name not in table:
            table[name] = tomlkit.table(is_super_table=len(deeper) > 1)
        _put(table[name], deeper, value)
        if not table[name]:
            table.pop(name)


def replace_file(path: Path, text: str) -> None:
    """Write a file whole or not at all, readable by its owner only."""
    temporary = path.with_name(path.name + f".{os.getpid()}.tmp")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        msg = f"the config file {path} cannot be written: {error.strerror}."
        raise Refused(msg, hint="Name another with RETURNCTL_CONFIG.") from None
