"""`config`: settings with where they come from, and the paths."""

from collections.abc import Mapping

from returnctl.core.views.settings import PathsView, SettingLine, SettingsView
from returnctl.settings.config import Settings, Value, change_setting, known_key, load_settings
from returnctl.settings.paths import Paths
from returnctl.tracking.choosing import known_provider


def show_settings(paths: Paths, settings: Settings, name: str | None = None) -> SettingsView:
    """Return all settings, or one of them.

    Raises:
        Refused: there is no such setting.
    """
    names = list(settings.values) if name is None else [known_key(name).name]
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
    section, _, rest = name.strip().lower().partition(".")
    if section == "providers" and rest:
        known_provider(rest.partition(".")[0])
    change_setting(paths.config, name, text)
    return show_settings(paths, load_settings(paths.config, environ), name)


def show_paths(paths: Paths) -> PathsView:
    """Return where things lie."""
    return PathsView(config=str(paths.config), database=str(paths.database), packs=str(paths.packs))


def _line(settings: Settings, name: str) -> SettingLine:
    key = known_key(name)
    held = settings.values.get(key.name, Value(key.default, "not set"))
    value = None if held.value is None else key.shown(held.value)
    return SettingLine(key.name, value, held.origin, key.meaning)
