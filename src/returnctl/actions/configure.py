"""`config`: settings with where they come from, and the paths."""

from collections.abc import Iterator, Mapping
from typing import Final

from returnctl.core.views.settings import PathsView, SettingLine, SettingsView
from returnctl.settings.config import Settings, Value, change_setting, known_key, load_settings
from returnctl.settings.paths import Paths
from returnctl.settings.secretplaces import origin, place_of
from returnctl.tracking.choosing import known_provider
from returnctl.tracking.providers import PROVIDERS

_SERVICES: Final = "providers"


def show_settings(
    paths: Paths, environ: Mapping[str, str], settings: Settings, name: str | None = None
) -> SettingsView:
    """Return all settings and where keys would come from, or one setting.

    Raises:
        Refused: there is no such setting.
    """
    names = list(settings.values) if name is None else [known_key(name).name]
    lines = [_line(settings, each) for each in names]
    if name is None:
        lines += _keys(settings, environ)
    return SettingsView(path=str(paths.config), settings=tuple(lines))


def set_setting(
    paths: Paths, environ: Mapping[str, str], name: str, text: str | None
) -> SettingsView:
    """Set a key, or unset it (None), and return what holds now.

    Raises:
        Refused: the key is unknown, or the value cannot be read.
    """
    section, _, rest = name.strip().lower().partition(".")
    if section == _SERVICES and rest:
        known_provider(rest.partition(".")[0])
    change_setting(paths.config, name, text)
    return show_settings(paths, environ, load_settings(paths.config, environ), name)


def show_paths(paths: Paths) -> PathsView:
    """Return where things lie."""
    return PathsView(config=str(paths.config), database=str(paths.database), packs=str(paths.packs))


def _line(settings: Settings, name: str) -> SettingLine:
    key = known_key(name)
    held = settings.values.get(key.name, Value(key.default, "not set"))
    value = None if held.value is None else key.shown(held.value)
    return SettingLine(key.name, value, held.origin, key.meaning)


def _keys(settings: Settings, environ: Mapping[str, str]) -> Iterator[SettingLine]:
    """Yield a line for every service's key that is set somewhere: where, and never what."""
    for provider in PROVIDERS.values():
        where = origin(place_of(settings, _SERVICES, provider.name), environ)
        if provider.needs_key and where is not None:
            name, meaning = f"{_SERVICES}.{provider.name} key", f"the key of {provider.title}"
            yield SettingLine(name, "(not shown)", where, meaning)
