"""The config file: read with care, changed without losing comments, unknown keys refused."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from returnctl.core.errors import Refused
from returnctl.settings.guesses import guess
from returnctl.settings.keys import KEYS, Key


@dataclass(frozen=True, slots=True)
class Value:
    """A setting's value and where it came from: environment, config, system, default, not set."""

    value: Any
    origin: str


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, each with its origin."""

    values: Mapping[str, Value]

    def __getitem__(self, name: str) -> Any:
        """Return the value of a setting; None where it is not set."""
        return self.values[name].value

    def is_sure(self, name: str) -> bool:
        """Whether the user said so, rather than the system's guess."""
        return self.values[name].origin in ("environment", "config")


def load_settings(path: Path, environ: Mapping[str, str]) -> Settings:
    """Return the settings: environment, then the file, then the system, then the default.

    Raises:
        Refused: the file is not TOML, has an unknown key, or a value that cannot be read.
    """
    stored = _read_file(path)
    return Settings({name: _value(key, environ, stored, path) for name, key in KEYS.items()})


def _value(key: Key, environ: Mapping[str, str], stored: Mapping[str, Any], path: Path) -> Value:
    if text := environ.get(key.variable):
        return Value(_read(key, text, key.variable), "environment")
    if key.name in stored:
        return Value(_read(key, str(stored[key.name]), f"{key.name} in {path}"), "config")
    if (found := guess(key.name, environ)) is not None:
        return Value(_read(key, found, f"{key.name} of the system"), "system")
    return Value(key.default, "default" if key.default is not None else "not set")


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
        stored = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        msg = f"the config file {path} cannot be read: {error}."
        raise Refused(msg, hint="Mend it, or name another with RETURNCTL_CONFIG.") from None
    for name in stored:
        _known(name, where=f" in {path}")
    return stored


def known_key(name: str) -> Key:
    """Return the key of that name.

    Raises:
        Refused: there is none; the hint names the nearest.
    """
    return _known(name.strip().lower().replace("-", "_"), where="")


def _known(name: str, *, where: str) -> Key:
    if name in KEYS:
        return KEYS[name]
    near = get_close_matches(name, KEYS, n=1)
    hint = f"Did you mean {near[0]}?" if near else "One of: " + ", ".join(KEYS)
    msg = f'"{name}" is no setting{where}.'
    raise Refused(msg, hint=hint)


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
    if value is None:
        document.pop(key.name, None)
    else:
        document[key.name] = value
    _replace(path, tomlkit.dumps(document))


def _replace(path: Path, text: str) -> None:
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
