"""The program, ready to be run by a test."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import Cli

Prepared = Callable[[Cli, Callable[[Cli], None]], Cli]


@pytest.fixture
def cli(home: Path) -> Cli:
    """The program on a path where nothing has been recorded yet."""
    return Cli(home / "records" / "returns.db")


@pytest.fixture(scope="session")
def _made() -> dict[Callable[[Cli], None], tuple[bytes, bytes]]:
    return {}


@pytest.fixture
def prepared(_made: dict[Callable[[Cli], None], tuple[bytes, bytes]]) -> Prepared:
    """Put records in place that a function makes; made once, then copied with their device."""

    def put(cli: Cli, make: Callable[[Cli], None]) -> Cli:
        device = Path(os.environ["XDG_STATE_HOME"]) / "returnctl" / "device"
        if make not in _made:
            make(cli)
            _made[make] = (cli.db.read_bytes(), device.read_bytes())
            return cli
        for path, kept in zip((cli.db, device), _made[make], strict=True):
            path.parent.mkdir(mode=0o700, parents=True)
            path.write_bytes(kept)
            path.chmod(0o600)
        return cli

    return put
