"""`config`: settings with where they come from, and the paths."""

from collections.abc import Mapping

from returnctl.core.views.settings import PathsView, SettingLine, SettingsView
from returnctl.settings.config import Settings, change_setting, known_key, load_settings
from returnctl.settings.keys import KEYS
from returnctl.settings.paths import Paths


def show_settings(paths: Paths, settings: Settings, name: str | None = None) -> SettingsView:
    """Return all settings, or one of them.

    Raises:
        Refused: there is no such setting.
    """
    names = list(KEYS) if name is None else [known_key(name).name]
    return SettingsView(
        path=str(paths.config), settings=tuple(_line(settings, each) for each in names)
    )


def set_setting(
    paths: Paths, environ: Mapping[str, str], name: str, text: str | None
) -> SettingsView:
    """Set a key, or unset it (None), and return what holds now.

    Raises:
        Refused: the key is unknown, or the value cannot be read.
    """
    change_setting(paths.config, name, text)
    return show_settings(paths, load_settings(paths.config, environ), name)


def show_paths(paths: Paths) -> PathsView:
    """Return where things lie."""
    return PathsView(config=str(paths.config), database=str(paths.database), packs=str(paths.packs))


def _line(settings: Settings, name: str) -> SettingLine:
    held = settings.values[name]
    value = None if held.value is None else str(held.value)
    return SettingLine(name, value, held.origin, KEYS[name].meaning)
