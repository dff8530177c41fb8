"""The platform's folders for data, config and state, and what overrides them."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from returnctl.core.errors import Unavailable
from returnctl.core.structs import Struct

_APP = "returnctl"
# Of the XDG Base Directory Specification: the variable, and the place under the home folder.
_XDG: Final = {
    "config": ("XDG_CONFIG_HOME", ".config"),
    "data": ("XDG_DATA_HOME", ".local/share"),
    "state": ("XDG_STATE_HOME", ".local/state"),
}


class Paths(Struct, frozen=True):
    """Absolute paths; nothing is created here."""

    database: Path
    config: Path
    packs: Path
    state: Path

    @property
    def templates(self) -> Path:
        """Where the user's own templates of letters lie: beside the packs."""
        return self.packs.with_name("templates")

    @property
    def layouts(self) -> Path:
        """Where it is kept how the user's own tables are laid out: beside the packs."""
        return self.packs.with_name("layouts.toml")


def find_paths(environ: Mapping[str, str], *, database: str | None = None) -> Paths:
    """Return the paths: an option beats the environment, which beats the platform's folders.

    The state of who has no home folder lies beside the database.

    Raises:
        Unavailable: there is no home folder, and a path depends on it.
    """
    chosen = database or environ.get("RETURNCTL_DB")
    config = environ.get("RETURNCTL_CONFIG")
    config_file = Path(config) if config else platform_folder("config") / "config.toml"
    file = _absolute(Path(chosen) if chosen else platform_folder("data") / "returns.db")
    state = platform_folder("state")
    return Paths(
        database=file,
        config=_absolute(config_file),
        packs=_absolute(config_file.parent / "packs"),
        state=file.with_suffix(".state") if _is_homeless(state) else _absolute(state),
    )


def platform_folder(kind: str, app: str = _APP) -> Path:
    """Return the platform's folder for data, config or state; below ~ where there is no home."""
    if sys.platform == "linux" and (base := _plain_folder(kind)):
        return base / app
    from platformdirs import PlatformDirs

    try:
        return Path(getattr(PlatformDirs(app, appauthor=False), f"user_{kind}_dir"))
    except RuntimeError:
        return Path("~", kind, app)


def _plain_folder(kind: str) -> Path | None:
    """Return what the specification says where there is nothing to decide.

    All else, and every other system, is left to platformdirs: it loads tempfile and shutil, and
    costs a seventh of what a command costs.
    """
    variable, under_home = _XDG[kind]
    given, home = Path(os.environ.get(variable, "")), Path(os.environ.get("HOME", ""))
    if given.is_absolute():
        return given
    return home / under_home if home.is_absolute() else None


def expanded(path: Path | str) -> Path:
    """Expand a leading ~; that of a user whom nobody knows stays as it was typed."""
    try:
        return Path(path).expanduser()
    except RuntimeError:
        return Path(path)


def _absolute(path: Path) -> Path:
    """Expand a leading ~; without a home folder it stays, and must not become a relative path."""
    found = expanded(path)
    if _is_homeless(found):
        msg = f"there is no home folder, so {found} cannot be found"
        raise Unavailable(msg, hint="Give --db PATH or RETURNCTL_DB, and RETURNCTL_CONFIG.")
    return found.absolute()


def _is_homeless(path: Path) -> bool:
    return str(expanded(path)).startswith("~")
