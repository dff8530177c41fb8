"""The program, and the calendar it writes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import Cli

Written = Callable[[Cli], bytes]


@pytest.fixture
def cli(home: Path) -> Cli:
    """The program on a path where nothing has been recorded yet."""
    return Cli(home / "records" / "returns.db")


@pytest.fixture
def ics(home: Path) -> Written:
    """What `calendar` writes now."""

    def write(cli: Cli) -> bytes:
        cli.ok("calendar", str(home / "returns.ics"))
        return (home / "returns.ics").read_bytes()

    return write


@pytest.fixture
def hub(cli: Cli) -> str:
    """A hub with a defect; its dispute window ends on 22 November."""
    return cli.add("8190123456789012", "USB-C hub", "23,99", "--delivered", "8nov",
                   "--reason", "defective", "--seller-country", "CN")  # fmt: skip
