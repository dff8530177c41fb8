"""Where data, config and state lie when nobody says so: as platformdirs says, at less cost."""

from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest

from returnctl.settings.paths import platform_folder

_VARIABLES = {"config": "XDG_CONFIG_HOME", "data": "XDG_DATA_HOME", "state": "XDG_STATE_HOME"}
_ODD = (None, "", "/", "/some/where", "/some/where/", "/with space", "~/here", "here", "./x", " ")


@pytest.mark.parametrize("home", _ODD)
@pytest.mark.parametrize("given", _ODD)
def test_the_folders_are_those_that_platformdirs_names(
    given: str | None, home: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (*_VARIABLES.values(), "HOME"):
        value = home if name == "HOME" else given
        if value is None:
            monkeypatch.delenv(name, raising=False)
        else:
            monkeypatch.setenv(name, value)
    found = platformdirs.PlatformDirs("returnctl", appauthor=False)
    for kind in _VARIABLES:
        assert platform_folder(kind) == Path(getattr(found, f"user_{kind}_dir"))
