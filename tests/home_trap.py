"""Keeps tests away from the real user's records: a home of their own, and a guard on the real one.

The guard is an audit hook: it sees every open, connect, mkdir, rename and the like of this process,
whichever library asks. It refuses the call and remembers it, so that code which swallows the error
fails its test all the same. Child processes are covered by the environment only.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Self

import platformdirs
import pytest

APP = "returnctl"

# What changes the answers of the program or of the libraries that draw its output.
UNSET = ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "COLUMNS", "LINES", "GITHUB_ACTIONS")

EVENTS = {
    "open",
    "sqlite3.connect",
    "os.listdir",
    "os.scandir",
    "os.mkdir",
    "os.rename",
    "os.remove",
    "os.rmdir",
    "os.chmod",
    "os.link",
    "os.symlink",
    "os.truncate",
    "os.utime",
    "shutil.rmtree",
}


class RealHomeTouchedError(BaseException):
    """Not an Exception, so that `except Exception` in the code under test lets it through."""


class HomeTrap:
    """Refuses and remembers every access to the given folders once armed."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self.folders = tuple(dict.fromkeys(os.fspath(folder.absolute()) for folder in folders))
        self._touched: list[str] = []
        self._armed = False

    @classmethod
    def around_the_real_home(cls) -> Self:
        return cls(
            (
                platformdirs.user_data_path(APP),
                platformdirs.user_config_path(APP),
                platformdirs.user_state_path(APP),
                platformdirs.user_cache_path(APP),
            )
        )

    def arm(self) -> None:
        # An audit hook can't be removed, so it is added once and for the life of the process.
        if not self._armed:
            self._armed = True
            sys.addaudithook(self._watch)

    def take_touched(self) -> list[str]:
        touched, self._touched = self._touched, []
        return touched

    def _watch(self, event: str, args: tuple[object, ...]) -> None:
        if event not in EVENTS:
            return
        for path in args[:2]:
            if isinstance(path, str | bytes | os.PathLike) and self._is_real(path):
                self._touched.append(f"{event} {os.fsdecode(path)}")
                raise RealHomeTouchedError(self._touched[-1])

    def _is_real(self, path: str | bytes | os.PathLike[str]) -> bool:
        text = os.fsdecode(path).removeprefix("file:").partition("?")[0]
        full = os.path.abspath(text)  # noqa: PTH100 - Path would be slow on every open
        return any(full == folder or full.startswith(folder + os.sep) for folder in self.folders)


def point_home_at(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Let everything that asks the environment for a home find `folder`."""
    for name in [*UNSET, *(name for name in os.environ if name.startswith("RETURNCTL_"))]:
        patch.delenv(name, raising=False)
    for name, place in {
        "HOME": "",
        "USERPROFILE": "",
        "APPDATA": "roaming",
        "LOCALAPPDATA": "local",
        "XDG_DATA_HOME": ".local/share",
        "XDG_CONFIG_HOME": ".config",
        "XDG_STATE_HOME": ".local/state",
        "XDG_CACHE_HOME": ".cache",
    }.items():
        patch.setenv(name, os.fspath(folder / place))
