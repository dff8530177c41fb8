"""The views of `config`."""

from returnctl.core.structs import Struct
from returnctl.core.views import View


class SettingLine(Struct, frozen=True):
    """A setting, its value as text, and where that came from."""

    name: str
    value: str | None
    origin: str
    meaning: str


class SettingsView(View, frozen=True, kw_only=True):
    """`config show`, and the answers of `config get`, `set` and `unset`."""

    path: str
    settings: tuple[SettingLine, ...]


class PathsView(View, frozen=True, kw_only=True):
    """`config path`: where things lie."""

    config: str
    database: str
    packs: str
