"""The views of `config`."""

from dataclasses import dataclass

from returnctl.core.views import View


@dataclass(frozen=True, slots=True)
class SettingLine:
    """A setting, its value as text, and where that came from."""

    name: str
    value: str | None
    origin: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsView(View):
    """`config show`, and the answers of `config get`, `set` and `unset`."""

    path: str
    settings: tuple[SettingLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PathsView(View):
    """`config path`: where things lie."""

    config: str
    database: str
    packs: str
